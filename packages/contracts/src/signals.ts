import { z } from 'zod';
import { queryType } from './command-type.ts';
import { DossierId, Instant, LocalDate, LogName, OfficerId, Position, UnitId, Words } from './scalars.ts';

/** A way to look punctual without being so: no breach by itself, worth looking at where it happens often. */
export const SignalKind = z
  .enum([
    'due-moved',
    'pause-around-expiry',
    'finished-too-early',
    'bulk-closing',
    'recorded-late',
    'supplement-restart',
    'to-and-fro',
  ])
  .meta({ id: 'SignalKind' });

const counts = {
  kind: SignalKind,
  name: Words,
  /** Of all these, so many were so. */
  means: Words,
  hits: z.int().min(0),
  chances: z.int().min(0),
  rate: z.number(),
};

/** One unit's, person's or month's share of a kind, against that of all others. */
export const Signal = z
  .strictObject({
    ...counts,
    unit: UnitId.optional(),
    person: OfficerId.optional(),
    period: z.string().optional().meta({ description: 'A month, as 2022-03' }),
    usual: z.number().meta({ description: 'The rate of all others together' }),
    strength: z.number().meta({
      description: 'Log-likelihood ratio G² of the two rates (Dunning 1993); below 0 where this one is lower',
    }),
    level: z
      .enum(['usual', 'notable', 'strong'])
      .meta({ description: 'notable: G² from 10.83 on (p < 0.001); strong: from 23.93 on (p < 0.000001)' }),
    /** The last few, so that somebody can look at them. */
    examples: z.array(z.strictObject({ dossier: DossierId, at: Instant, positions: z.array(Position) })),
  })
  .meta({ id: 'Signal' });
export type Signal = z.infer<typeof Signal>;

export const signalsMax = 1_000;

/** Signals, the strongest first. Units, persons and months without any are left out; they count in what is usual. */
export const ListSignals = queryType(
  'ListSignals',
  'audit.queries.signals',
  z.strictObject({
    log: LogName.optional(),
    by: z.enum(['unit', 'person', 'period']).default('unit'),
    kind: SignalKind.optional(),
    unit: UnitId.optional(),
    person: OfficerId.optional(),
    /** Local days; both are in it. */
    from: LocalDate.optional(),
    to: LocalDate.optional(),
    limit: z.coerce.number().int().min(1).max(signalsMax).default(50),
  }),
  z.strictObject({
    log: LogName,
    items: z.array(Signal),
    /** Of the whole province, every kind. */
    all: z.array(z.strictObject(counts)),
    /** How many there are, of which `limit` are told. */
    count: z.int(),
    /** Dossiers left out, since what they hold cannot be read. */
    unread: z.int(),
    completeUpTo: Position,
    lagMs: z.int(),
  }),
);
