import { z } from 'zod';
import { form } from './field-forms.ts';
import { Level } from './procedure-version.ts';
import { Line, LocalDate, Paragraph, Slug, Words } from './scalars.ts';

/**
 * What the law says, and where: `source` tells where it was read, and says so where it is general knowledge, assumed or
 * unknown.
 */
function legal<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ value, article: Line.optional(), source: Line });
}

const count = z.int().min(0).max(1_000);
const days = z.int().min(1).max(3_650);
const minutes = z.int().min(0).max(100_000);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, form('TimeOfDayForm'));

const span = z.strictObject({ unit: z.enum(['workingDays', 'calendarDays']), amount: days });

const parameters = {
  /** The levels of government. */
  levels: legal(z.array(Level).min(1).max(3)),
  /** Where a dossier may be handed in, unless its procedure says so. */
  boundary: legal(z.enum(['own', 'province', 'nation'])),
  /** When a term in working days ends, unless it says so itself. */
  workingDaysMode: legal(z.enum(['dayEnd', 'workingHours'])),
  /** Working hours in which an online submission is answered (V16). */
  receptionAnswerHours: legal(days),
  /** Working hours in which a clerk is told of one. */
  clerkAlertHours: legal(days),
  /**
   * What is received in the last so many minutes of a day counts from the next working day; 0: nothing does. Told, and
   * not counted by: see the registry's README.
   */
  lastMinutesNextDay: legal(minutes),
  /** Received later than this, a dossier may go to its agency at the start of the next working day (V17). */
  transferSameDayUntil: legal(time),
  transferMinutesAfterOpening: legal(minutes),
  /** Working minutes for a dossier that came online (V17). */
  onlineTransferMinutes: legal(minutes),
  /** Whether papers are scanned before a dossier is transferred (V18). */
  scanBeforeTransfer: legal(z.boolean()),
  /** Seconds in which code and slip follow reception (V19). */
  receiptWithinSeconds: legal(count),
  /** In one phase of a dossier (V09). */
  supplementRequestsMax: legal(count),
  /** Working days from reception for a supplement at appraisal (V10). */
  appraisalSupplementDays: legal(days),
  /** What a full supplement at appraisal does to the term (V28). */
  supplementEffect: legal(z.enum(['restart', 'resume'])),
  consultationPauses: legal(z.boolean()),
  consultationLateNoticeDays: legal(days),
  financialObligationPauses: legal(z.boolean()),
  /** Calendar days before the due date by which an apology is sent (V03). */
  apologyAheadDays: legal(z.int().min(0).max(365)),
  reappointmentsMax: legal(count),
  /** Working days in which the applicant is told (V08, V42). */
  reappointmentNoticeDays: legal(days),
  postalResultNoticeDays: legal(days),
  earlyResultNotice: legal(z.boolean()),
  /** A dossier may be stopped until it is decided (V44). */
  stopOnlyBeforeDecision: legal(z.boolean()),
  /** Working days without an answer to a supplement request, after which a dossier is closed; absent: never. */
  autoCloseDays: legal(days),
  /** Of one dossier between agencies (V47). */
  reassignmentsMax: legal(count),
  /** Working hours in which what happened is recorded (V30). */
  recordWithinHours: legal(days),
  /** Hours after which a record that hides a limit is back-dated (V26). */
  backdatedAfterHours: legal(days),
  invitationsMin: legal(count),
  invitationsApartDays: legal(days),
  compensationDays: legal(days),
  clerkSeniorityYears: legal(count),
  /** Of petitions: to forward them to who is competent, to answer them, and at most, extended. */
  petitionForwardTerm: legal(span),
  petitionAnswerTerm: legal(span),
  petitionExtendedTerm: legal(span),
  /** Of complaints: to accept them; from then on to answer them, and at most, extended. */
  complaintAcceptTerm: legal(span),
  complaintAnswerTerm: legal(span),
  complaintExtendedTerm: legal(span),
} as const;

/** What a rule set leaves out is not its subject: another one in force may say it. */
export const LegalParameters = z.strictObject(parameters).partial().meta({ id: 'LegalParameters' });
export type LegalParameters = z.infer<typeof LegalParameters>;

