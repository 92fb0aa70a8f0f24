import type { LawRuleInfo, ListRules } from '@hoso/contracts';
import type { LawRuleSet } from '@hoso/rules';
import type { z } from 'zod';

/**
 * Every rule of every set, in the order in which the sets came into force, those of single dossiers first; and what
 * none of them can decide.
 */
export function listRules(sets: readonly LawRuleSet[], head: number): z.output<typeof ListRules.answer> {
  const inOrder = sets.toSorted((one, other) =>
    one.effectiveFrom === other.effectiveFrom
      ? one.version - other.version
      : one.effectiveFrom < other.effectiveFrom
        ? -1
        : 1,
  );
  const items = inOrder.flatMap((set) => [
    ...set.rules.map((rule) => infoOf(set, 'dossier', rule)),
    ...set.acrossDossiers.map((rule) => infoOf(set, 'across-dossiers', rule)),
  ]);
  const undecided = (inOrder.at(-1)?.undecided ?? []).map(({ id: rule, name, article, reason }) => ({
    ...{ rule, name, article, reason },
  }));
  return { items, undecided, completeUpTo: head, lagMs: 0 };
}

/** Tells whether any of the sets has a rule of that name, or says why it cannot decide it. */
export function isRuleIn(sets: readonly LawRuleSet[]): (rule: string) => boolean {
  const { items, undecided } = listRules(sets, 0);
  const names = new Set([...items, ...undecided].map(({ rule }) => rule));
  return (rule) => names.has(rule);
}

function infoOf(
  { id, version, effectiveFrom }: LawRuleSet,
  scope: LawRuleInfo['scope'],
  { id: rule, name, article, severity }: LawRuleSet[keyof Pick<LawRuleSet, 'rules' | 'acrossDossiers'>][number],
): LawRuleInfo {
  return { rule, scope, ruleSet: { id, version, effectiveFrom }, name, article, severity };
}
