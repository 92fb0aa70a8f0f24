import { z } from 'zod';
import { refuseRepeatedIds, type RuleFileReading, readRuleFile } from '../rule-file.ts';
import { ApologyByDue, apologyByDueFacts } from './apology-by-due.ts';
import { AtMost, atMostFacts } from './at-most.ts';
import { FinishedByDue, finishedByDueFacts } from './finished-by-due.ts';
import { placeholdersOf } from './lawful-words.ts';

/** A rule is data: the template's name and its parameters. A new template adds its schema and the names of its facts. */
export const LawRule = z.discriminatedUnion('template', [AtMost, FinishedByDue, ApologyByDue]);
export type LawRule = z.infer<typeof LawRule>;

const factsOf: { readonly [Template in LawRule['template']]: readonly string[] } = {
  'at-most': atMostFacts,
  'finished-by-due': finishedByDueFacts,
  'apology-by-due': apologyByDueFacts,
};

/** The law of a time: what the rules of a dossier received from `effectiveFrom` on are, until the next set's. */
export const LawRuleSet = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'is not lower-case words with hyphens' }),
  version: z.int().min(1),
  /** The first local day on which it is in force. */
  effectiveFrom: z.iso.date(),
  rules: z.array(LawRule).min(1).max(1_000).superRefine(refuseRepeatedIds).superRefine(refuseStrangeWords),
});
export type LawRuleSet = z.infer<typeof LawRuleSet>;

/** Reads a rule file that has been parsed as JSON, and names every mistake in it. Never throws. */
export function readLawRuleSet(value: unknown): RuleFileReading<LawRuleSet> {
  return readRuleFile(LawRuleSet, templates, value);
}

const templates = LawRule.options.map((option) => option.shape.template.value);

function refuseStrangeWords(rules: readonly LawRule[], context: z.RefinementCtx): void {
  for (const [index, { lawful, template }] of rules.entries()) {
    const known = factsOf[template];
    for (const language of ['vi', 'en'] as const) {
      for (const name of placeholdersOf(lawful[language]).filter((one) => !known.includes(one))) {
        const message = `{${name}} is no fact of ${template}; they are ${known.join(', ')}`;
        context.addIssue({ code: 'custom', path: [index, 'lawful', language], message });
      }
    }
  }
}
