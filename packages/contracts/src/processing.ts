import { z } from 'zod';
import { caseSubject, caseTimeCommands } from './case-time.ts';
import { commandType, queryType } from './command-type.ts';
import { handedFacts } from './handling.ts';
import { Step } from './procedure-version.ts';
import { DossierId, Instant, Line, OfficerId, Paragraph, Sha256, Slug, UnitId } from './scalars.ts';

const subject = caseSubject;
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
    steps: z.array(Step).min(1).max(50),
    clerkMayProcess: z.boolean(),
    receivedBy: OfficerId.optional(),
    ...handedFacts,
  }),
);
/** The dossier was withdrawn: nothing is left to decide. Sent by policy. */
export const CloseCase = commandType('CloseCase', subject, z.strictObject({ case: z.int().min(1).max(99) }));
/** `reason`: why it goes to somebody else. */
export const AssignOfficer = commandType(
  'AssignOfficer',
  subject,
  z.strictObject({ ...of, officer: OfficerId, reason: Paragraph.optional() }),
);
/** `record`: the written record of a verification. */
export const CompleteStep = commandType(
  'CompleteStep',
  subject,
  z.strictObject({ ...of, step: Slug, record: Line.optional() }),
);
/** What was looked into, and the written record of it (61 Đ19.2–3). */
export const Verify = commandType(
  'Verify',
  subject,
  z.strictObject({ ...of, about: Paragraph.optional(), record: Line.optional(), sha256: Sha256.optional() }),
);
/** Another agency is asked, with what it is asked and by when (61 Đ19.5). */
export const RequestConsultation = commandType(
  'RequestConsultation',
  subject,
  z.strictObject({
    ...of,
    agency: UnitId.optional(),
    content: Paragraph.optional(),
    dueAt: Instant.optional(),
  }),
);
const consultation = z.int().min(1).max(99);
/** By the agency that was asked. */
export const AnswerConsultation = commandType(
  'AnswerConsultation',
  subject,
  z.strictObject({ ...of, consultation, answer: Paragraph, document: Line.optional() }),
);
/** The head of the one-stop unit is told that an answer is late (61 Đ19.5.b). */
export const ReportLateConsultation = commandType(
  'ReportLateConsultation',
  subject,
  z.strictObject({ ...of, consultation }),
);
/** Form 02 with reason and items, through the one-stop unit, within 3 working days (61 Đ19.4). */
export const RequestAppraisalSupplement = commandType(
  'RequestAppraisalSupplement',
  subject,
  z.strictObject({
    ...of,
    items: z.array(Line).max(50).optional(),
    /** Those of them that are papers of the published list, by its codes (V13). */
    documents: z.array(Slug).max(100).optional(),
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
/** Something is to be paid first. Its time does not count where the law says so: `groundRef`. */
export const NotifyFinancialObligation = commandType(
  'NotifyFinancialObligation',
  subject,
  z.strictObject({
    ...of,
    amount: z.int().min(0).max(1_000_000_000_000).optional(),
    content: Paragraph.optional(),
    groundRef: Line.optional(),
    pausesClock: z.boolean().default(true),
  }),
);
export const FulfilFinancialObligation = commandType(
  'FulfilFinancialObligation',
  subject,
  z.strictObject({ ...of, receipt: Line.optional() }),
);
/** Form 05: on a ground of the law, and only while nothing is decided (TT 03/2025 Đ7). */
export const StopProcessing = commandType(
  'StopProcessing',
  subject,
  z.strictObject({ ...of, groundRef: Line.optional(), reason: Paragraph.optional() }),
);
/** The ground of the stop fell away. */
export const ResumeProcessing = commandType(
  'ResumeProcessing',
  subject,
  z.strictObject({ ...of, reason: Paragraph.optional() }),
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
/** It is another agency's to decide: back to the one-stop unit. */
export const ReturnToOneStop = commandType(
  'ReturnToOneStop',
  subject,
  z.strictObject({ ...of, reason: Paragraph.optional() }),
);
/** A faulty result, before it was returned. */
export const RecallResult = commandType(
  'RecallResult',
  subject,
  z.strictObject({ ...of, reason: Paragraph.optional() }),
);
/** A step or a verification that was entered by mistake counts no more. `of`: its version in the case's stream. */
export const CorrectCaseEntry = commandType(
  'CorrectCaseEntry',
  subject,
  z.strictObject({ ...of, of: z.int().min(1), why: Paragraph }),
);

export const processingCommands = [
  OpenCase,
  CloseCase,
  AssignOfficer,
  CompleteStep,
  Verify,
  RequestConsultation,
  AnswerConsultation,
  ReportLateConsultation,
  RequestAppraisalSupplement,
  ReceiveAppraisalSupplement,
  NotifyFinancialObligation,
  FulfilFinancialObligation,
  StopProcessing,
  ResumeProcessing,
  RequestExtension,
  Apologise,
  IssueResult,
  RefuseAfterAppraisal,
  ReturnToOneStop,
  RecallResult,
  CorrectCaseEntry,
  ...caseTimeCommands,
] as const;

/** Asked by intake: whether, and when, a dossier's case recorded an extension slip. */
export const FindExtensionSlip = queryType(
  'FindExtensionSlip',
  'processing.queries.slip',
  z.strictObject({ dossier: DossierId, case: z.int().min(1).max(99), slip: Line }),
  z.strictObject({ requestedAt: Instant.optional(), newDueAt: Instant.optional() }),
);
