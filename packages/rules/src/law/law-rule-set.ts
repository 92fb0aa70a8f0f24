import { z } from 'zod';
import { refuseRepeatedIds } from '../rule-set.ts';
import { AcrossRule, acrossFactsOf } from './across-rules.ts';
import { ActWithin, actWithinFacts } from './act-within.ts';
import { AnsweredOnline, answeredOnlineFacts } from './answered-online.ts';
import { ApologyAhead, apologyAheadFacts } from './apology-ahead.ts';
import { ApologyByDue, apologyByDueFacts } from './apology-by-due.ts';
import { AtMost, atMostFacts } from './at-most.ts';
import { AuthorisedActors, authorisedActorsFacts } from './authorised-actors.ts';
import { CarriedInTime, carriedInTimeFacts } from './carried-in-time.ts';
import { CodeForm, codeFormFacts } from './code-form.ts';
import { DocumentsPublished, documentsPublishedFacts } from './documents-published.ts';
import { DueByClock, dueByClockFacts } from './due-by-clock.ts';
import { EarlyResultTold, earlyResultToldFacts } from './early-result-told.ts';
import { FeeAsPublished, feeAsPublishedFacts } from './fee-as-published.ts';
import { FeesRemitted, feesRemittedFacts } from './fees-remitted.ts';
import { FieldAmong, fieldAmongFacts } from './field-among.ts';
import { FinishedByDue, finishedByDueFacts } from './finished-by-due.ts';
import { FollowsWithin, followsWithinFacts } from './follows-within.ts';
import { InvitedBeforeReturn, invitedBeforeReturnFacts } from './invited-before-return.ts';
import { LateAnswerReported, lateAnswerReportedFacts } from './late-answer-reported.ts';
import { MovedWithSlip, movedWithSlipFacts } from './moved-with-slip.ts';
import { MustNotSay, mustNotSayFacts } from './must-not-say.ts';
import { NotBefore, notBeforeFacts } from './not-before.ts';
import { OriginalsReturned, originalsReturnedFacts } from './originals-returned.ts';
import { ReassignedAtMost, reassignedAtMostFacts } from './reassigned-at-most.ts';
import { RecordedLate, recordedLateFacts } from './recorded-late.ts';
import { RecordedWithin, recordedWithinFacts } from './recorded-within.ts';
import { RequiredFields, requiredFieldsFacts } from './required-fields.ts';
import { ScannedBeforeTransfer, scannedBeforeTransferFacts } from './scanned-before-transfer.ts';
import { SealKept, sealKeptFacts } from './seal-kept.ts';
import { StartsAtHandover, startsAtHandoverFacts } from './starts-at-handover.ts';
import { StepsInOrder, stepsInOrderFacts } from './steps-in-order.ts';
import { TransferredInTime, transferredInTimeFacts } from './transferred-in-time.ts';
import { issuesIn, type LawRuleSetIssue, type LawTemplates } from './law-file.ts';
import { type LawForm, saying } from './law-mistakes.ts';
import { type LawParameters, withParameters } from './law-parameters.ts';
import { placeholdersOf } from './lawful-words.ts';
import { ruleHead, Words } from './rule-head.ts';

/**
 * A rule is data: the template's name and its parameters. A new template adds its schema and the names of its facts.
 */
export const LawRule = z.discriminatedUnion('template', [
  ActWithin,
  AnsweredOnline,
  ApologyAhead,
  ApologyByDue,
  AtMost,
  AuthorisedActors,
  CarriedInTime,
  CodeForm,
  DocumentsPublished,
  DueByClock,
  EarlyResultTold,
  FeeAsPublished,
  FeesRemitted,
  FieldAmong,
  FinishedByDue,
  FollowsWithin,
  InvitedBeforeReturn,
  LateAnswerReported,
  MovedWithSlip,
  MustNotSay,
  NotBefore,
  OriginalsReturned,
  ReassignedAtMost,
  RecordedLate,
  RecordedWithin,
  RequiredFields,
  ScannedBeforeTransfer,
  SealKept,
  StartsAtHandover,
  StepsInOrder,
  TransferredInTime,
]);
export type LawRule = z.infer<typeof LawRule>;

