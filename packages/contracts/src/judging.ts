import { z } from 'zod';
import { Actor } from './actor.ts';
import { ReadPurpose } from './audit-events.ts';
import { queryType } from './command-type.ts';
import { RuleId, Severity } from './findings.ts';
import { DossierId, Instant, LocalDate, LogName, PageLimit, Position, Slug, Words } from './scalars.ts';

/** One rule of a rule set in force. */
export const LawRuleInfo = z
  .strictObject({
    rule: RuleId,
    /** What it looks at: each dossier by itself, or several together. One rule may do both, under two names. */
    scope: z.enum(['dossier', 'across-dossiers']),
    ruleSet: z.strictObject({ id: Slug, version: z.int().min(1), effectiveFrom: LocalDate }),
    name: Words,
    article: z.string(),
    severity: Severity,
  })
  .meta({ id: 'LawRuleInfo' });
export type LawRuleInfo = z.infer<typeof LawRuleInfo>;

/** A violation of the catalogue that no event decides, and why. */
export const UndecidedRule = z
  .strictObject({ rule: RuleId, name: Words, article: z.string(), reason: Words })
  .meta({ id: 'UndecidedRule' });

/** The rules by which dossiers are judged, every version, newest last. They are data of this release, not of a log. */
export const ListRules = queryType(
  'ListRules',
  'audit.queries.rules',
  z.strictObject({}),
  z.strictObject({
    items: z.array(LawRuleInfo),
    /** By the newest set. */
    undecided: z.array(UndecidedRule),
    completeUpTo: Position,
    lagMs: z.int(),
  }),
);

/** The rule files in force, whole: what goes into a pack of evidence. Not a route of its own. */
export const ReadRuleSets = queryType(
  'ReadRuleSets',
  'audit.queries.rule-sets',
  z.strictObject({}),
  z.strictObject({ ruleSets: z.array(z.looseObject({ id: Slug, version: z.int() })) }),
);

/** Who opened whose personal data, when, and why. */
export const AccessEntry = z
  .strictObject({
    /** In audit's own log. */
    position: Position,
    at: Instant,
    actor: Actor,
    dossiers: z.array(DossierId),
    fields: z.array(z.string()),
    purpose: ReadPurpose,
    query: z.string(),
  })
  .meta({ id: 'AccessEntry' });
export type AccessEntry = z.infer<typeof AccessEntry>;

/** Recorded reads of personal data, newest first. A page may be short while more follow. */
export const ListReads = queryType(
  'ListReads',
  'audit.queries.reads',
  z.strictObject({
    dossier: DossierId.optional(),
    actor: Slug.optional(),
    limit: PageLimit.default(50),
    after: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
  }),
  z.strictObject({
    items: z.array(AccessEntry),
    completeUpTo: Position,
    lagMs: z.int(),
    next: z.string().optional(),
  }),
);

/**
 * Dossiers that the rules could not take from some event on: what was found in them before it stands, and nothing after
 * it is judged.
 */
export const LeftOut = z
  .strictObject({
    count: z.int(),
    /** Those that stand first in the log. */
    first: z.array(z.strictObject({ dossier: DossierId, position: Position, reason: z.string() })),
  })
  .meta({ id: 'LeftOut' });
export type LeftOut = z.infer<typeof LeftOut>;

/** What judging a log again came to. `recorded`: whether audit's own log was brought to it. */
export const RejudgeReport = z
  .strictObject({
    log: LogName,
    /** Events recorded later than this, and limits that lie later, were left out. */
    until: Instant,
    events: z.int(),
    dossiers: z.int(),
    /** Found now, and not open before. */
    raised: z.int(),
    /** Open before, and found no longer. */
    withdrawn: z.int(),
    same: z.int(),
    leftOut: LeftOut,
    recorded: z.boolean(),
    judgedUpTo: Position,
    ms: z.int(),
  })
  .meta({ id: 'RejudgeReport' });
export type RejudgeReport = z.infer<typeof RejudgeReport>;

/**
 * Judges every dossier of a log by all rules and compares with what is recorded. What differs is recorded; with
 * `until`, which asks what would have been found at an earlier moment, nothing is.
 */
export const RejudgeLog = queryType(
  'RejudgeLog',
  'audit.commands.rejudge',
  z.strictObject({ log: LogName.optional(), until: Instant.optional() }),
  RejudgeReport,
);
