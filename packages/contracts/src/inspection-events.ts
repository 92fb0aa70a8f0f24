import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { Severity } from './findings.ts';
import {
  DossierId,
  Instant,
  LocalDate,
  OfficerId,
  PaperNumber,
  Position,
  ProcedureCode,
  SealedLine,
  SealedLines,
  SealedParagraph,
  Sha256,
  UnitId,
} from './scalars.ts';
import {
  CheckVerdict,
  FollowUpOutcome,
  InspectionKind,
  ReplyStance,
  SampleMethod,
  SampleSeed,
  sampleMax,
  StratifyBy,
} from './inspection-words.ts';

const insisted = { insisted: Insisted.optional() };
/** Findings, measures and items of a checklist are numbered from 1 within their inspection. */
const numbered = z.int().min(1);

/** `self`: the unit looks at its own work. Without `units` or `procedures`: all of them. */
export const InspectionOpened = eventType(
  'InspectionOpened',
  z.strictObject({
    kind: InspectionKind,
    title: SealedLine,
    decision: PaperNumber.optional(),
    conductedBy: UnitId,
    self: z.literal(true).optional(),
    units: z.array(UnitId).optional(),
    procedures: z.array(ProcedureCode).optional(),
    from: LocalDate,
    to: LocalDate,
    checklist: SealedLines.optional(),
  }),
);
/** What nobody had been told of is open to the inspected units from now on. */
export const InspectionAnnounced = eventType('InspectionAnnounced', z.strictObject({}));
/**
 * All that it takes to draw it again: the population is what the scope gives of the log up to `upTo`, weighed by what
 * stood in audit's own log up to `findingsUpTo`. Where nobody gave a seed, it is the root of `checkpoint`.
 */
export const SampleDrawn = eventType(
  'SampleDrawn',
  z.strictObject({
    method: SampleMethod,
    stratifyBy: StratifyBy.optional(),
    size: z.int().min(1).max(sampleMax),
    seed: SampleSeed,
    seedFrom: z.enum(['ledger', 'given']),
    upTo: Position,
    findingsUpTo: Position,
    checkpoint: z.string(),
    population: z.int(),
    populationSha256: Sha256,
    drawn: z.array(DossierId),
    ...insisted,
  }),
);
export const ChecklistAnswered = eventType(
  'ChecklistAnswered',
  z.strictObject({
    item: numbered,
    dossier: DossierId.optional(),
    verdict: CheckVerdict,
    note: SealedParagraph.optional(),
  }),
);
/** What people found, beside what rules find. `positions`: the events of the log that prove it. */
export const InspectionFindingRecorded = eventType(
  'InspectionFindingRecorded',
  z.strictObject({
    finding: numbered,
    statement: SealedParagraph,
    severity: Severity,
    unit: UnitId,
    person: OfficerId.optional(),
    dossier: DossierId.optional(),
    article: SealedLine.optional(),
    positions: z.array(Position),
    replyDueAt: Instant.optional(),
    ...insisted,
  }),
);
/** `late`: after the term that was set. */
export const FindingReplied = eventType(
  'FindingReplied',
  z.strictObject({ finding: numbered, stance: ReplyStance, reply: SealedParagraph, late: z.literal(true).optional() }),
);
export const MeasureOrdered = eventType(
  'MeasureOrdered',
  z.strictObject({
    measure: numbered,
    text: SealedParagraph,
    unit: UnitId,
    finding: numbered.optional(),
    person: OfficerId.optional(),
    dueAt: Instant,
  }),
);
export const MeasureReported = eventType(
  'MeasureReported',
  z.strictObject({ measure: numbered, report: SealedParagraph, late: z.literal(true).optional() }),
);
export const MeasureFollowedUp = eventType(
  'MeasureFollowedUp',
  z.strictObject({ measure: numbered, outcome: FollowUpOutcome, note: SealedParagraph.optional() }),
);
export const InspectionClosed = eventType(
  'InspectionClosed',
  z.strictObject({ conclusion: SealedParagraph.optional(), ...insisted }),
);
/** A pack was made and given away; `sha256` is its manifest's, `personal` whether personal data went with it. */
export const PackMade = eventType(
  'PackMade',
  z.strictObject({ sha256: Sha256, files: z.int().min(1), personal: z.boolean() }),
);

/** Every type of event in an inspection's stream, `inspection-<id>` of audit's own log. */
export const inspectionEventTypes = [
  InspectionOpened,
  InspectionAnnounced,
  SampleDrawn,
  ChecklistAnswered,
  InspectionFindingRecorded,
  FindingReplied,
  MeasureOrdered,
  MeasureReported,
  MeasureFollowedUp,
  InspectionClosed,
  PackMade,
] as const;
export const inspectionEvents = eventCatalogue(...inspectionEventTypes);
