import { LogKind } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Actor } from './actor.ts';
import { queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import { ImportReport } from './imported.ts';
import { Instant, LogName, Moment, Position, Sha256, Words } from './scalars.ts';

/** Which log: the one the platform works on where it is left out. */
const log = LogName.optional();

export const LogInfo = z
  .strictObject({
    name: LogName,
    id: z.string(),
    kind: LogKind,
    head: Position,
    default: z.boolean(),
    /** Of an imported log whose last import was cut off, or still runs. `file`: what is to be imported again. */
    unfinished: z.strictObject({ recorded: z.int(), wanted: z.int().optional(), file: Sha256.optional() }).optional(),
  })
  .meta({ id: 'LogInfo' });
export type LogInfo = z.infer<typeof LogInfo>;

/**
 * Why an event counts as entered late: recorded more than a day, or more than eight working hours, after it is said to
 * have happened (V26, V30), or after something that is said to have happened later.
 */
export const LateReason = z.enum(['day', 'working-hours', 'out-of-order']).meta({ id: 'LateReason' });
export type LateReason = z.infer<typeof LateReason>;

/** One event of a dossier's history. `lateMs`: how long after it is said to have happened it was recorded. */
export const TimelineEntry = z
  .strictObject({
    position: Position,
    stream: z.string(),
    version: z.int(),
    type: z.string(),
    /** What such an event is called, and what this one says, in a line. Nothing personal is in them. */
    name: Words,
    words: Words,
    occurredAt: Instant,
    recordedAt: Instant,
    lateMs: z.int(),
    late: z.boolean(),
    /** None where it is not late. */
    lateBecause: z.array(LateReason),
    /** The event that this one sets right. */
    corrects: Position.optional(),
    actor: Actor,
    /** Personal fields stay sealed. */
    data: z.unknown(),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** What is worth saying of an answer about a moment. */
export const Remark = z
  .strictObject({ code: z.enum(['not-submitted', 'future', 'no-step']), words: Words })
  .meta({ id: 'Remark' });
export type Remark = z.infer<typeof Remark>;

/** Papers that one state shows. */
export const papersMax = 500;

/** How a dossier stood: what its events up to there lead to. */
export const DossierState = z
  .strictObject({
    status: z.string(),
    statusCode: z.int().optional(),
    code: z.string().optional(),
    holder: z.strictObject({ unit: z.string(), person: z.string().optional() }).optional(),
    startAt: Instant.optional(),
    /** The first appointment, reset by a restart of the clock. */
    originalDueAt: Instant.optional(),
    /** The appointment as last recorded. */
    dueAt: Instant.optional(),
    /** By law: the clock's date, an earlier appointment, or the first extension made in time (DOMAIN §4.4). */
    lawfulDueAt: Instant.optional(),
    overdue: z.boolean(),
    finishedAt: Instant.optional(),
    /** What the clock does: `ended` once the dossier is finished, refused, or withdrawn. */
    clock: z.enum(['not-started', 'running', 'stopped', 'ended']).optional(),
    /** Its parcels, on their way to the agency or to the applicant, each with who has it. */
    custody: z
      .array(
        z.strictObject({
          shipment: z.string(),
          direction: z.enum(['to-agency', 'to-applicant']),
          status: z.string(),
          holder: z.strictObject({ unit: z.string(), person: z.string().optional() }).optional(),
          itemNumber: z.string().optional(),
          sealNo: z.string().optional(),
          invitations: z.int(),
        }),
      )
      .optional(),
    /**
     * In đồng, each a sum: fees charged, paid, and paid with a receipt; fees that the post has collected for the
     * agency, and remitted; compensation for what was lost or damaged. Absent where no money was spoken of.
     */
    money: z
      .strictObject({
        charged: z.int(),
        paid: z.int(),
        receipted: z.int(),
        collected: z.int(),
        remitted: z.int(),
        compensated: z.int(),
      })
      .optional(),
    /** The newest, at most `papersMax` of them. */
    papers: z.array(z.strictObject({ kind: z.string(), position: Position, label: z.string().optional() })),
    /** Older papers that are not shown; their events are in the timeline. */
    olderPapers: z.int().optional(),
    /** Of an imported dossier: its record's own attributes, as text. */
    attributes: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'DossierState' });
export type DossierState = z.infer<typeof DossierState>;

/** Entries of a history that one answer holds. */
export const entriesMax = 1_000;
/** How many entries are asked for. */
export const EntryLimit = z.coerce.number().int().min(0).max(entriesMax).default(200);

/**
 * A dossier as it stood (`asOf`: what had happened) and as it was known (`asKnown`: what had been recorded), or both at
 * once. `dossier` is an id, a dossier code, or the name of an imported case. The state is told over all events within
 * the bounds; `limit` (0: the state alone) and `after`, a position, page the entries.
 */
/** One step back or on: an event of the dossier, or the moment at which one of its findings became certain. */
export const ReplayStep = z.enum(['next', 'previous', 'next-finding', 'previous-finding']);
export type ReplayStep = z.infer<typeof ReplayStep>;

export const Replay = queryType(
  'Replay',
  'audit.queries.replay',
  z.strictObject({
    dossier: z.string().min(1).max(1_000),
    log,
    asOf: Moment.optional(),
    asKnown: Moment.optional(),
    /** From the moment given, along the time it is given by; the answer tells the moment reached. */
    step: ReplayStep.optional(),
    limit: EntryLimit,
    after: z.coerce.number().int().min(0).optional(),
  }),
  z.strictObject({
    log: LogInfo,
    dossier: z.string(),
    case: z.string().optional(),
    asOf: Moment.optional(),
    asKnown: Moment.optional(),
    /** The instant at which `state` is told. */
    at: Instant,
    remarks: z.array(Remark),
    state: DossierState,
    events: z.array(TimelineEntry),
    /** Events within the bounds, on all pages. */
    count: z.int(),
    /** Events of the dossier that lie beyond the bounds. */
    beyond: z.int(),
    completeUpTo: Position,
    lagMs: z.int(),
    /** Where more entries follow: the `after` that gives them. */
    next: Position.optional(),
  }),
);

/** What rules found in a log. `applies`, `kept`, `broken` count cases, `findings` single deviations. */
export const CheckReport = z
  .strictObject({
    log: LogName,
    ruleSet: z.strictObject({ id: z.string(), version: z.int() }),
    cases: z.int(),
    events: z.int(),
    rules: z.array(
      z.strictObject({
        id: z.string(),
        template: z.string(),
        applies: z.int(),
        kept: z.int(),
        broken: z.int(),
        findings: z.int(),
      }),
    ),
    warnings: z.array(z.string()),
    completeUpTo: Position,
  })
  .meta({ id: 'CheckReport' });
export type CheckReport = z.infer<typeof CheckReport>;

/** Judges an imported log by a rule file. `rules` is the file's content. */
export const CheckLog = queryType(
  'CheckLog',
  'audit.queries.check',
  z.strictObject({ log: LogName, rules: z.unknown() }),
  CheckReport,
);

/** One deviation, with its evidence. */
export const Deviation = z
  .strictObject({ rule: z.string(), case: z.string(), positions: z.array(Position), detail: z.string() })
  .meta({ id: 'Deviation' });
export type Deviation = z.infer<typeof Deviation>;

/** The single deviations of a rule, for who wants to look at them. */
export const ListDeviations = queryType(
  'ListDeviations',
  'audit.queries.deviations',
  z.strictObject({
    log: LogName,
    rules: z.unknown(),
    rule: z.string().max(80).optional(),
    limit: z.int().min(1).max(10_000).default(1_000),
    /** The `next` of the page before. */
    after: z
      .string()
      .regex(/^\d{1,9}$/, form('CursorForm'))
      .optional(),
  }),
  z.strictObject({ items: z.array(Deviation), completeUpTo: Position, lagMs: z.int(), next: z.string().optional() }),
);

/**
 * Reads an uploaded file, XES or OCEL 2.0, into an imported log. Repeating it adds nothing. `case`: of an OCEL file,
 * the type of the objects that are its cases; by default `dossier`.
 */
export const ImportXes = queryType(
  'ImportXes',
  'audit.commands.import',
  z.strictObject({ log: LogName, upload: Sha256, case: z.string().min(1).max(200).optional() }),
  ImportReport,
);

export const ListLogs = queryType(
  'ListLogs',
  'audit.queries.logs',
  z.strictObject({}),
  z.strictObject({
    items: z.array(LogInfo),
    completeUpTo: Position,
    lagMs: z.int(),
    /** Logs that are there and cannot be read: damaged, or no logs of Hoso. */
    unreadable: z.array(LogName).optional(),
  }),
);

/** The stored form: `body` is the very text whose UTF-8 bytes are hashed. */
export const StoredEvent = z
  .strictObject({ position: Position, recordedAt: Instant, body: z.string() })
  .meta({ id: 'StoredEvent' });
export type StoredEvent = z.infer<typeof StoredEvent>;

export const ReadLog = queryType(
  'ReadLog',
  'audit.queries.events',
  z.strictObject({
    log,
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(1_000).default(500),
  }),
  z.strictObject({ items: z.array(StoredEvent), completeUpTo: Position, lagMs: z.int(), next: z.string().optional() }),
);
