import { z } from 'zod';
import { Deadline } from './deadline.ts';
import { FourEyes } from './four-eyes.ts';
import { Coexistence, RespondedExistence } from './declare/coexistence.ts';
import { Absence, ExactlyOne, Existence, Init } from './declare/occurrence.ts';
import { AlternatePrecedence, ChainPrecedence, Precedence } from './declare/precedence.ts';
import { AlternateResponse, ChainResponse, Response } from './declare/response.ts';
import { ResourceRule, RoleRule } from './performers.ts';
import { RuleId } from './rule-names.ts';
import { TemporalProfileRule } from './temporal-profile.ts';

/** A rule is data: the template's name and its parameters. A new template adds its schema here. */
export const Rule = z.discriminatedUnion('template', [
  Deadline,
  FourEyes,
  ResourceRule,
  RoleRule,
  TemporalProfileRule,
  Existence,
  Absence,
  ExactlyOne,
  Init,
  RespondedExistence,
  Coexistence,
  Response,
  AlternateResponse,
  ChainResponse,
  Precedence,
  AlternatePrecedence,
  ChainPrecedence,
]);
export type Rule = z.infer<typeof Rule>;

/** A rule file. */
export const RuleSet = z.strictObject({
  id: RuleId,
  version: z.int().min(1),
  /** The first day on which it is in force. */
  effectiveFrom: z.iso.date(),
  rules: z.array(Rule).min(1).max(1000).superRefine(refuseRepeatedIds).superRefine(refuseTwoProfiles),
});
export type RuleSet = z.infer<typeof RuleSet>;

export type RuleSetReading =
  | { readonly ok: true; readonly ruleSet: RuleSet }
  | { readonly ok: false; readonly error: z.core.$ZodError };

/**
 * Reads a rule file that has been parsed as JSON, and names every mistake in it, as zod does: the words for them are
 * made at the rim. Never throws.
 */
export const readRuleSet = (value: unknown): RuleSetReading => {
  const { success, data, error } = RuleSet.safeParse(value);
  return success ? { ok: true, ruleSet: data } : { ok: false, error };
};

/** For the rules of a file; the fault is a code, as all faults of our own. */
export function refuseRepeatedIds(rules: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of rules.entries()) {
    if (seen.has(id)) {
      context.addIssue({ code: 'custom', path: [index, 'id'], message: 'RuleIdRepeated' });
    }
    seen.add(id);
  }
}

/** A profile is given or learned, never both. */
function refuseTwoProfiles(rules: readonly Rule[], context: z.RefinementCtx): void {
  for (const [index, rule] of rules.entries()) {
    if (rule.template !== 'temporal-profile' || rule.learnedFrom === undefined || rule.profile === undefined) continue;
    context.addIssue({ code: 'custom', path: [index, 'profile'], message: 'ProfileTwice' });
  }
}
