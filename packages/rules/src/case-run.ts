import { deadline } from './deadline.ts';
import { fourEyes } from './four-eyes.ts';
import type { Breach, Ending, Machine } from './machine.ts';
import { coexistence, respondedExistence } from './declare/coexistence.ts';
import { init, occurrence } from './declare/occurrence.ts';
import { precedence } from './declare/precedence.ts';
import { response } from './declare/response.ts';
import { performers } from './performers.ts';
import type { RuleEvent } from './rule-event.ts';
import type { Rule } from './rule-set.ts';
import { type TemporalProfile, temporalProfile } from './temporal-profile.ts';

/** A rule's machine at work on one case; hides what its state looks like. */
export interface CaseRun {
  readonly eat: (event: RuleEvent) => readonly Breach[];
  readonly end: () => Ending;
}

/** What begins a case under this rule. `profile` is what templates that compare with the usual compare with. */
export const compileRule = (rule: Rule, profile: TemporalProfile): (() => CaseRun) => {
  switch (rule.template) {
    case 'deadline':
      return running(deadline(rule));
    case 'four-eyes':
      return running(fourEyes(rule));
    case 'existence':
    case 'absence':
    case 'exactly-one':
      return running(occurrence(rule));
    case 'init':
      return running(init(rule));
    case 'responded-existence':
      return running(respondedExistence(rule));
    case 'coexistence':
      return running(coexistence(rule));
    case 'precedence':
    case 'alternate-precedence':
    case 'chain-precedence':
      return running(precedence(rule));
    case 'response':
    case 'alternate-response':
    case 'chain-response':
      return running(response(rule));
    case 'resource':
    case 'role':
      return running(performers(rule));
    case 'temporal-profile':
      return running(temporalProfile(rule, profile));
    default:
      return unreachable(rule);
  }
};

const running =
  <State>(machine: Machine<State>) =>
  (): CaseRun => {
    let state = machine.initial;
    return {
      eat: (event) => {
        const step = machine.eat(state, event);
        state = step.state;
        return step.breaches;
      },
      end: () => machine.end(state),
    };
  };

const unreachable = (rule: never): never => {
  throw new Error(`no machine for the rule ${JSON.stringify(rule)}`);
};
