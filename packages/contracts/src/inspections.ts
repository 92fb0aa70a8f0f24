import { z } from 'zod';
import { commandType } from './command-type.ts';
import { Severity } from './findings.ts';
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
import {
  DossierId,
  Instant,
  Line,
  LocalDate,
  OfficerId,
  PaperNumber,
  Paragraph,
  ProcedureCode,
  Sha256,
  UnitId,
  Uuid,
} from './scalars.ts';

/** Where commands about inspections are sent. */
export const inspectionSubject = 'audit.commands.inspection';

/** Chosen by the client. What people write in it is sealed under a key of its own, which this names. */
export const InspectionId = Uuid;
export type InspectionId = z.infer<typeof InspectionId>;

const unitsMax = 50;
const evidenceMax = 50;
/** Of a finding, a measure, an item of the checklist, from 1; what the command line says is text. */
const Numbered = z.coerce.number().int().min(1).max(10_000);

// ---- what an inspection may be asked to do

/**
 * By an inspector over any units, or by a unit's head over his own. Its dossiers are those submitted from `from` to
 * `to`, at one of the units or decided by it, of one of the procedures.
 */
export const OpenInspection = commandType(
  'OpenInspection',
  inspectionSubject,
  z.strictObject({
    kind: InspectionKind,
    title: Line,
    decision: PaperNumber.optional(),
    units: z.array(UnitId).min(1).max(unitsMax).optional(),
    procedures: z.array(ProcedureCode).min(1).max(unitsMax).optional(),
    from: LocalDate,
    to: LocalDate,
    checklist: z.array(Line).min(1).max(unitsMax).optional(),
  }),
);
/** Opens an unannounced one to the units that it is about. */
export const AnnounceInspection = commandType('AnnounceInspection', inspectionSubject, z.strictObject({}));
/** Without a seed, the root of the newest checkpoint decides: nobody has chosen that. */
export const DrawSample = commandType(
  'DrawSample',
  inspectionSubject,
  z.strictObject({
    method: SampleMethod,
    size: z.coerce.number().int().min(1).max(sampleMax),
    stratifyBy: StratifyBy.optional(),
    seed: SampleSeed.optional(),
  }),
);
export const AnswerChecklist = commandType(
  'AnswerChecklist',
  inspectionSubject,
  z.strictObject({
    item: Numbered,
    verdict: CheckVerdict,
    dossier: DossierId.optional(),
    note: Paragraph.optional(),
  }),
);
/** `unit` may be left out where one unit is inspected. */
export const RecordInspectionFinding = commandType(
  'RecordInspectionFinding',
  inspectionSubject,
  z.strictObject({
    statement: Paragraph,
    severity: Severity,
    unit: UnitId.optional(),
    person: OfficerId.optional(),
    dossier: DossierId.optional(),
    article: Line.optional(),
    positions: z.array(z.coerce.number().int().min(1)).min(1).max(evidenceMax).optional(),
    replyDueAt: Instant.optional(),
  }),
);
/** By the head of the unit that it is about. */
export const ReplyToFinding = commandType(
  'ReplyToFinding',
  inspectionSubject,
  z.strictObject({ finding: Numbered, stance: ReplyStance, reply: Paragraph }),
);
export const OrderMeasure = commandType(
  'OrderMeasure',
  inspectionSubject,
  z.strictObject({
    text: Paragraph,
    dueAt: Instant,
    unit: UnitId.optional(),
    finding: Numbered.optional(),
    person: OfficerId.optional(),
  }),
);
/** By the head of the unit that it binds. */
export const ReportMeasure = commandType(
  'ReportMeasure',
  inspectionSubject,
  z.strictObject({ measure: Numbered, report: Paragraph }),
);
export const FollowUpMeasure = commandType(
  'FollowUpMeasure',
  inspectionSubject,
  z.strictObject({ measure: Numbered, outcome: FollowUpOutcome, note: Paragraph.optional() }),
);
export const CloseInspection = commandType(
  'CloseInspection',
  inspectionSubject,
  z.strictObject({ conclusion: Paragraph.optional() }),
);
export const RecordPack = commandType(
  'RecordPack',
  inspectionSubject,
  z.strictObject({ sha256: Sha256, files: z.int().min(1), personal: z.boolean() }),
);

export const inspectionCommands = [
  OpenInspection,
  AnnounceInspection,
  DrawSample,
  AnswerChecklist,
  RecordInspectionFinding,
  ReplyToFinding,
  OrderMeasure,
  ReportMeasure,
  FollowUpMeasure,
  CloseInspection,
  RecordPack,
] as const;
