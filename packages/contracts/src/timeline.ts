import { z } from 'zod';
import { LogInfo, DossierState, TimelineEntry } from './audit.ts';
import { AtLeast, listOf, queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import {
  DossierCode,
  DossierId,
  Instant,
  LocalDate,
  LogName,
  OfficerId,
  PageLimit,
  Position,
  ProcedureCode,
  UnitId,
  Words,
} from './scalars.ts';

const log = LogName.optional();
const dossier = z.string().min(1).max(1_000);

/** An instant, or `#<position>`: after the event at that position of the log. */
export const Moment = z.union([Instant, z.string().regex(/^#\d{1,15}$/, form('MomentForm'))]).meta({ id: 'Moment' });
export type Moment = z.infer<typeof Moment>;

/** One thing that differs between two moments: a member of the state, before and after. */
export const StateChange = z
  .strictObject({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })
  .meta({ id: 'StateChange' });

/** What happened to a dossier between two moments, and what it changed. */
export const CompareMoments = queryType(
  'CompareMoments',
  'audit.queries.difference',
  z.strictObject({
    dossier,
    log,
    fromAsOf: Moment.optional(),
    fromAsKnown: Moment.optional(),
    toAsOf: Moment.optional(),
    toAsKnown: Moment.optional(),
  }),
  z.strictObject({
    log: LogInfo,
    dossier: z.string(),
    before: DossierState,
    after: DossierState,
    changes: z.array(StateChange),
    /** Events that the later moment knows and the earlier one does not. */
    added: z.array(TimelineEntry),
    /** Events that only the earlier moment knows; none but where the moments cross in their two times. */
    removed: z.array(TimelineEntry),
    completeUpTo: Position,
    lagMs: z.int(),
  }),
);

/** One local date of a dossier's clock, and why it counted or did not. */
export const ClockDay = z
  .strictObject({
    date: LocalDate,
    /** A `LedgerReason` of working-time. */
    reason: z.string(),
    words: Words,
    /** Days, or milliseconds where `counts` is `workingMs`. */
    added: z.number(),
    total: z.number(),
    dueAt: Instant.optional(),
    /** Positions of the events that moved the clock on this date. */
    positions: z.array(Position),
  })
  .meta({ id: 'ClockDay' });

/** The day-by-day ledger of a dossier's clock, with the calendar that it is bound to. */
export const ShowClock = queryType(
  'ShowClock',
  'audit.queries.clock',
  z.strictObject({ dossier, log, asOf: Moment.optional(), asKnown: Moment.optional() }),
  z.strictObject({
    dossier: z.string(),
    /** Absent where there is no clock yet, or its term has no unit: then `why` says so. */
    ledger: z
      .strictObject({
        counts: z.string(),
        wanted: z.number(),
        dueAt: Instant.optional(),
        days: z.array(ClockDay),
      })
      .optional(),
    why: Words.optional(),
    originalDueAt: Instant.optional(),
    currentDueAt: Instant.optional(),
    completeUpTo: Position,
    lagMs: z.int(),
  }),
);

/** How many dossiers lay in a unit at an instant. */
export const UnitLoad = z.strictObject({ unit: UnitId, dossiers: z.int(), overdue: z.int() }).meta({ id: 'UnitLoad' });

/** What lay in each unit at an instant (by default now). */
export const ListUnitLoads = queryType(
  'ListUnitLoads',
  'audit.queries.units',
  z.strictObject({ at: Instant.optional(), ...AtLeast }),
  listOf(UnitLoad).extend({ at: Instant }),
);

/** A dossier that lay in a unit. */
export const HeldDossier = z
  .strictObject({
    dossier: DossierId,
    code: DossierCode.optional(),
    procedure: ProcedureCode,
    status: z.string(),
    unit: UnitId,
    person: OfficerId.optional(),
    since: Instant,
    dueAt: Instant.optional(),
    overdue: z.boolean(),
  })
  .meta({ id: 'HeldDossier' });

/** Which dossiers lay in a unit at an instant, the longest held first. */
export const ListHeldDossiers = queryType(
  'ListHeldDossiers',
  'audit.queries.held',
  z.strictObject({
    unit: UnitId,
    at: Instant.optional(),
    limit: PageLimit.default(50),
    after: z.string().max(500).optional(),
    ...AtLeast,
  }),
  listOf(HeldDossier).extend({ at: Instant }),
);
