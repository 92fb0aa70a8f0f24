import { z } from 'zod';
import { Actor } from './actor.ts';
import { AtLeast, listOf, queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import {
  DossierCode,
  DossierId,
  Instant,
  LocalDate,
  LogName,
  OfficerId,
  PageLimit,
  Position,
  Slug,
  UnitId,
  Words,
} from './scalars.ts';

/** H: a right of the applicant, or legality; M: procedure; L: quality of the record (DOMAIN §7). */
export const Severity = z.enum(['H', 'M', 'L']).meta({ id: 'Severity' });
export type Severity = z.infer<typeof Severity>;

/** A rule of the catalogue, as `V09`. */
export const RuleId = z
  .string()
  .regex(/^[A-Z]\d{1,3}$/, form('RuleIdForm'))
  .meta({ id: 'RuleId', examples: ['V09'] });
export type RuleId = z.infer<typeof RuleId>;

/** `withdrawn`: later facts explain it. Nothing is ever deleted. */
export const FindingStatus = z.enum(['open', 'confirmed', 'dismissed', 'withdrawn']).meta({ id: 'FindingStatus' });
export type FindingStatus = z.infer<typeof FindingStatus>;

/** A hash of rule, version, dossier and evidence: the same breach has the same one, whoever judges. */
export const FindingId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, form('FindingIdForm'))
  .meta({ id: 'FindingId' });
export type FindingId = z.infer<typeof FindingId>;

/** Why a finding is dismissed of whose dossier nothing can be written any more, because it was erased. */
export const DismissalGround = z
  .enum(['no-breach', 'mistaken-entry', 'lawful-ground', 'found-twice'])
  .meta({ id: 'DismissalGround' });
export type DismissalGround = z.infer<typeof DismissalGround>;

export const dismissalGrounds: Readonly<Record<DismissalGround, Words>> = {
  'no-breach': { vi: 'theo chứng cứ không phải vi phạm', en: 'by the evidence it is no breach' },
  'mistaken-entry': { vi: 'bản ghi sai, việc làm không sai', en: 'an entry was wrong, not what was done' },
  'lawful-ground': { vi: 'có căn cứ hợp pháp ngoài hồ sơ', en: 'there was a lawful ground outside the record' },
  'found-twice': { vi: 'trùng với phát hiện khác', en: 'another finding says the same' },
};

/** What an inspector has come to. It stands, also where later facts withdraw the finding. */
export const FindingReview = z
  .strictObject({
    ...{ verdict: z.enum(['confirmed', 'dismissed']), by: Actor, at: Instant },
    ground: DismissalGround.optional(),
  })
  .meta({ id: 'FindingReview' });
export type FindingReview = z.infer<typeof FindingReview>;

/** One breach of one rule in one dossier, with its evidence. */
export const Finding = z
  .strictObject({
    id: FindingId,
    rule: RuleId,
    ruleSet: z.strictObject({ id: Slug, version: z.int().min(1), effectiveFrom: LocalDate }),
    name: Words,
    article: z.string(),
    severity: Severity,
    dossier: DossierId,
    code: DossierCode.optional(),
    /** Who is responsible; for an absence, who held the dossier at `certainAt`. */
    person: OfficerId.optional(),
    unit: UnitId.optional(),
    /** The events that prove it, ascending positions of the judged log. */
    positions: z.array(Position),
    /** The moment from which it could be known. */
    certainAt: Instant,
    /** What would have been lawful. */
    lawful: Words,
    /** The names and numbers of this breach. */
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
    status: FindingStatus,
    /** When audit recorded it. */
    raisedAt: Instant,
    review: FindingReview.optional(),
    /** When later facts explained it. */
    withdrawnAt: Instant.optional(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof Finding>;

/** Findings, newest first. Open and confirmed ones, unless `all`. */
export const ListFindings = queryType(
  'ListFindings',
  'audit.queries.findings',
  z.strictObject({
    log: LogName.optional(),
    rule: RuleId.optional(),
    dossier: DossierId.optional(),
    unit: UnitId.optional(),
    person: OfficerId.optional(),
    severity: Severity.optional(),
    all: z.stringbool().or(z.boolean()).default(false),
    limit: PageLimit.default(50),
    after: z.string().max(500).optional(),
    ...AtLeast,
  }),
  listOf(Finding).extend({
    judgedUpTo: Position.meta({ description: 'Events of the judged log up to here were judged' }),
  }),
);
