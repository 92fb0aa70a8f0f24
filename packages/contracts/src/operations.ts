import { z } from 'zod';
import { queryType } from './command-type.ts';
import { Instant, Position, Words } from './scalars.ts';

/** A view, a policy or the rules at work. */
export const FollowerStatus = z
  .strictObject({
    service: z.string(),
    follower: z.string(),
    kind: z.enum(['view', 'policy', 'rules']),
    completeUpTo: Position,
    lagMs: z.int(),
    held: z.array(z.strictObject({ subject: z.string(), position: Position, reason: z.string() })),
    stalledBecause: z.string().optional(),
  })
  .meta({ id: 'FollowerStatus' });
export type FollowerStatus = z.infer<typeof FollowerStatus>;

/** A generation of a view being built beside the live one. */
export const RebuildStatus = z
  .strictObject({
    view: z.string(),
    generation: z.int(),
    position: Position,
    /** The log's head. */
    to: Position,
    eventsPerSecond: z.int(),
    etaMs: z.int(),
  })
  .meta({ id: 'RebuildStatus' });
export type RebuildStatus = z.infer<typeof RebuildStatus>;

export const OperationsStatus = queryType(
  'OperationsStatus',
  'platform.queries.operations',
  z.strictObject({}),
  z.strictObject({
    log: z.strictObject({ name: z.string(), id: z.string(), kind: z.string(), head: Position }),
    followers: z.array(FollowerStatus),
    /** Audit's own log, and who follows it: positions are of that log. */
    audit: z
      .strictObject({
        head: Position,
        followers: z.array(FollowerStatus),
        /** Why the ledger seals nothing at the moment. */
        ledgerTrouble: Words.optional(),
      })
      .optional(),
    rebuilds: z.array(RebuildStatus),
    /** Services that did not answer: of their followers nothing is known. */
    away: z.array(z.string()).optional(),
  }),
);

/** Tries held dossiers again: of one follower, or of all. */
export const RetryHeld = queryType(
  'RetryHeld',
  'platform.commands.retry',
  z.strictObject({ follower: z.string().max(80).optional(), subject: z.string().max(300).optional() }),
  z.strictObject({ retried: z.int(), stillHeld: z.int() }),
);

export const ViewGenerationInfo = z
  .strictObject({ view: z.string(), generation: z.int(), revision: z.int(), live: z.boolean() })
  .meta({ id: 'ViewGenerationInfo' });

export const ListViews = queryType(
  'ListViews',
  'platform.queries.views',
  z.strictObject({}),
  z.strictObject({ items: z.array(ViewGenerationInfo), completeUpTo: Position, lagMs: z.int() }),
);

/** Builds a new generation beside the live one and makes it live. */
export const RebuildView = queryType(
  'RebuildView',
  'platform.commands.rebuild',
  z.strictObject({ view: z.string().max(80) }),
  z.strictObject({ view: z.string(), generation: z.int(), events: z.int(), ms: z.int() }),
);

/** The log's clock; on a simulated log, moved on to `to` (ARCHITECTURE decision 14). It never goes back. */
export const MoveClock = queryType(
  'MoveClock',
  'platform.commands.clock',
  z.strictObject({ to: Instant.optional() }),
  z.strictObject({ log: z.string(), kind: z.string(), now: Instant }),
);
