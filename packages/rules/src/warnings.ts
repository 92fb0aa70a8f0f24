import type { LogSurvey } from './case-order.ts';
import type { Doubt } from './machine.ts';
import type { Rule } from './rule-set.ts';

/** Why a figure may not say what its rule means to say: one for each rule and name, never one a case. */
export type Warning = NeverOccurs | NotAnInstant;

export interface NeverOccurs {
  readonly code: 'activity-never-occurs' | 'attribute-never-occurs';
  readonly rule: string;
  readonly name: string;
  readonly message: string;
}

/** These cases were not judged; `case` and `value` are the first of them. */
export interface NotAnInstant {
  readonly code: 'not-an-instant';
  readonly rule: string;
  readonly name: string;
  readonly cases: number;
  readonly case: string;
  readonly value: string;
  readonly message: string;
}

/** What a rule names and the log never holds. */
export const neverOccurring = (rule: Rule, survey: LogSurvey): readonly Warning[] => {
  const activities = [...new Set(activitiesOf(rule))].filter((name) => !survey.activities.has(name));
  const attributes = [...new Set(attributesOf(rule))].filter((name) => !survey.caseAttributes.has(name));
  return [
    ...activities.map((name) => neverOccurs('activity', rule.id, name)),
    ...attributes.map((name) => neverOccurs('attribute', rule.id, name)),
  ];
};

/** Gathers what machines doubted of one rule. */
export interface DoubtTally {
  readonly add: (caseId: string, doubts: readonly Doubt[]) => void;
  readonly warnings: () => readonly Warning[];
}

export const doubtTally = (rule: string): DoubtTally => {
  const byAttribute = new Map<string, { cases: number; readonly case: string; readonly value: string }>();
  return {
    add: (caseId, doubts) => {
      for (const { attribute, value } of doubts) {
        const seen = byAttribute.get(attribute);
        if (seen === undefined) byAttribute.set(attribute, { cases: 1, case: caseId, value: value.slice(0, 100) });
        else seen.cases += 1;
      }
    },
    warnings: () =>
      [...byAttribute].map(([name, seen]) => {
        const first = `first ${JSON.stringify(seen.value)} in ${JSON.stringify(seen.case)}`;
        const what = `${JSON.stringify(name)} is no instant in ${seen.cases} case(s)`;
        const message = `rule ${rule}: ${what}, ${first}; not judged`;
        return { code: 'not-an-instant', rule, name, ...seen, message };
      }),
  };
};

const neverOccurs = (kind: 'activity' | 'attribute', rule: string, name: string): Warning => ({
  code: `${kind}-never-occurs`,
  rule,
  name,
  message: `rule ${rule}: the ${kind} ${JSON.stringify(name)} never occurs in this log`,
});

const activitiesOf = (rule: Rule): readonly string[] => {
  if (rule.template === 'four-eyes') return rule.activities;
  if ('before' in rule) return [rule.before, rule.activity];
  if ('then' in rule) return [rule.activity, rule.then];
  return 'activity' in rule ? [rule.activity] : [];
};

const attributesOf = (rule: Rule): readonly string[] =>
  rule.template === 'deadline' ? [rule.finishedAttribute, rule.deadlineAttribute] : [];
