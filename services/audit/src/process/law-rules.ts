import { readFileSync } from 'node:fs';
import { type LawRuleSet, lawParametersIn, readLawRuleSet, type LawParameters } from '@hoso/rules';

/** The rule files that this release judges dossiers by, at the repository's root. */
const files = ['nd61-2018.json', 'nd118-2025.json'];
const folder = new URL('../../../../rules/', import.meta.url);

/**
 * The law as rules, its numbers out of the rule sets that this release ships for the registry. Throws where a file is
 * not one: a release with broken rules must not run.
 */
export function lawRules(): readonly LawRuleSet[] {
  const parameters = lawParameters();
  return files.map((file) => {
    const reading = readLawRuleSet(parsed(file), parameters);
    if (reading.ok) return reading.ruleSet;
    throw new Error(`rules/${file}: ${reading.issues.map(({ path, reason }) => `${path} ${reason}`).join('; ')}`);
  });
}

/** The law's numbers, out of the same rule sets. */
export function lawParameters(): LawParameters {
  return lawParametersIn(parsed('rule-sets.json'));
}

function parsed(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}
