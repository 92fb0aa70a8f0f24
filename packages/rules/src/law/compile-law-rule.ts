import { actWithin } from './act-within.ts';
import { answeredOnline } from './answered-online.ts';
import { apologyAhead } from './apology-ahead.ts';
import { apologyByDue } from './apology-by-due.ts';
import { atMost } from './at-most.ts';
import { authorisedActors } from './authorised-actors.ts';
import { carriedInTime } from './carried-in-time.ts';
import { codeForm } from './code-form.ts';
import { documentsPublished } from './documents-published.ts';
import { dueByClock } from './due-by-clock.ts';
import { earlyResultTold } from './early-result-told.ts';
import { feeAsPublished } from './fee-as-published.ts';
import { feesRemitted } from './fees-remitted.ts';
import { fieldAmong } from './field-among.ts';
import { finishedByDue } from './finished-by-due.ts';
import { followsWithin } from './follows-within.ts';
import { invitedBeforeReturn } from './invited-before-return.ts';
import { lateAnswerReported } from './late-answer-reported.ts';
import { movedWithSlip } from './moved-with-slip.ts';
import { mustNotSay } from './must-not-say.ts';
import { notBefore } from './not-before.ts';
import { originalsReturned } from './originals-returned.ts';
import { reassignedAtMost } from './reassigned-at-most.ts';
import { type Others, recordedLate } from './recorded-late.ts';
import { recordedWithin } from './recorded-within.ts';
import { requiredFields } from './required-fields.ts';
import { scannedBeforeTransfer } from './scanned-before-transfer.ts';
import { sealKept } from './seal-kept.ts';
import { startsAtHandover } from './starts-at-handover.ts';
import { stepsInOrder } from './steps-in-order.ts';
import { transferredInTime } from './transferred-in-time.ts';
import type { LawMachine } from './law-machine.ts';
import type { LawRule } from './law-rule-set.ts';
import type { RuleFacts } from './rule-facts.ts';

/** The machine of a rule. `others` finds those of its set, once all of them are made. */
export function compileLawRule(rule: LawRule, facts: RuleFacts, others: Others): LawMachine {
  switch (rule.template) {
    case 'act-within':
      return actWithin(rule, facts);
    case 'answered-online':
      return answeredOnline(rule, facts);
    case 'apology-ahead':
      return apologyAhead(rule);
    case 'apology-by-due':
      return apologyByDue();
    case 'at-most':
      return atMost(rule);
    case 'authorised-actors':
      return authorisedActors(rule);
    case 'carried-in-time':
      return carriedInTime(rule, facts);
    case 'code-form':
      return codeForm(rule);
    case 'documents-published':
      return documentsPublished(rule);
    case 'due-by-clock':
      return dueByClock(rule);
    case 'early-result-told':
      return earlyResultTold(rule);
    case 'fee-as-published':
      return feeAsPublished();
    case 'fees-remitted':
      return feesRemitted(rule);
    case 'field-among':
      return fieldAmong(rule);
    case 'finished-by-due':
      return finishedByDue(rule);
    case 'follows-within':
      return followsWithin(rule, facts);
    case 'invited-before-return':
      return invitedBeforeReturn(rule, facts);
    case 'late-answer-reported':
      return lateAnswerReported(rule, facts);
    case 'moved-with-slip':
      return movedWithSlip(rule);
    case 'must-not-say':
      return mustNotSay(rule);
    case 'not-before':
      return notBefore(rule);
    case 'originals-returned':
      return originalsReturned(rule);
    case 'reassigned-at-most':
      return reassignedAtMost(rule);
    case 'recorded-late':
      return recordedLate(rule, facts, others);
    case 'recorded-within':
      return recordedWithin(rule, facts);
    case 'required-fields':
      return requiredFields(rule);
    case 'scanned-before-transfer':
      return scannedBeforeTransfer(rule);
    case 'seal-kept':
      return sealKept(rule);
    case 'starts-at-handover':
      return startsAtHandover(rule);
    case 'steps-in-order':
      return stepsInOrder(rule);
    case 'transferred-in-time':
      return transferredInTime(rule, facts);
    default:
      return unreachable(rule);
  }
}

function unreachable(rule: never): never {
  throw new Error(`no machine for the rule ${JSON.stringify(rule)}`);
}
