import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted, Role } from './actor.ts';
import { commandType, queryType } from './command-type.ts';
import { PlainStep, Step } from './procedure-version.ts';
import {
  DossierId,
  Instant,
  Line,
  OfficerId,
  Paragraph,
  Sha256,
  Slug,
  UnitId,
  SealedLines,
  SealedParagraph,
} from './scalars.ts';

const subject = 'processing.commands.case';
const insisted = { insisted: Insisted.optional() };
/** Which handling of the dossier; the first by default. */
const of = { case: z.int().min(1).max(99).default(1) };

/** An agency takes the dossier on. Sent by policy. */
export const OpenCase = commandType(
  'OpenCase',
  subject,
  z.strictObject({
    case: z.int().min(1).max(99),
    agency: UnitId,
    oneStop: UnitId,
    startAt: Instant,
    dueAt: Instant,
    steps: z.array(Step).min(1),
    clerkMayProcess: z.boolean(),
    receivedBy: OfficerId.optional(),
  }),
);
/** The dossier was withdrawn: nothing is left to decide. Sent by policy. */
export const CloseCase = commandType('CloseCase', subject, z.strictObject({ case: z.int().min(1).max(99) }));
export const AssignOfficer = commandType('AssignOfficer', subject, z.strictObject({ ...of, officer: OfficerId }));
/** `record`: the written record of a verification. */
export const CompleteStep = commandType(
  'CompleteStep',
  subject,
  z.strictObject({ ...of, step: Slug, record: Line.optional() }),
);
/** Form 02 with reason and items, through the one-stop unit, within 3 working days (61 Đ19.4). */
export const RequestAppraisalSupplement = commandType(
  'RequestAppraisalSupplement',
  subject,
  z.strictObject({
    ...of,
    items: z.array(Line).max(50).optional(),
    reason: Paragraph.optional(),
    via: z.enum(['one-stop', 'direct']).default('one-stop'),
  }),
);
/** The clerk has the full supplement in hand: the clock restarts. */
export const ReceiveAppraisalSupplement = commandType(
  'ReceiveAppraisalSupplement',
  subject,
  z.strictObject({ ...of, items: z.array(Line).min(1).max(50) }),
);
/** The slip that asks the one-stop unit for a later date (61 Đ19.9). */
export const RequestExtension = commandType(
  'RequestExtension',
  subject,
  z.strictObject({ ...of, reason: Paragraph.optional(), newDueAt: Instant.optional() }),
);
/** Form 04, signed by the head, with reason and new date; at most one re-appointment (61 Đ19.9). */
export const Apologise = commandType(
  'Apologise',
  subject,
  z.strictObject({ ...of, reason: Paragraph.optional(), newDueAt: Instant.optional(), signedBy: OfficerId.optional() }),
);
export const IssueResult = commandType(
  'IssueResult',
  subject,
  z.strictObject({ ...of, document: Line, sha256: Sha256.optional() }),
);
/** Form 03 inside the processing time (61 Đ19.8). */
export const RefuseAfterAppraisal = commandType(
  'RefuseAfterAppraisal',
  subject,
  z.strictObject({ ...of, reason: Paragraph.optional() }),
);

export const processingCommands = [
  OpenCase,
  CloseCase,
  AssignOfficer,
  CompleteStep,
  RequestAppraisalSupplement,
  ReceiveAppraisalSupplement,
  RequestExtension,
  Apologise,
  IssueResult,
  RefuseAfterAppraisal,
] as const;

/** Asked by intake: whether, and when, a dossier's case recorded an extension slip. */
export const FindExtensionSlip = queryType(
  'FindExtensionSlip',
  'processing.queries.slip',
  z.strictObject({ dossier: DossierId, case: z.int().min(1).max(99), slip: Line }),
  z.strictObject({ requestedAt: Instant.optional() }),
);

const at = { dossier: DossierId, case: z.int().min(1) };

const opening = {
  ...at,
  agency: UnitId,
  oneStop: UnitId,
  startAt: Instant,
  dueAt: Instant,
  steps: z.array(Step),
  clerkMayProcess: z.boolean(),
  receivedBy: OfficerId.optional(),
};
export const CaseOpened = eventType('CaseOpened', z.strictObject({ ...opening, steps: z.array(PlainStep) })).revisedTo(
  // 2: a step tells its term and what follows it.
  z.strictObject(opening),
  (previous) => previous,
);
export const CaseClosed = eventType('CaseClosed', z.strictObject({ ...at, because: z.literal('withdrawn') }));
export const OfficerAssigned = eventType('OfficerAssigned', z.strictObject({ ...at, officer: OfficerId, ...insisted }));
export const StepCompleted = eventType(
  'StepCompleted',
  z.strictObject({ ...at, step: Slug, role: Role, record: Line.optional(), ...insisted }),
);
export const AppraisalSupplementRequested = eventType(
  'AppraisalSupplementRequested',
  z.strictObject({
    ...at,
    items: SealedLines.optional(),
    reason: SealedParagraph.optional(),
    via: z.enum(['one-stop', 'direct']),
    count: z.int().min(1),
    ...insisted,
  }),
);
export const AppraisalSupplementReceived = eventType(
  'AppraisalSupplementReceived',
  z.strictObject({ ...at, items: SealedLines, restartAt: Instant, ...insisted }),
);
/** `slip` is the slip's number: what a change of the due date refers to. */
export const ExtensionRequested = eventType(
  'ExtensionRequested',
  z.strictObject({ ...at, slip: Line, reason: SealedParagraph.optional(), newDueAt: Instant.optional(), ...insisted }),
);
export const ApologyIssued = eventType(
  'ApologyIssued',
  z.strictObject({
    ...at,
    reason: SealedParagraph.optional(),
    newDueAt: Instant.optional(),
    signedBy: OfficerId.optional(),
    signerRole: Role,
    ...insisted,
  }),
);
export const ReAppointed = eventType(
  'ReAppointed',
  z.strictObject({ ...at, newDueAt: Instant, count: z.int().min(1), ...insisted }),
);
export const ResultIssued = eventType(
  'ResultIssued',
  z.strictObject({ ...at, document: Line, sha256: Sha256.optional(), finishedAt: Instant, ...insisted }),
);
export const RefusedAfterAppraisal = eventType(
  'RefusedAfterAppraisal',
  z.strictObject({ ...at, reason: SealedParagraph.optional(), finishedAt: Instant, ...insisted }),
);

/** Every type of event in a case's stream. */
export const caseEventTypes = [
  CaseOpened,
  CaseClosed,
  OfficerAssigned,
  StepCompleted,
  AppraisalSupplementRequested,
  AppraisalSupplementReceived,
  ExtensionRequested,
  ApologyIssued,
  ReAppointed,
  ResultIssued,
  RefusedAfterAppraisal,
] as const;
export const caseEvents = eventCatalogue(...caseEventTypes);
