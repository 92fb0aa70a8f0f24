import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted, Role } from './actor.ts';
import { caseTimeTypes } from './case-time.ts';
import { handedFacts } from './handling.ts';
import { PlainStep, Step } from './procedure-version.ts';
import {
  DossierId,
  Instant,
  Line,
  OfficerId,
  SealedLine,
  SealedLines,
  SealedParagraph,
  Sha256,
  Slug,
  UnitId,
} from './scalars.ts';
import { SigningCapacity } from './unit.ts';

const insisted = { insisted: Insisted.optional() };
const at = { dossier: DossierId, case: z.int().min(1) };
/** As what somebody acted who is not the head, where only the head may. */
const forHead = { capacity: SigningCapacity.optional() };

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
  // 2: a step tells its term and what follows it; the dossier, what it is called and bound to.
  z.strictObject({ ...opening, ...handedFacts }),
  (previous) => previous,
);
export const CaseClosed = eventType('CaseClosed', z.strictObject({ ...at, because: z.literal('withdrawn') }));
const assignment = { ...at, officer: OfficerId, ...insisted };
export const OfficerAssigned = eventType('OfficerAssigned', z.strictObject(assignment)).revisedTo(
  // 2: `from` had it before him, and `reason` is why he has it no longer; before, neither was told.
  z.strictObject({ ...assignment, ...forHead, from: OfficerId.optional(), reason: SealedParagraph.optional() }),
  (previous) => previous,
);
const stepDone = { ...at, step: Slug, role: Role, record: Line.optional(), ...insisted };
export const StepCompleted = eventType('StepCompleted', z.strictObject(stepDone))
  .revisedTo(
    // 2: somebody may have signed for the head; before, it was not told.
    z.strictObject({ ...stepDone, ...forHead }),
    (previous) => previous,
  )
  .revisedTo(
    // 3: sealed, as whatever people write; what was written before stays as it is.
    z.strictObject({ ...stepDone, ...forHead, record: SealedLine.optional() }),
    (previous) => previous,
  );
/** Something was looked into, on the spot or in records (61 Đ19.2–3); a verification leaves a written record (V48). */
const verification = {
  ...at,
  about: SealedParagraph.optional(),
  record: Line.optional(),
  sha256: Sha256.optional(),
  ...insisted,
};
export const Verified = eventType('Verified', z.strictObject(verification)).revisedTo(
  // 2: sealed.
  z.strictObject({ ...verification, record: SealedLine.optional() }),
  (previous) => previous,
);
/** Another agency is asked (61 Đ19.5). `consultation` counts within the case. The dossier's clock runs on. */
export const ConsultationRequested = eventType(
  'ConsultationRequested',
  z.strictObject({
    ...at,
    consultation: z.int().min(1),
    agency: UnitId.optional(),
    content: SealedParagraph.optional(),
    dueAt: Instant.optional(),
    ...insisted,
  }),
);
const consultationAnswer = {
  ...at,
  consultation: z.int().min(1),
  answer: SealedParagraph,
  document: Line.optional(),
  ...insisted,
};
export const ConsultationAnswered = eventType('ConsultationAnswered', z.strictObject(consultationAnswer)).revisedTo(
  // 2: sealed.
  z.strictObject({ ...consultationAnswer, document: SealedLine.optional() }),
  (previous) => previous,
);
/** The head of the one-stop unit was told that the answer did not come in time (61 Đ19.5.b). */
export const ConsultationLateReported = eventType(
  'ConsultationLateReported',
  z.strictObject({ ...at, consultation: z.int().min(1), ...insisted }),
);
const supplementRequest = {
  ...at,
  items: SealedLines.optional(),
  reason: SealedParagraph.optional(),
  via: z.enum(['one-stop', 'direct']),
  count: z.int().min(1),
  ...insisted,
};
export const AppraisalSupplementRequested = eventType('AppraisalSupplementRequested', z.strictObject(supplementRequest))
  .revisedTo(
    // 2: from when on the sector's law lets the case be closed for want of it, where there is such a law.
    z.strictObject({ ...supplementRequest, closableAt: Instant.optional() }),
    (previous) => previous,
  )
  .revisedTo(
    // 3: which papers of the published list are asked for; before, they were told in words alone.
    z.strictObject({ ...supplementRequest, closableAt: Instant.optional(), documents: z.array(Slug).optional() }),
    (previous) => previous,
  );
