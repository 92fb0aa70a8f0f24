import { z } from 'zod';
import { Actor } from './actor.ts';
import { AtLeast, commandType, Freshness, queryType } from './command-type.ts';
import { DismissalGround, Finding, FindingId } from './findings.ts';
import { Instant, LogName, Paragraph, Position, Words } from './scalars.ts';

/** Where commands about findings are sent. */
export const findingSubject = 'audit.commands.finding';

/** Whose finding it is: the log that the platform works on, unless it is named. */
const log = LogName.optional();

/** An inspector has looked at the evidence, and the finding stands. */
export const ConfirmFinding = commandType(
  'ConfirmFinding',
  findingSubject,
  z.strictObject({ log, note: Paragraph.optional() }),
);
/**
 * It is no breach after all, and why. It stays on record with the reason. Of a dossier that was erased no words can be
 * kept: there, and only there, a ground is enough.
 */
export const DismissFinding = commandType(
  'DismissFinding',
  findingSubject,
  z.strictObject({ log, reason: Paragraph.optional(), ground: DismissalGround.optional() }),
);

export const findingCommands = [ConfirmFinding, DismissFinding] as const;

/** What was recorded of a finding in audit's own log. */
export const FindingEntry = z
  .strictObject({
    /** In audit's own log. */
    position: Position,
    type: z.string(),
    name: Words,
    words: Words,
    recordedAt: Instant,
    actor: Actor,
  })
  .meta({ id: 'FindingEntry' });
export type FindingEntry = z.infer<typeof FindingEntry>;

/** An event that proves a finding, and where it is proven that it stands in the log as it was recorded. */
export const FindingEvidence = z
  .strictObject({
    position: Position,
    stream: z.string(),
    version: z.int(),
    type: z.string(),
    name: Words,
    words: Words,
    occurredAt: Instant,
    recordedAt: Instant,
    actor: Actor,
    /** Its place in the ledger: a path of this interface, open to everybody. */
    inclusion: z.string(),
    /** The event with its proof, for `hoso verify`: a path of this interface, for inspectors. */
    evidence: z.string(),
  })
  .meta({ id: 'FindingEvidence' });
export type FindingEvidence = z.infer<typeof FindingEvidence>;

/**
 * One finding with the events that prove it. `reason` and `note` are what its reviewer wrote, for those who read
 * personal data: such a read is recorded. A finding that somebody may not see is none to him.
 */
export const FindFinding = queryType(
  'FindFinding',
  'audit.queries.finding',
  z.strictObject({ id: FindingId, log, ...AtLeast }),
  z.strictObject({
    finding: Finding,
    reason: z.string().optional(),
    note: z.string().optional(),
    entries: z.array(FindingEntry),
    evidence: z.array(FindingEvidence),
    /** What `If-Match` of a review is compared with. */
    version: z.int(),
    judgedUpTo: Position,
    ...Freshness,
  }),
);
