import { z } from 'zod';
import { Actor } from './actor.ts';
import { AtLeast, listOf, queryType } from './command-type.ts';
import { Severity } from './findings.ts';
import { SampleDrawn } from './inspection-events.ts';
import { CheckVerdict, FollowUpOutcome, InspectionKind, ReplyStance } from './inspection-words.ts';
import { InspectionId } from './inspections.ts';
import {
  DossierId,
  Instant,
  LocalDate,
  OfficerId,
  PageLimit,
  PaperNumber,
  Position,
  ProcedureCode,
  Sha256,
  Slug,
  UnitId,
} from './scalars.ts';

const scope = {
  kind: InspectionKind,
  conductedBy: UnitId,
  self: z.boolean(),
  units: z.array(UnitId).optional(),
  procedures: z.array(ProcedureCode).optional(),
  from: LocalDate,
  to: LocalDate,
  decision: PaperNumber.optional(),
  openedAt: Instant,
  openedBy: Actor,
  /** Whether the inspected units know of it. */
  announced: z.boolean(),
  status: z.enum(['open', 'closed']),
};

export const InspectionSummary = z
  .strictObject({
    id: InspectionId,
    version: z.int(),
    ...scope,
    sample: z.int(),
    findings: z.int(),
    unanswered: z.int(),
    measures: z.int(),
    unfinished: z.int(),
  })
  .meta({ id: 'InspectionSummary' });
export type InspectionSummary = z.infer<typeof InspectionSummary>;

/** What somebody wrote; absent once its key is destroyed. */
const Written = z.string().optional();
const said = { by: Actor, at: Instant };
/** Why it was done although the law, or good order, forbids it. */
const standing = { insisted: z.strictObject({ reason: Written, authorisedBy: Slug.optional() }).optional() };

/** A finding of people: its number, what it says, and what the unit replied. */
export const InspectionFinding = z
  .strictObject({
    finding: z.int(),
    ...said,
    statement: Written,
    severity: Severity,
    unit: UnitId,
    person: OfficerId.optional(),
    dossier: DossierId.optional(),
    article: Written,
    positions: z.array(Position),
    replyDueAt: Instant.optional(),
    ...standing,
    reply: z.strictObject({ ...said, stance: ReplyStance, reply: Written, late: z.boolean() }).optional(),
  })
  .meta({ id: 'InspectionFinding' });
export type InspectionFinding = z.infer<typeof InspectionFinding>;

export const Measure = z
  .strictObject({
    measure: z.int(),
    ...said,
    text: Written,
    unit: UnitId,
    finding: z.int().optional(),
    person: OfficerId.optional(),
    dueAt: Instant,
    report: z.strictObject({ ...said, report: Written, late: z.boolean() }).optional(),
    followUp: z.strictObject({ ...said, outcome: FollowUpOutcome, note: Written }).optional(),
  })
  .meta({ id: 'Measure' });
export type Measure = z.infer<typeof Measure>;

/** A whole inspection. Its sample is a secret of those who conduct it until it is open to the inspected units. */
export const Inspection = z
  .strictObject({
    id: InspectionId,
    version: z.int(),
    ...scope,
    title: Written,
    checklist: z.array(z.string()),
    sample: SampleDrawn.schema
      .omit({ insisted: true })
      .extend({ at: Instant, times: z.int(), ...standing })
      .optional(),
    checks: z.array(
      z.strictObject({
        ...said,
        item: z.int(),
        dossier: DossierId.optional(),
        verdict: CheckVerdict,
        note: Written,
      }),
    ),
    findings: z.array(InspectionFinding),
    measures: z.array(Measure),
    closed: z.strictObject({ ...said, conclusion: Written, ...standing }).optional(),
    packs: z.array(z.strictObject({ ...said, sha256: Sha256, files: z.int(), personal: z.boolean() })),
  })
  .meta({ id: 'Inspection' });
export type Inspection = z.infer<typeof Inspection>;

/** Positions of these answers, and of receipts, are those of audit's own log. */
export const FindInspection = queryType(
  'FindInspection',
  'audit.queries.inspection',
  z.strictObject({ id: InspectionId }),
  z.strictObject({ inspection: Inspection, completeUpTo: Position, lagMs: z.int() }),
);

/** Newest first; those that the asker may know of. A page may be short while more follow. */
export const ListInspections = queryType(
  'ListInspections',
  'audit.queries.inspections',
  z.strictObject({
    status: z.enum(['open', 'closed', 'all']).default('all'),
    unit: UnitId.optional(),
    limit: PageLimit.default(50),
    after: z.string().max(500).optional(),
    ...AtLeast,
  }),
  listOf(InspectionSummary),
);

/** A dossier that might be drawn: to which stratum it belongs, and how many tickets it has. */
export const PopulationMember = z
  .strictObject({ dossier: DossierId, stratum: z.string(), weight: z.int().min(1) })
  .meta({ id: 'PopulationMember' });
export type PopulationMember = z.infer<typeof PopulationMember>;

/** What a sample was drawn from, in the order of ids, worked out anew from the log as it was then. */
export const ListPopulation = queryType(
  'ListPopulation',
  'audit.queries.population',
  z.strictObject({
    id: InspectionId,
    limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
    /** The last dossier of the page before. */
    after: DossierId.optional(),
  }),
  z.strictObject({
    items: z.array(PopulationMember),
    count: z.int(),
    sha256: Sha256,
    /** With the first page: whether drawing again by the recorded seed leads to the sample that was recorded. */
    redrawn: z.strictObject({ same: z.boolean(), missing: z.array(DossierId), added: z.array(DossierId) }).optional(),
    completeUpTo: Position,
    lagMs: z.int(),
    next: z.string().optional(),
  }),
);

/** The ledger's signature under a pack that was recorded: a signed note that names inspection, manifest, time. */
export const SealPack = queryType(
  'SealPack',
  'audit.queries.pack-seal',
  z.strictObject({ id: InspectionId, sha256: Sha256 }),
  z.strictObject({ note: z.string(), keys: z.array(z.string()) }),
);
