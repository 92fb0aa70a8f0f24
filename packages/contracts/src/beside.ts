import { z } from 'zod';
import { Actor } from './actor.ts';
import { LogInfo, TimelineEntry } from './audit.ts';
import { queryType } from './command-type.ts';
import { AccessEntry } from './judging.ts';
import { DossierId, Instant, LocalDate, LogName, Moment, Position } from './scalars.ts';

/** What lies beside a dossier's own history. */
export const BesideGroup = z.enum(['petition', 'notification', 'unit', 'law']).meta({ id: 'BesideGroup' });

/** An event beside a dossier's own: which it is, and what it says in a line. */
export const BesideEntry = TimelineEntry.pick({
  ...{ position: true, stream: true, version: true, type: true, name: true, words: true },
  ...{ occurredAt: true, recordedAt: true, actor: true },
})
  .extend({ group: BesideGroup })
  .meta({ id: 'BesideEntry' });
export type BesideEntry = z.infer<typeof BesideEntry>;

/**
 * Somebody who acted in the dossier, and whether his unit's staff had him in that role on each of those days.
 * `notInOffice`: the first of the days on which it had not.
 */
export const ActedAs = z
  .strictObject({
    actor: Actor,
    positions: z.array(Position),
    inOffice: z.boolean(),
    notInOffice: LocalDate.optional(),
  })
  .meta({ id: 'ActedAs' });
export type ActedAs = z.infer<typeof ActedAs>;

/**
 * What happened beside a dossier, at the same moments as `Replay`: petitions about it, what its applicant was told, the
 * staff of its units, the law that it is bound to; and who read its personal data, newest first. Heads of units are
 * told what was `withheld` from them: who complained, and who read.
 */
export const ShowBeside = queryType(
  'ShowBeside',
  'audit.queries.beside',
  z.strictObject({
    dossier: z.string().min(1).max(1_000),
    log: LogName.optional(),
    asOf: Moment.optional(),
    asKnown: Moment.optional(),
  }),
  z.strictObject({
    log: LogInfo,
    dossier: DossierId,
    at: Instant,
    entries: z.array(BesideEntry),
    roles: z.array(ActedAs),
    reads: z.array(AccessEntry),
    withheld: z.array(z.enum(['petitions', 'reads'])).optional(),
    /** Where older reads were not looked for: the `after` with which `ListReads` goes on. */
    readsNext: z.string().optional(),
    completeUpTo: Position,
    lagMs: z.int(),
  }),
);
