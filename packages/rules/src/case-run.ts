import { deadline } from './deadline.ts';
import { fourEyes } from './four-eyes.ts';
import type { Breach, Ending, Machine } from './machine.ts';
import { precedence } from './precedence.ts';
import { response } from './response.ts';
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
    case 'precedence':
      return running(precedence(rule));
    case 'response':
      return running(response(rule));
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
