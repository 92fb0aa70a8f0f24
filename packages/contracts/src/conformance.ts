import { z } from 'zod';
import { queryType } from './command-type.ts';
import { LogName, Position } from './scalars.ts';

/** How much of a log an answer was made from. */
const measured = { log: LogName, cases: z.int(), events: z.int(), completeUpTo: Position };

export const FollowsEdge = z
  .strictObject({
    ...{ from: z.string(), to: z.string(), count: z.int() },
    ...{ leastMs: z.int(), meanMs: z.int(), mostMs: z.int() },
  })
  .meta({ id: 'FollowsEdge' });
export type FollowsEdge = z.infer<typeof FollowsEdge>;

/** `starts` and `ends`: cases that begin with it, and that end with it. */
export const ActivityCount = z
  .strictObject({ activity: z.string(), count: z.int(), starts: z.int(), ends: z.int() })
  .meta({ id: 'ActivityCount' });

/**
 * What follows what, how often, and after how long. A case's events are taken by (time, then place in the log). In a
 * log of dossiers an activity is a type of event, in an imported one what its record says.
 */
export const ShowDirectlyFollows = queryType(
  'ShowDirectlyFollows',
  'audit.queries.dfg',
  z.strictObject({ log: LogName }),
  z.strictObject({ ...measured, pairs: z.int(), activities: z.array(ActivityCount), edges: z.array(FollowsEdge) }),
);

/** `example`: the first case that took it. */
export const Variant = z
  .strictObject({ activities: z.array(z.string()), count: z.int(), example: z.string() })
  .meta({ id: 'Variant' });
export type Variant = z.infer<typeof Variant>;

/** The ways that cases took, the most frequent first. `single`: ways that one case alone took. */
export const ListVariants = queryType(
  'ListVariants',
  'audit.queries.variants',
  z.strictObject({ log: LogName, limit: z.coerce.number().int().min(1).max(5_000).default(1_000) }),
  z.strictObject({ ...measured, distinct: z.int(), single: z.int(), variants: z.array(Variant) }),
);

/** From one event to any later one of its case. `sum` and `sumOfSquares` are exact, in milliseconds. */
export const ProfilePair = z
  .strictObject({
    ...{ from: z.string(), to: z.string(), count: z.int(), meanMs: z.number(), standardDeviationMs: z.number() },
    ...{ sum: z.string(), sumOfSquares: z.string(), leastMs: z.int().optional(), mostMs: z.int().optional() },
  })
  .meta({ id: 'ProfilePair' });
export type ProfilePair = z.infer<typeof ProfilePair>;

/**
 * How long activities usually come after each other. With `zeta` also what lies within mean ± ζ standard deviations,
 * and how many cases, and pairs of events, do not. `learnedFrom`: the log that tells what is usual; by default itself.
 */
export const ShowProfile = queryType(
  'ShowProfile',
  'audit.queries.profile',
  z.strictObject({
    log: LogName,
    learnedFrom: LogName.optional(),
    zeta: z.coerce.number().min(0).max(1e6).optional(),
  }),
  z.strictObject({
    ...measured,
    learnedFrom: LogName,
    zeta: z.number().optional(),
    outcome: z.strictObject({ applies: z.int(), kept: z.int(), broken: z.int(), findings: z.int() }).optional(),
    pairs: z.array(ProfilePair),
  }),
);
