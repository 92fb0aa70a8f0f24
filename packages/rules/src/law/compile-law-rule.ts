import { actWithin } from './act-within.ts';
import { apologyAhead } from './apology-ahead.ts';
import { apologyByDue } from './apology-by-due.ts';
import { atMost } from './at-most.ts';
import { authorisedActors } from './authorised-actors.ts';
import { codeForm } from './code-form.ts';
import { dueByClock } from './due-by-clock.ts';
import { fieldAmong } from './field-among.ts';
import { finishedByDue } from './finished-by-due.ts';
import { invitedBeforeReturn } from './invited-before-return.ts';
import { movedWithSlip } from './moved-with-slip.ts';
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
    case 'apology-ahead':
      return apologyAhead(rule);
    case 'apology-by-due':
      return apologyByDue();
    case 'at-most':
      return atMost(rule);
    case 'authorised-actors':
      return authorisedActors(rule);
    case 'code-form':
      return codeForm(rule);
    case 'due-by-clock':
      return dueByClock(rule);
    case 'field-among':
      return fieldAmong(rule);
    case 'finished-by-due':
      return finishedByDue(rule);
    case 'invited-before-return':
      return invitedBeforeReturn(rule, facts);
    case 'moved-with-slip':
      return movedWithSlip(rule);
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