const factsOf: { readonly [Template in (LawRule | AcrossRule)['template']]: readonly string[] } = {
  ...acrossFactsOf,
  'act-within': actWithinFacts,
  'answered-online': answeredOnlineFacts,
  'apology-ahead': apologyAheadFacts,
  'apology-by-due': apologyByDueFacts,
  'at-most': atMostFacts,
  'authorised-actors': authorisedActorsFacts,
  'carried-in-time': carriedInTimeFacts,
  'code-form': codeFormFacts,
  'documents-published': documentsPublishedFacts,
  'due-by-clock': dueByClockFacts,
  'early-result-told': earlyResultToldFacts,
  'fee-as-published': feeAsPublishedFacts,
  'fees-remitted': feesRemittedFacts,
  'field-among': fieldAmongFacts,
  'finished-by-due': finishedByDueFacts,
  'follows-within': followsWithinFacts,
  'invited-before-return': invitedBeforeReturnFacts,
  'late-answer-reported': lateAnswerReportedFacts,
  'moved-with-slip': movedWithSlipFacts,
  'must-not-say': mustNotSayFacts,
  'not-before': notBeforeFacts,
  'originals-returned': originalsReturnedFacts,
  'reassigned-at-most': reassignedAtMostFacts,
  'recorded-late': recordedLateFacts,
  'recorded-within': recordedWithinFacts,
  'required-fields': requiredFieldsFacts,
  'scanned-before-transfer': scannedBeforeTransferFacts,
  'seal-kept': sealKeptFacts,
  'starts-at-handover': startsAtHandoverFacts,
  'steps-in-order': stepsInOrderFacts,
  'transferred-in-time': transferredInTimeFacts,
};

/** The law of a time: what the rules of a dossier received from `effectiveFrom` on are, until the next set's. */
export const LawRuleSet = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'RuleSetIdForm' satisfies LawForm }),
  version: z.int().min(1),
  /** The first local day on which it is in force. */
  effectiveFrom: z.iso.date(),
  /** What people call the acts, roles, steps, documents and fields that facts name; others are said as they are. */
  words: z.record(z.string(), Words).default({}),
  rules: z
    .array(LawRule)
    .min(1)
    .max(1_000)
    .superRefine(refuseRepeatedIds)
    .superRefine(refuseStrangeWords)
    .superRefine(refuseStrangeRules),
  /** What the same rules say of several dossiers together, by the ids of the catalogue. */
  acrossDossiers: z
    .array(AcrossRule)
    .max(100)
    .superRefine(refuseRepeatedIds)
    .superRefine(refuseStrangeWords)
    .default([]),
  /** What the catalogue names and no event decides, and why. */
  undecided: z
    .array(z.strictObject({ id: ruleHead.id, name: Words, article: z.string().min(1), reason: Words }))
    .default([]),
});
export type LawRuleSet = z.infer<typeof LawRuleSet>;

export type LawRuleSetReading =
  | { readonly ok: true; readonly ruleSet: LawRuleSet }
  | { readonly ok: false; readonly issues: readonly LawRuleSetIssue[] };

/**
 * Reads a rule file that has been parsed as JSON, and names every mistake in it. What it refers to of the law's numbers
 * is taken from `parameters`. Never throws.
 */
export function readLawRuleSet(value: unknown, parameters: LawParameters = new Map()): LawRuleSetReading {
  const filled = withParameters(value, parameters);
  if (filled.issues.length > 0) return { ok: false, issues: filled.issues };
  const { success, data, error } = LawRuleSet.safeParse(filled.value);
  return success ? { ok: true, ruleSet: data } : { ok: false, issues: issuesIn(error, templates) };
}

const templates: LawTemplates = {
  rules: LawRule.options.map((option) => option.shape.template.value),
  acrossDossiers: AcrossRule.options.map((option) => option.shape.template.value),
};

function refuseStrangeWords(
  rules: readonly Pick<LawRule | AcrossRule, 'lawful' | 'template'>[],
  context: z.RefinementCtx,
): void {
  for (const [index, { lawful, template }] of rules.entries()) {
    const known = factsOf[template];
    for (const language of ['vi', 'en'] as const) {
      for (const name of placeholdersOf(lawful[language]).filter((one) => !known.includes(one))) {
        const en = `{${name}} is no fact of ${template}; they are ${known.join(', ')}`;
        const vi = `{${name}} không phải dữ kiện của ${template}; các dữ kiện là ${known.join(', ')}`;
        context.addIssue(saying({ en, vi }, [index, 'lawful', language]));
      }
    }
  }
}

/** A rule that builds on others names rules of its own set. */
function refuseStrangeRules(rules: readonly LawRule[], context: z.RefinementCtx): void {
  const known = new Set(rules.map(({ id }) => id));
  for (const [index, rule] of rules.entries()) {
    if (rule.template !== 'recorded-late') continue;
    const named = [
      ...rule.over.map((id, at) => ({ id, path: ['over', at] })),
      { id: rule.due, path: ['due'] },
      { id: rule.scans, path: ['scans'] },
    ];
    for (const { id, path } of named.filter((one) => !known.has(one.id))) {
      const words = { en: `${id} is no rule of this set`, vi: `${id} không phải quy tắc của bộ này` };
      context.addIssue(saying(words, [index, ...path]));
    }
  }
}
