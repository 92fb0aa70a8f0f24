import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { Applicant } from './applicant.ts';
import { commandType } from './command-type.ts';
import { handedFacts } from './handling.ts';
import { lifeCommands, lifeTypes } from './dossier-life.ts';
import { DossierReceived } from './dossier-received.ts';
import { DossierSubmitted } from './dossier-submitted.ts';
import { RecordScan, ScanStored, StoreScan } from './dossier-scans.ts';
import { PlainStep, Step } from './procedure-version.ts';
import {
  Channel,
  DossierCode,
  DossierId,
  Instant,
  Line,
  OfficerId,
  PaperNumber,
  Paragraph,
  ProcedureCode,
  ReturnBy,
  Slug,
  UnitId,
  SealedLine,
  SealedLines,
  SealedParagraph,
} from './scalars.ts';

export { Applicant, DossierSubmitted };

// ---- what a dossier may be asked to do

const subject = 'intake.commands.dossier';
/** Why the post no longer carries a result that it has not delivered. */
const NotDeliveredBecause = z.enum(['cancelled', 'taken-back', 'lost']);
const insisted = { insisted: Insisted.optional() };

export const SubmitDossier = commandType(
  'SubmitDossier',
  subject,
  z.strictObject({
    procedure: ProcedureCode,
    channel: Channel,
    oneStop: UnitId,
    applicant: Applicant,
    returnBy: ReturnBy,
    /** Where the result goes by post; the applicant's address where absent. */
    returnAddress: Line.optional(),
    resubmissionOf: DossierId.optional(),
  }),
);
/**
 * The post has handed over what it collected: submitted at the signing of the minutes (QĐ 45/2016 Đ7.4). What the
 * applicant said at the collection is the shipment's; it is asked for, since a policy sees it sealed. Sent by policy.
 */
export const SubmitCollected = commandType('SubmitCollected', subject, z.strictObject({ shipment: z.int().min(1) }));
/** Form 02: all items at once, once (61 Đ17.1.a). */
export const RequestSupplement = commandType(
  'RequestSupplement',
  subject,
  z.strictObject({
    items: z.array(Line).max(50).optional(),
    /** Those of them that are papers of the published list, by its codes (V13). */
    documents: z.array(Slug).max(100).optional(),
    reason: Paragraph.optional(),
  }),
);
export const ReceiveSupplement = commandType(
  'ReceiveSupplement',
  subject,
  z.strictObject({ items: z.array(Line).min(1).max(50) }),
);
/**
 * Code, start and due date are computed; another code (V21), another start (V34), a later due date (V20) take
 * insistence, an earlier one is lawful. Where the term has no unit nothing can be computed: the clerk says the date.
 * `variant`: which of the procedure's cases it is, where the procedure tells some apart. `slip`: whether the receipt
 * slip is given, as it is by default; without it only where the result is given at once (61 Đ17.4; V19).
 */
export const ReceiveDossier = commandType(
  'ReceiveDossier',
  subject,
  z.strictObject({
    dueAt: Instant.optional(),
    variant: Slug.optional(),
    startAt: Instant.optional(),
    code: DossierCode.optional(),
    slip: z.boolean().optional(),
  }),
);
/** Form 03 (61 Đ17.1.b). */
export const RefuseDossier = commandType('RefuseDossier', subject, z.strictObject({ reason: Paragraph.optional() }));
export const TransferDossier = commandType('TransferDossier', subject, z.strictObject({ agency: UnitId }));
export const DueDateCause = z.enum(['extension', 'restart', 'pause', 'correction']);
export type DueDateCause = z.infer<typeof DueDateCause>;
/**
 * The one-stop unit moves the date on the strength of an extension slip (61 Đ19.9); without `slipRef` only by insisting
 * (V07).
 */
export const ChangeDueDate = commandType(
  'ChangeDueDate',
  subject,
  z.strictObject({ dueAt: Instant, cause: DueDateCause, slipRef: PaperNumber.optional() }),
);
/**
 * The full appraisal supplement is in: the term runs anew from this instant (61 Đ19.4). Sent by policy; a clerk
 * restarts it, and says another date than the clock's, only by insisting (V28).
 */
export const RestartClock = commandType(
  'RestartClock',
  subject,
  z.strictObject({ at: Instant, case: z.int().min(1), dueAt: Instant.optional() }),
);
/** The agency has finished. Sent by policy. */
export const RecordResult = commandType(
  'RecordResult',
  subject,
  z.strictObject({ outcome: z.enum(['issued', 'refused']), case: z.int().min(1), finishedAt: Instant }),
);
/** Impossible while the post has it. */
export const ReturnResult = commandType(
  'ReturnResult',
  subject,
  z.strictObject({ to: z.enum(['applicant', 'authorised-person']), note: Line.optional() }),
);
/** The post has delivered the result. Sent by policy. */
export const RecordReturned = commandType(
  'RecordReturned',
  subject,
  z.strictObject({
    ...{ shipment: z.int().min(1), to: z.enum(['applicant', 'authorised-person']) },
    originals: z.array(Slug).max(100).optional(),
  }),
);
/** The post no longer carries the result, undelivered; `originals` lie at the counter again. Sent by policy. */
export const RecordNotDelivered = commandType(
  'RecordNotDelivered',
  subject,
  z.strictObject({
    ...{ shipment: z.int().min(1), because: NotDeliveredBecause },
    originals: z.array(Slug).max(100).optional(),
  }),
);
export const WithdrawDossier = commandType('WithdrawDossier', subject, z.strictObject({ reason: Paragraph }));

