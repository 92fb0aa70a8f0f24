import type { LawRuleSet } from '@hoso/rules';
import { lawRules as read } from '../src/process/law-rules.ts';

/** The rules that the platform judges by. */
export const lawRules: readonly LawRuleSet[] = read();

/** Only these of them, for stories that are about judging and not about the law. */
export function lawRulesOf(...ids: readonly string[]): readonly LawRuleSet[] {
  return lawRules.map((set) => ({
    ...set,
    rules: set.rules.filter(({ id }) => ids.includes(id)),
    acrossDossiers: set.acrossDossiers.filter(({ id }) => ids.includes(id)),
  }));
}
