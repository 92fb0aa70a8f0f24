import { z } from 'zod';
import { Deadline } from './deadline.ts';
import { FourEyes } from './four-eyes.ts';
import { Precedence } from './precedence.ts';
import { Response } from './response.ts';
import { type RuleFileReading, readRuleFile, refuseRepeatedIds } from './rule-file.ts';
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

export type RuleSetReading = RuleFileReading<RuleSet>;

/** Reads a rule file that has been parsed as JSON, and names every mistake in it. Never throws. */
export const readRuleSet = (value: unknown): RuleSetReading => readRuleFile(RuleSet, templates, value);

const templates = Rule.options.map((option) => option.shape.template.value);
