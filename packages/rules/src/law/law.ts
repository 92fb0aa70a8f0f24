import { compileLawRule } from './compile-law-rule.ts';
import type { Course } from './course.ts';
import type { LawMachine } from './law-machine.ts';
import type { LawRule, LawRuleSet } from './law-rule-set.ts';
import type { Dictionary } from './lawful-words.ts';
import type { RuleFacts } from './rule-facts.ts';

/** A rule made ready to work, within its set. */
export interface WorkingRule extends LawMachine {
  readonly id: string;
  readonly rule: LawRule;
  readonly ruleSet: { readonly id: string; readonly version: number; readonly effectiveFrom: string };
  readonly isInScope: (course: Course) => boolean;
  /** What people call the names in its facts. */
  readonly words: Dictionary;
}

/** A rule set made ready to work. */
export interface Law {
  readonly key: string;
  readonly set: LawRuleSet;
  readonly rules: readonly WorkingRule[];
  /** The rules that look at events of a type. */
  readonly watching: (type: string) => readonly WorkingRule[];
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
    return {
      ...compileLawRule(rule, facts, (id) => byId.get(id)),
      id: rule.id,
      rule,
      ruleSet,
      isInScope: scopeOf(rule),
      words: set.words,
    };
  });
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const waiting = rules.flatMap((rule) => (rule.awaits ? [{ ...rule, awaits: rule.awaits }] : []));
  return { key: lawKey(set), set, rules, watching: watchers(rules), waiting };
}

/** Whether a rule applies to a dossier. */
export function scopeOf({ scope }: Pick<LawRule, 'scope'>): WorkingRule['isInScope'] {
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

function watchers(rules: readonly WorkingRule[]): Law['watching'] {
  const ofAll = rules.filter(({ types }) => types === 'all');
  const named = new Set(rules.flatMap(({ types }) => (types === 'all' ? [] : types)));
  const looking = (type: string) => rules.filter(({ types }) => types === 'all' || types.includes(type));
  const known = new Map([...named].map((type) => [type, looking(type)]));
  return (type) => known.get(type) ?? ofAll;
}