export const intakeCommands = [
  SubmitDossier,
  SubmitCollected,
  RecordScan,
  StoreScan,
  RequestSupplement,
  ReceiveSupplement,
  ReceiveDossier,
  RefuseDossier,
  TransferDossier,
  ChangeDueDate,
  RestartClock,
  RecordResult,
  ReturnResult,
  RecordReturned,
  RecordNotDelivered,
  WithdrawDossier,
  ...lifeCommands,
] as const;

// ---- what happens to a dossier

const supplementRequest = {
  items: SealedLines.optional(),
  reason: SealedParagraph.optional(),
  count: z.int().min(1),
  ...insisted,
};
export const SupplementRequested = eventType('SupplementRequested', z.strictObject(supplementRequest)).revisedTo(
  // 2: which papers of the published list are asked for; before, they were told in words alone.
  z.strictObject({ ...supplementRequest, documents: z.array(Slug).optional() }),
  (previous) => previous,
);
export const SupplementReceived = eventType('SupplementReceived', z.strictObject({ items: SealedLines, ...insisted }));
const receptionRefusal = { reason: SealedParagraph.optional(), ...insisted };
export const ReceptionRefused = eventType('ReceptionRefused', z.strictObject(receptionRefusal)).revisedTo(
  // 2: what was asked for may never have been supplied (T17); before, nobody told that apart.
  z.strictObject({ ...receptionRefusal, because: z.literal('never-supplied').optional() }),
  (previous) => previous,
);
const transfer = {
  agency: UnitId,
  oneStop: UnitId,
  case: z.int().min(1),
  startAt: Instant,
  dueAt: Instant,
  steps: z.array(Step),
  clerkMayProcess: z.boolean(),
  /** Who received the dossier, and so approves nothing in its case. */
  receivedBy: OfficerId.optional(),
  ...insisted,
};
/** `case` counts the dossier's handlings by agencies from 1; it names the case's stream. */
export const TransferredToAgency = eventType(
  'TransferredToAgency',
  z.strictObject({ ...transfer, steps: z.array(PlainStep) }),
).revisedTo(
  // 2: a step tells its term and what follows it; the dossier, what it is called and bound to.
  z.strictObject({ ...transfer, ...handedFacts }),
  (previous) => previous,
);
const move = { from: Instant, to: Instant, cause: DueDateCause, slipRef: Line.optional(), ...insisted };
export const DueDateChanged = eventType('DueDateChanged', z.strictObject(move)).revisedTo(
  // 2: the agency's handling that is to keep it, if an agency has it; before, it was not told.
  z.strictObject({ ...move, case: z.int().min(1).optional() }),
  (previous) => previous,
);
const restart = { at: Instant, from: Instant, case: z.int() };
const undatedRestart = { ...restart, dueAt: Instant.optional() };
/** The term runs anew. `from` is the due date that it replaces, or that stands until the clerk says another. */
export const ClockRestarted = eventType('ClockRestarted', z.strictObject({ ...restart, dueAt: Instant }))
  .revisedTo(
    // 2: absent where the term has no unit; before, every one had one.
    z.strictObject(undatedRestart),
    (previous) => previous,
  )
  .revisedTo(
    // 3: somebody may have insisted on it.
    z.strictObject({ ...undatedRestart, ...insisted }),
    (previous) => previous,
  );
export const ResultRecorded = eventType(
  'ResultRecorded',
  z.strictObject({ outcome: z.enum(['issued', 'refused']), case: z.int(), finishedAt: Instant, returnBy: ReturnBy }),
);
/** The result waits for the post. */
export const ResultReadyToReturn = eventType(
  'ResultReadyToReturn',
  z.strictObject({ by: z.literal('post'), oneStop: UnitId, finishedAt: Instant }),
);
/** It can be collected at the counter (`lost`: once it was made anew). */
export const ResultNotDelivered = eventType(
  'ResultNotDelivered',
  z.strictObject({ shipment: z.int().min(1), because: NotDeliveredBecause }),
);
export const ResultReturned = eventType(
  'ResultReturned',
  z.strictObject({
    by: ReturnBy,
    to: z.enum(['applicant', 'authorised-person']),
    note: SealedLine.optional(),
    ...insisted,
  }),
);
/** `case`: the agency's handling that it ends, if an agency had it. */
export const DossierWithdrawn = eventType(
  'DossierWithdrawn',
  z.strictObject({
    ...{ reason: SealedParagraph, case: z.int().min(1).optional(), ...insisted },
    /** Those of further agencies. */
    parts: z.array(z.int().min(1)).optional(),
  }),
);

/** Every type of event in a dossier's stream. */
export const dossierEventTypes = [
  DossierSubmitted,
  ScanStored,
  SupplementRequested,
  SupplementReceived,
  DossierReceived,
  ReceptionRefused,
  TransferredToAgency,
  DueDateChanged,
  ClockRestarted,
  ResultRecorded,
  ResultReadyToReturn,
  ResultNotDelivered,
  ResultReturned,
  DossierWithdrawn,
  ...lifeTypes,
] as const;
export const dossierEvents = eventCatalogue(...dossierEventTypes);