export const AppraisalSupplementReceived = eventType(
  'AppraisalSupplementReceived',
  z.strictObject({ ...at, items: SealedLines, restartAt: Instant, ...insisted }),
);
/** Something is to be paid before the result (status 6). `groundRef`: on what ground its time does not count. */
const obligation = {
  ...at,
  amount: z.int().min(0).optional(),
  content: SealedParagraph.optional(),
  groundRef: Line.optional(),
  pausesClock: z.boolean(),
  ...insisted,
};
/** The law of the dossier does not know that ground: it is as none (V27). */
const unknown = { groundUnknown: z.literal(true).optional() };
export const FinancialObligationNotified = eventType(
  'FinancialObligationNotified',
  z.strictObject(obligation),
).revisedTo(
  // 2: whether the law knows the ground; before, every one was taken as it was said.
  z.strictObject({ ...obligation, ...unknown }),
  (previous) => previous,
);
const fulfilment = { ...at, receipt: Line.optional(), pausedClock: z.boolean(), ...insisted };
export const FinancialObligationFulfilled = eventType(
  'FinancialObligationFulfilled',
  z.strictObject(fulfilment),
).revisedTo(
  // 2: sealed.
  z.strictObject({ ...fulfilment, receipt: SealedLine.optional() }),
  (previous) => previous,
);
/** Form 05 of TT 03/2025. `decided`: there was a decision already (V44); it stands. */
const stop = {
  ...at,
  groundRef: Line.optional(),
  reason: SealedParagraph.optional(),
  decided: z.literal(true).optional(),
  ...insisted,
  ...forHead,
};
export const ProcessingStopped = eventType('ProcessingStopped', z.strictObject(stop)).revisedTo(
  // 2: the same.
  z.strictObject({ ...stop, ...unknown }),
  (previous) => previous,
);
/** The ground fell away. `awaits`: what was waited for when it was stopped, and is again. */
export const ProcessingResumed = eventType(
  'ProcessingResumed',
  z.strictObject({
    ...at,
    reason: SealedParagraph.optional(),
    awaits: z.enum(['supplement', 'obligation']).optional(),
    /** Whether the dossier's clock runs again. */
    clockRuns: z.boolean(),
    ...insisted,
    ...forHead,
  }),
);
/** `slip` is the slip's number: what a change of the due date refers to. */
export const ExtensionRequested = eventType(
  'ExtensionRequested',
  z.strictObject({ ...at, slip: Line, reason: SealedParagraph.optional(), newDueAt: Instant.optional(), ...insisted }),
);
const apology = {
  ...{ ...at, reason: SealedParagraph.optional(), newDueAt: Instant.optional() },
  ...{ signedBy: OfficerId.optional(), signerRole: Role, ...insisted },
};
export const ApologyIssued = eventType('ApologyIssued', z.strictObject(apology)).revisedTo(
  // 2: as what he signed who signed for the head; his role is the head's then.
  z.strictObject({ ...apology, ...forHead }),
  (previous) => previous,
);
export const ReAppointed = eventType(
  'ReAppointed',
  z.strictObject({ ...at, newDueAt: Instant, count: z.int().min(1), ...insisted }),
);
const issue = { ...at, document: Line, sha256: Sha256.optional(), finishedAt: Instant, ...insisted };
export const ResultIssued = eventType('ResultIssued', z.strictObject(issue))
  .revisedTo(
    // 2: somebody may have signed for the head; before, it was not told.
    z.strictObject({ ...issue, ...forHead }),
    (previous) => previous,
  )
  .revisedTo(
    // 3: sealed.
    z.strictObject({ ...issue, ...forHead, document: SealedLine }),
    (previous) => previous,
  );
const refusal = { ...at, reason: SealedParagraph.optional(), finishedAt: Instant, ...insisted };
export const RefusedAfterAppraisal = eventType('RefusedAfterAppraisal', z.strictObject(refusal)).revisedTo(
  // 2: the same.
  z.strictObject({ ...refusal, ...forHead }),
  (previous) => previous,
);
/** It is another agency's to decide: the case ends here, and the one-stop unit has the dossier again. */
export const ReturnedToOneStop = eventType(
  'ReturnedToOneStop',
  z.strictObject({ ...at, reason: SealedParagraph.optional(), ...insisted }),
);
/** A faulty result, before it was returned: the case is open again, and what was signed is to be signed anew. */
export const ResultRecalled = eventType(
  'ResultRecalled',
  z.strictObject({ ...at, reason: SealedParagraph.optional(), ...insisted, ...forHead }),
);
/**
 * An entry was made by mistake: it stays, and counts no more. `of`: its version in the case's stream; `step`: the step
 * that is yet to be done.
 */
export const EntryCorrected = eventType(
  'EntryCorrected',
  z.strictObject({
    ...{ ...at, of: z.int().min(1), entry: z.enum(['StepCompleted', 'Verified']) },
    ...{ step: Slug.optional(), why: SealedParagraph, ...insisted },
  }),
);

/** Every type of event in a case's stream. */
export const caseEventTypes = [
  CaseOpened,
  CaseClosed,
  OfficerAssigned,
  StepCompleted,
  Verified,
  ConsultationRequested,
  ConsultationAnswered,
  ConsultationLateReported,
  AppraisalSupplementRequested,
  AppraisalSupplementReceived,
  FinancialObligationNotified,
  FinancialObligationFulfilled,
  ProcessingStopped,
  ProcessingResumed,
  ExtensionRequested,
  ApologyIssued,
  ReAppointed,
  ResultIssued,
  RefusedAfterAppraisal,
  ReturnedToOneStop,
  ResultRecalled,
  EntryCorrected,
  ...caseTimeTypes,
] as const;
export const caseEvents = eventCatalogue(...caseEventTypes);
