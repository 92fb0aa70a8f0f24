import { compileLawRule } from './compile-law-rule.ts';
import type { Course } from './course.ts';
import type { LawMachine } from './law-machine.ts';
import type { LawRule, LawRuleSet } from './law-rule-set.ts';
import type { RuleFacts } from './rule-facts.ts';

/** A rule made ready to work, within its set. */
export interface WorkingRule extends LawMachine {
  readonly id: string;
  readonly rule: LawRule;
  readonly ruleSet: { readonly id: string; readonly version: number; readonly effectiveFrom: string };
  readonly isInScope: (course: Course) => boolean;
}

/** A rule set made ready to work. */
export interface Law {
  readonly key: string;
  readonly set: LawRuleSet;
  readonly rules: readonly WorkingRule[];
  /** The rules that look at a type of event. */
  readonly watching: ReadonlyMap<string, readonly WorkingRule[]>;
  /** The rules that await something. */
  readonly waiting: readonly (WorkingRule & Required<Pick<WorkingRule, 'awaits'>>)[];
}

export function lawKey({ id, version }: Pick<LawRuleSet, 'id' | 'version'>): string {
  return `${id} ${version}`;
}

export function compileLaw(set: LawRuleSet, facts: RuleFacts): Law {
  const { id, version, effectiveFrom } = set;
  const ruleSet = { id, version, effectiveFrom };
  const rules = set.rules.map((rule): WorkingRule => {
    return { ...compileLawRule(rule, facts), id: rule.id, rule, ruleSet, isInScope: scopeOf(rule) };
  });
  const watching = new Map<string, WorkingRule[]>();
  for (const rule of rules) {
    for (const type of rule.types) watching.set(type, [...(watching.get(type) ?? []), rule]);
  }
  const waiting = rules.flatMap((rule) => (rule.awaits ? [{ ...rule, awaits: rule.awaits }] : []));
  return { key: lawKey(set), set, rules, watching, waiting };
}

function scopeOf({ scope }: LawRule): WorkingRule['isInScope'] {
  if (!scope) return () => true;
  const { procedures, channels, agencies } = scope;
  return ({ submission, transfer }) => {
    const includes = (names: readonly string[] | undefined, name: string | undefined) =>
      names === undefined || (name !== undefined && names.includes(name));
    return (
      includes(procedures, submission?.procedure) &&
      includes(channels, submission?.channel) &&
      includes(agencies, transfer?.agency ?? submission?.oneStop)
    );
  };
}
