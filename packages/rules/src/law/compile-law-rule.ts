import { apologyByDue } from './apology-by-due.ts';
import { atMost } from './at-most.ts';
import { finishedByDue } from './finished-by-due.ts';
import type { LawMachine } from './law-machine.ts';
import type { LawRule } from './law-rule-set.ts';
import type { RuleFacts } from './rule-facts.ts';

/** The machine of a rule. */
export function compileLawRule(rule: LawRule, facts: RuleFacts): LawMachine {
  switch (rule.template) {
    case 'at-most':
      return atMost(rule);
    case 'finished-by-due':
      return finishedByDue(rule);
    case 'apology-by-due':
      return apologyByDue();
    default:
      return unreachable(rule);
  }
}

function unreachable(rule: never): never {
  throw new Error(`no machine for the rule ${JSON.stringify(rule)}`);
}
