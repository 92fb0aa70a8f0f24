import { z } from 'zod';
import { queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import { LogName, Position, ProcedureCode } from './scalars.ts';

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

/**
 * The ways that cases took, the most frequent first. `single`: ways that one case alone took. `variants` may be fewer
 * than asked for where they are long: `distinct` says how many there are.
 */
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

const tokens = { missing: z.int(), consumed: z.int(), produced: z.int(), remaining: z.int() };

/**
 * Where a case left the net. `unknown`: the net has no such activity. `skipped`: none of `steps`, which had to come
 * before it, was ever done. `reordered`: they were done later. `repeated`: what came before it was used up already.
 * `unfinished`: the case ended, and `steps` were still to be done.
 */
export const Misfit = z
  .strictObject({
    kind: z.enum(['unknown', 'skipped', 'reordered', 'repeated', 'unfinished']),
    ...{ activity: z.string(), position: Position, steps: z.array(z.string()) },
  })
  .meta({ id: 'Misfit' });
export type Misfit = z.infer<typeof Misfit>;

/** How many misfits of one case an answer tells. */
export const misfitsMax = 50;

export const TraceReplay = z
  .strictObject({
    ...{ case: z.string(), events: z.int(), ...tokens, fitness: z.number(), misfits: z.array(Misfit) },
    /** Misfits that are not told: one case tells `misfitsMax`. */
    moreMisfits: z.int().optional(),
  })
  .meta({ id: 'TraceReplay' });
export type TraceReplay = z.infer<typeof TraceReplay>;

/**
 * Token replay: how well a log fits a net. With `net`, the text of a PNML file, any log by its activities; without, a
 * log of dossiers by the steps that each agency's case completed, each case on the process that it is bound to, once
 * its result is issued. Fitness is ½(1 − missing/consumed) + ½(1 − remaining/produced), of each case and over the sums;
 * the first and the last tokens count, and an activity that the net does not know adds one to each of the four.
 */
export const ReplayFitness = queryType(
  'ReplayFitness',
  'audit.queries.fitness',
  z.strictObject({
    log: LogName,
    net: z.string().min(1).max(200_000).optional(),
    /** Of one procedure's cases; not with `net`. */
    procedure: ProcedureCode.optional(),
    /** Also the cases that fit. */
    all: z.boolean().default(false),
    limit: z.int().min(1).max(1_000).default(500),
    /** The `next` of the page before. */
    after: z
      .string()
      .regex(/^\d{1,9}$/, form('CursorForm'))
      .optional(),
  }),
  z.strictObject({
    ...measured,
    /** Cases that are not judged yet, since their result is not issued. */
    open: z.int().optional(),
    ...{ fitting: z.int(), fitness: z.number(), meanFitness: z.number(), ...tokens },
    traces: z.array(TraceReplay),
    next: z.string().optional(),
  }),
);
