import { z } from 'zod';
import { AtLeast, Freshness, listOf, queryType } from './command-type.ts';
import { Applicant } from './intake.ts';
import { PetitionId, PetitionKind, PetitionTopic, PetitionVerdict } from './petitions.ts';
import {
  Channel,
  DossierCode,
  DossierId,
  Instant,
  Line,
  OfficerId,
  PageLimit,
  ProcedureCode,
  ReturnBy,
  Sha256,
  Slug,
  UnitId,
} from './scalars.ts';

/** Status, with the national portal's code (DOMAIN §4.1). */
export const DossierStatus = z
  .enum([
    'registered',
    'received',
    'refused-at-reception',
    'in-process',
    'supplement-requested',
    'appraisal-supplement-requested',
    'financial-obligation',
    'withdrawn',
    'stopped',
    'finished',
    'returned',
  ])
  .meta({ id: 'DossierStatus' });
export type DossierStatus = z.infer<typeof DossierStatus>;

/** Codes of the national portal. */
export const statusCodes: Readonly<Record<DossierStatus, number>> = {
  registered: 1,
  received: 2,
  'refused-at-reception': 3,
  'in-process': 4,
  'supplement-requested': 5,
  'appraisal-supplement-requested': 5,
  'financial-obligation': 6,
  withdrawn: 7,
  stopped: 8,
  finished: 9,
  returned: 10,
};

/** A dossier as counters see it, over all its streams. */
export const DossierSummary = z
  .strictObject({
    id: DossierId,
    code: DossierCode.optional(),
    status: DossierStatus,
    statusCode: z.int(),
    procedure: ProcedureCode,
    procedureVersion: z.int().optional(),
    channel: Channel,
    oneStop: UnitId,
    agency: UnitId.optional(),
    case: z.int().optional(),
    /** What `If-Match` of a command about the case is compared with: the ETag `"case-<case>-<caseVersion>"`. */
    caseVersion: z.int().optional(),
    officer: OfficerId.optional(),
    /** What further agencies do of it, each in a case and with a term of its own. */
    parts: z
      .array(
        z.strictObject({
          ...{ case: z.int(), agency: UnitId, dueAt: Instant },
          outcome: z.enum(['issued', 'refused', 'returned']).optional(),
        }),
      )
      .optional(),
    returnBy: ReturnBy,
    submittedAt: Instant,
    receivedAt: Instant.optional(),
    startAt: Instant.optional(),
    /** The first appointment, reset by a restart of the clock. */
    originalDueAt: Instant.optional(),
    /** The appointment as last recorded. */
    dueAt: Instant.optional(),
    /** When it is due by law, a pause that lasts aside; absent where its term has no unit. */
    lawfulDueAt: Instant.optional(),
    finishedAt: Instant.optional(),
    outcome: z.enum(['issued', 'refused']).optional(),
    returnedAt: Instant.optional(),
    scans: z.array(z.strictObject({ document: Slug, sha256: Sha256, storedAt: Instant })),
    /** Documents whose originals lie at the counter. */
    originals: z.array(Slug).optional(),
    /** Petitions and complaints about it, and how they came out. */
    petitions: z
      .array(
        z.strictObject({
          ...{ petition: PetitionId, kind: PetitionKind, topic: PetitionTopic },
          outcome: z.enum([...PetitionVerdict.options, 'withdrawn']).optional(),
        }),
      )
      .optional(),
    /** In đồng, in all. */
    feesCharged: z.int().optional(),
    feesPaid: z.int().optional(),
    stepsDone: z.array(Slug),
    stepsLeft: z.array(Slug),
    supplements: z.int(),
    /** Slips by which an agency asks for a later date: what `slipRef` of a change of the due date names (61 Đ19.9). */
    extensionSlips: z.array(z.strictObject({ slip: Line, newDueAt: Instant.optional() })).optional(),
    reappointments: z.int(),
    /** What `If-Match` of a command about the dossier is compared with: its ETag. */
    version: z.int(),
  })
  .meta({ id: 'DossierSummary' });
export type DossierSummary = z.infer<typeof DossierSummary>;

/** One dossier. `applicant` is absent for who may not read it and after its key is destroyed. */
export const FindDossier = queryType(
  'FindDossier',
  'intake.queries.dossier',
  z.strictObject({ id: z.union([DossierId, DossierCode]), ...AtLeast }),
  z.strictObject({
    dossier: DossierSummary.extend({ applicant: Applicant.optional(), trackingSecret: z.string().optional() }),
    ...Freshness,
  }),
);
export const ListDossiers = queryType(
  'ListDossiers',
  'intake.queries.dossiers',
  z.strictObject({
    status: DossierStatus.optional(),
    unit: UnitId.optional(),
    /** Only those not finished whose appointment is at or before this instant. */
    dueBefore: Instant.optional(),
    limit: PageLimit.default(50),
    after: z.string().max(500).optional(),
    ...AtLeast,
  }),
  listOf(DossierSummary),
);
/** For the public: a dossier by its code and the secret printed on its receipt. */
export const TrackDossier = queryType(
  'TrackDossier',
  'intake.queries.tracking',
  z.strictObject({ code: DossierCode, secret: z.string().min(8).max(32) }),
  z.strictObject({
    code: DossierCode,
    status: DossierStatus,
    statusCode: z.int(),
    procedure: ProcedureCode,
    receivedAt: Instant,
    dueAt: Instant,
    finishedAt: Instant.optional(),
    returnedAt: Instant.optional(),
    ...Freshness,
  }),
);

/** What a search found. `applicantName` is there only for who may read it; that it was read is recorded. */
export const FoundDossier = DossierSummary.extend({ applicantName: z.string().optional() }).meta({
  id: 'FoundDossier',
});
export type FoundDossier = z.infer<typeof FoundDossier>;

/**
 * Dossiers by the beginning of their code, by the code of their procedure, or by the applicant's name (whole, or the
 * given name; with or without marks), newest first, within what the asker may see.
 */
export const SearchDossiers = queryType(
  'SearchDossiers',
  'intake.queries.search',
  z.strictObject({
    text: Line,
    limit: PageLimit.default(20),
    after: z.string().max(500).optional(),
    ...AtLeast,
  }),
  listOf(FoundDossier).extend({ by: z.enum(['code', 'procedure', 'applicant']) }),
);