/** The forms of TT 01/2018 (six) and of TT 03/2025 (seven). */
export const FormSet = z.enum(['tt01-2018', 'tt03-2025']).meta({ id: 'FormSet' });
export type FormSet = z.infer<typeof FormSet>;

/**
 * `tt01-2018`: `V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX` (TT 01/2018 Đ19). `tt04-2025`:
 * `MX1X2.Y1Y2Y3.Z1Z2-YYMMDD-AAXXXX` (TT 03/2025 Đ13.3 as TT 04/2025 adds it).
 */
export const CodeFormat = z.enum(['tt01-2018', 'tt04-2025']).meta({ id: 'CodeFormat' });
export type CodeFormat = z.infer<typeof CodeFormat>;

/** The papers that the law gives a form to. */
export const formKinds = [
  'receipt',
  'supplement-request',
  'refusal',
  'apology',
  'stop-notice',
  'control-slip',
  'register',
] as const;
export type FormKind = (typeof formKinds)[number];

/** What a term may rest, a dossier be stopped or closed on (V27). */
export const LegalGround = z
  .strictObject({
    code: Slug,
    name: Words,
    for: z
      .array(z.enum(['pause', 'stop', 'auto-close']))
      .min(1)
      .max(10),
    article: Line,
    source: Line,
  })
  .meta({ id: 'LegalGround' });
export type LegalGround = z.infer<typeof LegalGround>;

const twoDigits = z.string().regex(/^\d{2}$/, form('TwoDigits'));
const forms = legal(
  z.strictObject({
    set: FormSet,
    list: z
      .array(z.strictObject({ kind: z.enum(formKinds), number: twoDigits, name: Words }))
      .min(1)
      .max(20),
  }),
);
const codeFormat = legal(CodeFormat);

export const ruleSetContent = {
  name: Words,
  effectiveFrom: LocalDate,
  /** The last day it is in force; absent: not known. */
  effectiveTo: LocalDate.optional(),
  /** For every dossier, or for those of procedures of a sector, where it goes before. */
  scope: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('general') }),
    z.strictObject({ kind: z.literal('sector'), sectors: z.array(Slug).min(1).max(50) }),
  ]),
  /** Decrees and circulars that this version is made of. */
  instruments: z
    .array(z.strictObject({ name: Line, from: LocalDate.optional(), source: Line }))
    .min(1)
    .max(50),
  parameters: LegalParameters,
  forms: forms.optional(),
  codeFormat: codeFormat.optional(),
  /** The two digits AA of a code: which system made it (TT 04/2025). */
  systemOwner: legal(twoDigits).optional(),
  grounds: z.array(LegalGround).max(100),
  source: Paragraph,
  /** What was not found, and what is set in its place. */
  assumed: z.array(Line).max(30),
};

/** A version of a rule set. Versions count from 1 and are in force from their date until the next one's, or its end. */
export const RuleSetVersion = z
  .strictObject({ id: Slug, version: z.int().min(1), ...ruleSetContent })
  .meta({ id: 'RuleSetVersion' });
export type RuleSetVersion = z.infer<typeof RuleSetVersion>;

export const RuleSetRef = z.strictObject({ id: Slug, version: z.int().min(1) }).meta({ id: 'RuleSetRef' });
export type RuleSetRef = z.infer<typeof RuleSetRef>;

/** The law that a dossier is bound to at its reception (decision 7). `FindLaw` tells what all of it says. */
export const BoundLaw = z
  .strictObject({ ruleSets: z.array(RuleSetRef).min(1).max(10), forms: FormSet, codeFormat: CodeFormat })
  .meta({ id: 'BoundLaw' });
export type BoundLaw = z.infer<typeof BoundLaw>;

/** What all the rule sets in force say together; where two say something, the sector's does. */
export const Law = z
  .strictObject({
    bound: BoundLaw,
    parameters: LegalParameters,
    forms,
    codeFormat,
    systemOwner: ruleSetContent.systemOwner,
    grounds: ruleSetContent.grounds,
  })
  .meta({ id: 'Law' });
export type Law = z.infer<typeof Law>;
