import { readFileSync } from 'node:fs';
import { type LawRuleSet, readLawRuleSet } from '@hoso/rules';

/** The rule files that this release judges dossiers by, at the repository's root. */
const files = ['nd61-2018.json', 'nd118-2025.json'];
const folder = new URL('../../../../rules/', import.meta.url);

/** The law as rules. Throws where a file is not one: a release with broken rules must not run. */
export function lawRules(): readonly LawRuleSet[] {
  return files.map((file) => {
    const reading = readLawRuleSet(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    if (reading.ok) return reading.ruleSet;
    throw new Error(`rules/${file}: ${reading.issues.map(({ path, reason }) => `${path} ${reason}`).join('; ')}`);
  });
}
