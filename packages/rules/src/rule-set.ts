import { z } from 'zod';
import { Deadline } from './deadline.ts';
import { FourEyes } from './four-eyes.ts';
import { Precedence } from './precedence.ts';
import { Response } from './response.ts';
import { RuleId } from './rule-names.ts';
import { TemporalProfileRule } from './temporal-profile.ts';

/** A rule is data: the template's name and its parameters. A new template adds its schema here. */
export const Rule = z.discriminatedUnion('template', [Deadline, FourEyes, Precedence, Response, TemporalProfileRule]);
export type Rule = z.infer<typeof Rule>;

/** A rule file. */
export const RuleSet = z.strictObject({
  id: RuleId,
  version: z.int().min(1),
  /** The first day on which it is in force. */
  effectiveFrom: z.iso.date(),
  rules: z.array(Rule).min(1).max(1000).superRefine(refuseRepeatedIds),
});
export type RuleSet = z.infer<typeof RuleSet>;

/** One mistake in a rule file: where, as in `rules[2].zeta` (empty: the whole file), and why. */
export interface RuleSetIssue {
  readonly path: string;
  readonly reason: string;
}

export type RuleSetReading =
  | { readonly ok: true; readonly ruleSet: RuleSet }
  | { readonly ok: false; readonly issues: readonly RuleSetIssue[] };

/** Reads a rule file that has been parsed as JSON, and names every mistake in it. Never throws. */
export const readRuleSet = (value: unknown): RuleSetReading => {
  const reading = RuleSet.safeParse(value, { error: reasonOf });
  if (reading.success) return { ok: true, ruleSet: reading.data };
  return { ok: false, issues: reading.error.issues.flatMap(issuesOf) };
};

const TEMPLATES = Rule.options.map((option) => option.shape.template.value);

/** zod's own words serve but for these. */
const reasonOf = (issue: z.core.$ZodRawIssue): string | undefined => {
  if (issue.code === 'invalid_type' && issue.input === undefined) return `is missing: expected ${issue.expected}`;
  if (issue.code !== 'invalid_union' || issue.discriminator !== 'template') return undefined;
  return `${templateFault(issue.input)}; the templates are ${TEMPLATES.join(', ')}`;
};

const templateFault = (rule: unknown): string => {
  const template = typeof rule === 'object' && rule !== null && 'template' in rule ? rule.template : undefined;
  if (template === undefined) return 'is missing';
  return typeof template === 'string' ? `is ${JSON.stringify(template)}, which is no template` : 'is not a name';
};

const issuesOf = (issue: z.core.$ZodIssue): readonly RuleSetIssue[] => {
  if (issue.code !== 'unrecognized_keys') return [{ path: pathText(issue.path), reason: issue.message }];
  return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), reason: 'is unknown here' }));
};

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
    .join('');

function refuseRepeatedIds(rules: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of rules.entries()) {
    if (seen.has(id)) {
      context.addIssue({
        code: 'custom',
        path: [index, 'id'],
        message: `${JSON.stringify(id)} is used by another rule`,
      });
    }
    seen.add(id);
  }
}
