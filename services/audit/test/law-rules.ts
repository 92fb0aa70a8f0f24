import { readFileSync } from 'node:fs';
import { type LawRuleSet, readLawRuleSet } from '@hoso/rules';

/** The rules that the platform judges by. */
export const lawRules: readonly LawRuleSet[] = ['nd61-2018', 'nd118-2025'].map((name) => {
  const path = new URL(`../../../rules/${name}.json`, import.meta.url);
  const reading = readLawRuleSet(JSON.parse(readFileSync(path, 'utf8')));
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.ruleSet;
});

/** Only these of them, for stories that are about judging and not about the law. */
export function lawRulesOf(...ids: readonly string[]): readonly LawRuleSet[] {
  return lawRules.map((set) => ({ ...set, rules: set.rules.filter(({ id }) => ids.includes(id)) }));
}
