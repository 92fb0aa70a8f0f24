import { z } from 'zod';
import { DossierState, EntryLimit, LogInfo, Remark, TimelineEntry } from './audit.ts';
import { AtLeast, listOf, queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import { DueDateCause } from './intake.ts';
import { Term } from './procedure-version.ts';
import {
  DossierCode,
  DossierId,
  Instant,
  Line,
  LocalDate,
  LogName,
  CalendarKnown,
  Moment,
  OfficerId,
  PageLimit,
  Position,
  ProcedureCode,
  UnitId,
  Words,
} from './scalars.ts';

const log = LogName.optional();
const dossier = z.string().min(1).max(1_000);

/** One thing that differs between two moments: a member of the state, a paper or a parcel, before and after. */
export const StateChange = z
  .strictObject({ field: z.string(), words: Words, before: z.unknown().optional(), after: z.unknown().optional() })
  .meta({ id: 'StateChange' });
export type StateChange = z.infer<typeof StateChange>;

/** Changes that one answer holds. */
export const changesMax = 1_000;

/**
 * What happened to a dossier between two moments, and what it changed. A side without a bound is now, with all that is
 * known.
 */
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
    limit: EntryLimit,
  }),
  z.strictObject({
    log: LogInfo,
    dossier: z.string(),
    /** The instants at which the two states are told. */
    fromAt: Instant,
    toAt: Instant,
    remarks: z.array(Remark),
    before: DossierState,
    after: DossierState,
    /** The first `changesMax`; papers and parcels come last. */
    changes: z.array(StateChange),
    changesCount: z.int(),
    /** The first `limit` events that the later moment knows and the earlier one does not, of so many. */
    added: z.array(TimelineEntry),
    addedCount: z.int(),
    /** The same of events that only the earlier moment knows; none but where the moments cross in their two times. */
    removed: z.array(TimelineEntry),
    removedCount: z.int(),
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
    /** The term began, or began anew, on this date. */
    begins: z.enum(['start', 'restart']).optional(),
    /** On the date on which the term runs out. */
    dueAt: Instant.optional(),
    /** It had yet to come at the moment asked for. */
    ahead: z.boolean(),
    /** Positions of the events that moved the clock on this date. */
    positions: z.array(Position),
  })
  .meta({ id: 'ClockDay' });
export type ClockDay = z.infer<typeof ClockDay>;

/** Somebody moved the appointment beside the clock, on the strength of a slip or of none. */
export const MovedDate = z
  .strictObject({
    ...{ position: Position, at: Instant, from: Instant, to: Instant },
    cause: DueDateCause,
    words: Words,
    slipRef: Line.optional(),
  })
  .meta({ id: 'MovedDate' });
export type MovedDate = z.infer<typeof MovedDate>;

/**
 * The day-by-day ledger of a dossier's clock, by the version of the calendar that it is bound to; or with `calendar` by
 * what was known of it at another moment, or in the end.
 */
export const ShowClock = queryType(
  'ShowClock',
  'audit.queries.clock',
  z.strictObject({
    dossier,
    log,
    asOf: Moment.optional(),
    asKnown: Moment.optional(),
    calendar: CalendarKnown.optional(),
  }),
  z.strictObject({
    log: LogInfo,
    dossier: z.string(),
    at: Instant,
    remarks: z.array(Remark),
    /** Absent where there is no clock yet, or where it cannot be told: then `why` says so. */
    ledger: z
      .strictObject({
        calendar: z.strictObject({ id: z.string(), version: z.int() }),
        term: Term,
        counts: z.string(),
        wanted: z.number(),
        /** Absent while the clock is stopped. */
        dueAt: Instant.optional(),
        days: z.array(ClockDay),
      })
      .optional(),
    why: Words.optional(),
    /** What the days do not explain. */
    moved: z.array(MovedDate),
    clock: DossierState.shape.clock,
    originalDueAt: Instant.optional(),
    currentDueAt: Instant.optional(),
    lawfulDueAt: Instant.optional(),
    completeUpTo: Position,
    lagMs: z.int(),
  }),
);

/** How many dossiers lay in a unit at an instant. */
export const UnitLoad = z.strictObject({ unit: UnitId, dossiers: z.int(), overdue: z.int() }).meta({ id: 'UnitLoad' });
export type UnitLoad = z.infer<typeof UnitLoad>;

/** What lay in each unit at an instant (by default now). */
export const ListUnitLoads = queryType(
  'ListUnitLoads',
  'audit.queries.units',
  z.strictObject({ at: Instant.optional(), ...AtLeast }),
  listOf(UnitLoad).extend({ at: Instant, remarks: z.array(Remark) }),
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
export type HeldDossier = z.infer<typeof HeldDossier>;

/** The longest held first: since when, and which. */
const HeldCursor = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z [0-9a-f-]{36}$/, form('CursorForm'));

/** Which dossiers lay in a unit at an instant, the longest held first. Pages are of one list where `at` is given. */
export const ListHeldDossiers = queryType(
  'ListHeldDossiers',
  'audit.queries.held',
  z.strictObject({
    unit: UnitId,
    at: Instant.optional(),
    limit: PageLimit.default(50),
    after: HeldCursor.optional(),
    ...AtLeast,
  }),
  listOf(HeldDossier).extend({ at: Instant, remarks: z.array(Remark) }),
);
