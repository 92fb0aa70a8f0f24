import { z } from 'zod';

/** One mistake in a rule file: where, as in `rules[2].zeta` (empty: the whole file), and why. */
export interface RuleSetIssue {
  readonly path: string;
  readonly reason: string;
}

export type RuleFileReading<RuleSet> =
  | { readonly ok: true; readonly ruleSet: RuleSet }
  | { readonly ok: false; readonly issues: readonly RuleSetIssue[] };

/** Reads a rule file of this schema, whose rules have one of these templates, and names every mistake. Never throws. */
export function readRuleFile<Schema extends z.ZodType>(
  schema: Schema,
  templates: readonly string[],
  value: unknown,
): RuleFileReading<z.output<Schema>> {
  const reading = schema.safeParse(value, { error: (issue) => reasonOf(issue, templates) });
  if (reading.success) return { ok: true, ruleSet: reading.data };
  return { ok: false, issues: reading.error.issues.flatMap(issuesOf) };
}

export function refuseRepeatedIds(rules: readonly { readonly id: string }[], context: z.RefinementCtx): void {
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

/** zod's own words serve but for these. */
function reasonOf(issue: z.core.$ZodRawIssue, templates: readonly string[]): string | undefined {
  if (issue.code === 'invalid_type' && issue.input === undefined) return `is missing: expected ${issue.expected}`;
  if (issue.code !== 'invalid_union' || issue.discriminator !== 'template') return undefined;
  return `${templateFault(issue.input)}; the templates are ${templates.join(', ')}`;
}

function templateFault(rule: unknown): string {
  const template = typeof rule === 'object' && rule !== null && 'template' in rule ? rule.template : undefined;
  if (template === undefined) return 'is missing';
  return typeof template === 'string' ? `is ${JSON.stringify(template)}, which is no template` : 'is not a name';
}

function issuesOf(issue: z.core.$ZodIssue): readonly RuleSetIssue[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: pathText(issue.path), reason: issue.message }];
  return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), reason: 'is unknown here' }));
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
    .join('');
}
