import { z } from 'zod';
import { Role } from './actor.ts';
import { form } from './field-forms.ts';
import { Line, LocalDate, Paragraph, ProcedureCode, Slug, UnitId, Words } from './scalars.ts';

/**
 * Statutory time as the procedure states it. `sameDay`: that day's close, after 15:00 the next working day's (Luật Hộ
 * tịch Đ5.3).
 */
const statedTerms = [
  z.strictObject({
    unit: z.literal('workingDays'),
    amount: z.int().min(1).max(3_650),
    mode: z.enum(['dayEnd', 'workingHours']).optional(),
  }),
  z.strictObject({ unit: z.literal('workingHours'), amount: z.int().min(1).max(3_650) }),
  z.strictObject({ unit: z.literal('calendarDays'), amount: z.int().min(1).max(3_650) }),
  z.strictObject({ unit: z.literal('sameDay') }),
] as const;
/** A term that can be counted. */
export const StatedTerm = z.discriminatedUnion('unit', statedTerms);
export type StatedTerm = z.infer<typeof StatedTerm>;

/** `unstated`: a bare number, or nothing at all. Nobody can tell when it ends, so no due date is judged by it. */
export const UnstatedTerm = z.strictObject({
  unit: z.literal('unstated'),
  amount: z.int().min(0).max(1_000_000).optional(),
});
export const Term = z.discriminatedUnion('unit', [...statedTerms, UnstatedTerm]).meta({ id: 'Term' });
export type Term = z.infer<typeof Term>;

const stepHead = { code: Slug, name: Words, role: Role };
/** A step as it was before it had a term of its own. */
export const PlainStep = z.strictObject(stepHead);

/** One step of the internal process: who does it, in what time, and what follows (TT 01/2018 Đ8). */
export const Step = z
  .strictObject({
    ...stepHead,
    /** Its part of the procedure's time. */
    term: StatedTerm.optional(),
    /** The steps that may follow it; absent: the one after it in the list. None: the process ends with it. */
    next: z.array(Slug).max(20).optional(),
    /** Whether somebody may insist on doing it out of order (V22); absent: he may. */
    outOfOrder: z.enum(['insisted', 'never']).optional(),
  })
  .meta({ id: 'Step' });
export type Step = z.infer<typeof Step>;

const documentHead = {
  code: Slug,
  name: Line,
  form: z.enum(['original', 'certified', 'copy', 'electronic', 'unstated']),
  needed: z.boolean(),
};
/** A document as it was before it told of numbers and conditions. */
export const PlainDocument = z.strictObject(documentHead);

/** One document of the published list. */
export const RequiredDocument = z
  .strictObject({
    ...documentHead,
    /** Needed only where this is so. */
    condition: Line.optional(),
    originals: z.int().min(0).max(99).optional(),
    copies: z.int().min(0).max(99).optional(),
  })
  .meta({ id: 'RequiredDocument' });
export type RequiredDocument = z.infer<typeof RequiredDocument>;

export const Level = z.enum(['province', 'district', 'commune']).meta({ id: 'Level' });
export type Level = z.infer<typeof Level>;

/** By channel. A channel without a term is not offered. */
function termsOf<Each extends z.ZodType>(term: Each) {
  return z.strictObject({ counter: term.optional(), online: term.optional(), post: term.optional() });
}
const amount = z.int().min(0).max(1_000_000_000_000);
const plainFee = { amount: z.int().min(0).optional(), note: Paragraph.optional() };
/** In đồng; absent where the source gives none or leaves it to the province. */
const fee = z.strictObject({
  ...plainFee,
  /** Where it differs by channel. */
  byChannel: z
    .strictObject({ counter: amount.optional(), online: amount.optional(), post: amount.optional() })
    .optional(),
});

/** A case that the page tells apart, with terms of its own (a region, a type of change). */
export const ProcedureVariant = z
  .strictObject({
    code: Slug,
    name: Words,
    terms: termsOf(Term),
    /** Instead of the procedure's. */
    documents: z.array(RequiredDocument).max(100).optional(),
    fee: fee.optional(),
  })
  .meta({ id: 'ProcedureVariant' });
export type ProcedureVariant = z.infer<typeof ProcedureVariant>;

const content = {
  name: Words,
  effectiveFrom: LocalDate,
  levels: z.array(Level).min(1).max(10),
  terms: termsOf(Term),
  documents: z.array(RequiredDocument).max(100),
  /** Phí. */
  fee,
  /** In order. */
  steps: z.array(Step).min(1).max(50),
  /** One-stop staff authorised to resolve the case themselves (61 Đ17.5). */
  clerkMayProcess: z.boolean(),
  source: z.strictObject({
    text: Paragraph,
    url: z
      .url()
      .max(500)
      .regex(/^[!-~]+$/, form('WebAddressForm'))
      .optional(),
    decision: Line.optional(),
  }),
  /** What the source lacks and a province has to set; what is true of 2026 and used for earlier years is among it. */
  assumed: z.array(Line).max(20),
};

/** What came later: absent where nobody has said it. */
const laterContent = {
  variants: z.array(ProcedureVariant).max(50).optional(),
  /** Lệ phí. */
  charge: fee.optional(),
  /** The applicant must appear: not for the post (QĐ 45/2016 Đ1.2; V41). */
  presenceRequired: z.boolean().optional(),
  /** Where it may be handed in; absent: as the rule set says. */
  boundary: z.enum(['own', 'province', 'nation']).optional(),
  /** Whose rules apply beside the general ones, such as `karaoke` (NĐ 297/2025). */
  sector: Slug.optional(),
  /** What it is about, as the portal sorts (lĩnh vực). */
  field: Line.optional(),
  /** What the applicant gets. */
  result: Paragraph.optional(),
  /** The result is given at once: no slip unless it is asked for (61 Đ17.4). */
  immediate: z.boolean().optional(),
  /** Working days without an answer to a supplement request, after which the dossier is closed, and by which law. */
  autoClose: z.strictObject({ workingDays: z.int().min(1).max(365), ground: Line }).optional(),
  /** Working days for a supplement at appraisal where a sector's law gives others than the rule set (61 Đ19.4). */
  appraisalSupplementDays: z.int().min(1).max(365).optional(),
  /** The law that lets the term rest while the applicant pays (status 6); absent: nothing does. */
  financialObligationGround: Line.optional(),
  /** Who decides; absent: an agency of the one-stop unit, as its list says. */
  competent: z.array(UnitId).max(500).optional(),
};

const counted = { code: ProcedureCode, version: z.int().min(1) };
const plain = {
  ...content,
  documents: z.array(PlainDocument).max(100),
  fee: z.strictObject(plainFee),
  steps: z.array(PlainStep).min(1).max(50),
};
/** The shapes that versions were stored in before this one, oldest first. */
export const formerProcedureVersions = [
  z.strictObject({ ...counted, ...plain, terms: termsOf(StatedTerm) }),
  z.strictObject({ ...counted, ...plain }),
] as const;

export const procedureContent = { ...content, ...laterContent };

/** A version of a procedure. Versions count from 1 and are in force from their date until the next one's. */
export const ProcedureVersion = z.strictObject({ ...counted, ...procedureContent }).meta({ id: 'ProcedureVersion' });
export type ProcedureVersion = z.infer<typeof ProcedureVersion>;
