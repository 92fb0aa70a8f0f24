import type { z } from 'zod';

/** One mistake in a rule file: where, as in `rules[2].lawful.vi` (empty: the whole file), and why, in English. */
export interface LawRuleSetIssue {
  readonly path: string;
  readonly reason: string;
}

/** The templates that a rule may have, by the list of the file that it stands in. */
export interface LawTemplates {
  readonly rules: readonly string[];
  readonly acrossDossiers: readonly string[];
}

/**
 * Names every mistake that a schema found in a rule file whose rules have one of these templates.
 *
 * Decision: in words of its own. / Because the law is the release's own data, whose mistakes are met by whoever edits
 * it, in a test. / Instead of the words that a rim has for what users send.
 */
export function issuesIn(error: z.core.$ZodError, templates: LawTemplates): readonly LawRuleSetIssue[] {
  return error.issues.flatMap((issue) => issuesOf(issue, templates));
}

function issuesOf(issue: z.core.$ZodIssue, templates: LawTemplates): readonly LawRuleSetIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), reason: 'is unknown here' }));
  }
  return [{ path: pathText(issue.path), reason: reasonOf(issue, templates) }];
}

/** zod's own words serve but for these. */
function reasonOf(issue: z.core.$ZodIssue, templates: LawTemplates): string {
  if (issue.code === 'invalid_union' && issue.path.at(-1) === 'template') {
    const known = issue.path[0] === 'acrossDossiers' ? templates.acrossDossiers : templates.rules;
    return `is no template; the templates are ${known.join(', ')}`;
  }
  return issue.message === 'RuleIdRepeated' ? 'is used by another rule' : issue.message;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
    .join('');
}
