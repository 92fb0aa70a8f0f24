import { z } from 'zod';
import { listOf, queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import { Applicant } from './intake.ts';
import { ItemNumber } from './item-number.ts';
import { RequiredDocument, Term } from './procedure-version.ts';
import { FormSet } from './rule-set.ts';
import {
  DossierCode,
  DossierId,
  Instant,
  Line,
  LocalDate,
  OfficerId,
  PageLimit,
  Paragraph,
  ProcedureCode,
  ReturnBy,
  UnitId,
  Words,
} from './scalars.ts';

/** What a paper of a dossier is. Which number it bears, and whether it exists at all, is the form set's. */
export const PaperForm = z
  .enum([
    'receipt',
    'supplement-request',
    'refusal',
    'apology',
    'stop-notice',
    'control-slip',
    'transfer-slip',
    'handover-minutes',
    'waybill',
  ])
  .meta({ id: 'PaperForm' });
export type PaperForm = z.infer<typeof PaperForm>;

/** A form, and which one of it: `apology` is the newest, `apology-1` the first. */
export const PaperName = z
  .string()
  .regex(new RegExp(`^(${PaperForm.options.join('|')})(-[1-9][0-9]{0,2})?$`), form('PaperNameForm'))
  .meta({ id: 'PaperName', examples: ['receipt', 'supplement-request-2'] });
export type PaperName = z.infer<typeof PaperName>;

/** Applicants may be unknown to the reader, or erased. Then a paper has a mark in their place. */
const about = {
  paper: PaperName,
  /** The forms that its dossier is bound to, and what this one is called there. */
  formSet: FormSet,
  number: z.string().optional(),
  title: Line,
  dossier: DossierId,
  code: DossierCode.optional(),
  procedure: z.strictObject({ code: ProcedureCode, name: Line }),
  /** Where and when it is made out. */
  place: Line,
  at: Instant,
  /** In whose name it is made out, the greater first. */
  issuer: z.array(Line).min(1).max(2),
  oneStop: Line,
  applicant: Applicant.optional(),
  /** Who made it out; an opaque id, as the system knows no names of officers. */
  by: OfficerId,
};

/** What every paper says. */
export type PaperHead = z.infer<z.ZodObject<typeof about>>;

/** What was paid of a procedure's fee, in đồng. */
export const PaidFee = z
  .strictObject({ amount: z.int().min(1), at: Instant, receiptNo: Line.optional() })
  .meta({ id: 'PaidFee' });
export type PaidFee = z.infer<typeof PaidFee>;

const receipt = z.strictObject({
  form: z.literal('receipt'),
  ...about,
  documents: z.array(RequiredDocument.extend({ scanned: z.boolean() })),
  term: Term,
  receivedAt: Instant,
  dueAt: Instant,
  returnBy: ReturnBy,
  returnAddress: Line.optional(),
  /** All that was paid by the time of printing: mostly it is paid once the slip is made out. */
  fees: z.array(PaidFee),
  /** Only for the applicant and the counter. */
  trackingSecret: z.string().optional(),
});
const asking = { items: z.array(Line), reason: Paragraph.optional() };
const supplementRequest = z.strictObject({ form: z.literal('supplement-request'), ...about, ...asking });
/** `stage`: at reception, or after appraisal inside the processing time (61 Đ19.8). */
const refusal = z.strictObject({
  form: z.literal('refusal'),
  ...about,
  stage: z.enum(['reception', 'appraisal']),
  reason: Paragraph.optional(),
});
const apology = z.strictObject({
  form: z.literal('apology'),
  ...about,
  receivedAt: Instant,
  dueAt: Instant,
  reason: Paragraph.optional(),
  newDueAt: Instant.optional(),
  signedBy: OfficerId.optional(),
});
/** `withdrawn`: the applicant took it back; otherwise the agency has stopped. */
const stopNotice = z.strictObject({
  form: z.literal('stop-notice'),
  ...about,
  withdrawn: z.literal(true).optional(),
  reason: Paragraph.optional(),
});

/** The dossier changes hands. `outcome`: what the receiver writes of an agency that hands back what it has decided. */
export const ControlEntry = z
  .strictObject({
    from: Line,
    giver: OfficerId.optional(),
    to: Line,
    receiver: OfficerId.optional(),
    at: Instant,
    outcome: z.enum(['early', 'onTime', 'late']).optional(),
    note: Line.optional(),
  })
  .meta({ id: 'ControlEntry' });
export type ControlEntry = z.infer<typeof ControlEntry>;

const controlSlip = z.strictObject({
  form: z.literal('control-slip'),
  ...about,
  agencies: z.array(Line),
  receivedAt: Instant.optional(),
  dueAt: Instant.optional(),
  entries: z.array(ControlEntry),
});
const transferSlip = z.strictObject({
  form: z.literal('transfer-slip'),
  ...about,
  agency: Line,
  documents: z.array(RequiredDocument.extend({ scanned: z.boolean() })),
  startAt: Instant,
  dueAt: Instant,
});
/** Both sides of what the post carries, each signature as far as it was given. */
const carried = {
  shipment: z.int().min(1),
  item: ItemNumber,
  post: Line,
  sealNo: z.string().optional(),
  /** Which papers are originals; those that are not among `documents`, too. */
  originals: z.array(Line).optional(),
  signedBy: z.strictObject({
    postal: OfficerId.optional(),
    agency: OfficerId.optional(),
    applicant: z.literal(true).optional(),
  }),
};
const handoverMinutes = z.strictObject({
  form: z.literal('handover-minutes'),
  ...about,
  ...carried,
  minutesNo: Line.optional(),
  /** What was asked for later: the dossier itself was submitted before. */
  supplement: z.literal(true).optional(),
  intact: z.boolean().optional(),
  documents: z.array(Line),
  collectedAt: Instant,
});
const waybill = z.strictObject({
  form: z.literal('waybill'),
  ...about,
  ...carried,
  direction: z.enum(['to-agency', 'to-applicant']),
  documents: z.array(Line),
  counted: z.int().optional(),
  returnAddress: Line.optional(),
});

/** All that a paper says, in the order of nothing: how it is set is the form's. */
export const PaperContent = z
  .discriminatedUnion('form', [
    receipt,
    supplementRequest,
    refusal,
    apology,
    stopNotice,
    controlSlip,
    transferSlip,
    handoverMinutes,
    waybill,
  ])
  .meta({ id: 'PaperContent' });
export type PaperContent = z.infer<typeof PaperContent>;
/** The content of one form. */
export type PaperOf<Form extends PaperForm> = Extract<PaperContent, { readonly form: Form }>;

/** A paper that a dossier has. */
export const PaperInfo = z
  .strictObject({
    paper: PaperName,
    form: PaperForm,
    formSet: FormSet,
    /** Its number in the form set; absent for papers that no circular numbers. */
    number: z.string().optional(),
    title: Words,
    at: Instant,
  })
  .meta({ id: 'PaperInfo' });
export type PaperInfo = z.infer<typeof PaperInfo>;

/** Every paper of a dossier, in the order in which they were made out; the control slip, which grows, last. */
export const ListPapers = queryType(
  'ListPapers',
  'intake.queries.papers',
  z.strictObject({ id: DossierId }),
  z.strictObject({ items: z.array(PaperInfo) }),
);
/** What a paper says, opened for who may read it. The edge sets it as a PDF. */
export const ReadPaper = queryType(
  'ReadPaper',
  'intake.queries.paper',
  z.strictObject({ id: DossierId, paper: PaperName }),
  z.strictObject({ content: PaperContent }),
);

/** A line of the register (form 06 of TT 01/2018, 07 of TT 03/2025). */
export const RegisterRow = z
  .strictObject({
    code: DossierCode,
    procedure: Line,
    /** Absent once it was erased. */
    applicant: Applicant.pick({ name: true, address: true, phone: true }).optional(),
    agency: Line.optional(),
    receivedAt: Instant,
    dueAt: Instant.optional(),
    returnedAt: Instant.optional(),
    returnBy: ReturnBy,
    note: Line.optional(),
  })
  .meta({ id: 'RegisterRow' });
export type RegisterRow = z.infer<typeof RegisterRow>;

/**
 * The dossiers that a one-stop unit received from one local date to another, in order of reception. `on`: the date that
 * the register bears, its last one, or today's where that is still to come.
 */
export const ReadRegister = queryType(
  'ReadRegister',
  'intake.queries.register',
  z.strictObject({
    unit: UnitId,
    from: LocalDate,
    to: LocalDate,
    limit: PageLimit.default(100),
    after: z.string().max(500).optional(),
  }),
  listOf(RegisterRow).extend({
    ...{ unit: Line, place: Line, on: LocalDate },
    ...{ formSet: FormSet, number: z.string(), title: Line },
  }),
);
