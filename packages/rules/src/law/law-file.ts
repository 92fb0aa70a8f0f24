import type { z } from 'zod';
import { wordsOf } from './law-mistakes.ts';

/** One mistake in a rule file: where, as in `rules[2].lawful.vi` (empty: the whole file), and why, in English. */
export interface LawRuleSetIssue {
  readonly path: string;
  readonly reason: string;
  /** The same in Vietnamese, where it is in words of our own. */
  readonly reasonVi?: string;
  /** What the schema's library found, where it is not. */
  readonly issue?: z.core.$ZodIssue;
}

/** The templates that a rule may have, by the list of the file that it stands in. */
export interface LawTemplates {
  readonly rules: readonly string[];
  readonly acrossDossiers: readonly string[];
}

/**
 * Names every mistake that a schema found in a rule file whose rules have one of these templates.
 *
 * Decision: where the schema's library found it, its issue comes along. / Because whoever shows it has words of his own
 * for each kind of issue, in either language, and need not read English. / Instead of words for all of them here.
 */
export function issuesIn(error: z.core.$ZodError, templates: LawTemplates): readonly LawRuleSetIssue[] {
  return error.issues.flatMap((issue) => issuesOf(issue, templates));
}

function issuesOf(issue: z.core.$ZodIssue, templates: LawTemplates): readonly LawRuleSetIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathText([...issue.path, key]),
      ...{ reason: 'is unknown here', reasonVi: 'không có trường này' },
    }));
  }
  const path = pathText(issue.path);
  if (issue.code === 'invalid_union' && issue.path.at(-1) === 'template') {
    const known = (issue.path[0] === 'acrossDossiers' ? templates.acrossDossiers : templates.rules).join(', ');
    const reason = `is no template; the templates are ${known}`;
    return [{ path, reason, reasonVi: `không phải mẫu quy tắc; các mẫu là ${known}` }];
  }
  const words = wordsOf(issue);
  return [words ? { path, reason: words.en, reasonVi: words.vi } : { path, reason: issue.message, issue }];
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
    .join('');
}
