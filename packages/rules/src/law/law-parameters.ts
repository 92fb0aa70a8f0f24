import { z } from 'zod';
import type { LawRuleSetIssue } from './law-file.ts';

/** The registry's rule sets, as far as rules read them: what a version of one says by name. */
const RuleSets = z.array(
  z.looseObject({ id: z.string(), parameters: z.record(z.string(), z.looseObject({ value: z.unknown() })) }),
);

/** How a rule file writes what a rule set says: `{ "of": "nd61-2018", "parameter": "apologyAheadDays" }`. */
const Reference = z.strictObject({ of: z.string(), parameter: z.string() });

/** What every version of a rule set says alike, by set and name; several values where versions differ. */
export type LawParameters = ReadonlyMap<string, readonly unknown[]>;

/** Reads rule sets that have been parsed as JSON, as the registry publishes them. Throws `ZodError`. */
export function lawParametersIn(ruleSets: unknown): LawParameters {
  const found = new Map<string, unknown[]>();
  for (const { id, parameters } of RuleSets.parse(ruleSets)) {
    for (const [name, { value }] of Object.entries(parameters)) {
      const values = found.get(`${id} ${name}`) ?? [];
      if (!values.includes(value)) values.push(value);
      found.set(`${id} ${name}`, values);
    }
  }
  return found;
}

/** No rule is so deep; a file that is was made to break its reader. */
const depthMax = 30;

/** A rule file with the law's own values in the place of references, and what no reference leads to. */
export function withParameters(
  value: unknown,
  parameters: LawParameters,
): { readonly value: unknown; readonly issues: readonly LawRuleSetIssue[] } {
  const issues: LawRuleSetIssue[] = [];
  const filled = (part: unknown, path: string, depth: number): unknown => {
    if (depth > depthMax) {
      issues.push({ path, reason: 'is nested too deeply', reasonVi: 'lồng nhau quá sâu' });
      return undefined;
    }
    if (Array.isArray(part)) return part.map((item, index) => filled(item, `${path}[${index}]`, depth + 1));
    if (typeof part !== 'object' || part === null) return part;
    const reference = Reference.safeParse(part);
    if (!reference.success) {
      const members = Object.entries(part);
      return Object.fromEntries(
        members.map(([name, inner]) => [name, filled(inner, path === '' ? name : `${path}.${name}`, depth + 1)]),
      );
    }
    const { of, parameter } = reference.data;
    const values = parameters.get(`${of} ${parameter}`) ?? [];
    // A version that says something else needs a rule file of its own date.
    if (values.length !== 1) issues.push({ path, ...notAsOne(of, parameter, values.length) });
    return values[0];
  };
  return { value: filled(value, '', 0), issues };
}

function notAsOne(of: string, parameter: string, values: number): Omit<LawRuleSetIssue, 'path'> {
  if (values === 0) {
    return { reason: `${parameter} is nothing that ${of} says`, reasonVi: `${of} không quy định ${parameter}` };
  }
  return {
    reason: `the versions of ${of} say different things of ${parameter}`,
    reasonVi: `các phiên bản của ${of} quy định ${parameter} khác nhau`,
  };
}
