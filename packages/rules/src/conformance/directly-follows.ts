import { inCaseOrder, type LogSurvey, type Pass } from '../case-order.ts';
import { byCountThenName } from './by-count.ts';

/** What follows what in a log, how often and after how long. */
export interface DirectlyFollows {
  readonly cases: number;
  readonly events: number;
  /** Neighbours in all cases together: the sum of the edges' counts. */
  readonly pairs: number;
  /** The most frequent first. */
  readonly activities: readonly ActivityCount[];
  /** The most frequent first. */
  readonly edges: readonly FollowsEdge[];
}

export interface ActivityCount {
  readonly activity: string;
  readonly count: number;
  /** Cases that begin with it, and that end with it. */
  readonly starts: number;
  readonly ends: number;
}

/** Times in whole milliseconds; the mean is rounded. */
export interface FollowsEdge {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly leastMs: number;
  readonly meanMs: number;
  readonly mostMs: number;
}

/**
 * The directly-follows graph: adjacent events of each case in the order (time, then position in the log). In memory are
 * the graph, and of each open case its last event.
 */
export const directlyFollows = (survey: LogSurvey): Pass<DirectlyFollows> => {
  const activities = new Map<string, Tally>();
  const tallyOf = (activity: string): Tally => {
    const known = activities.get(activity);
    if (known !== undefined) return known;
    const tally: Tally = { count: 0, starts: 0, ends: 0, followers: new Map() };
    activities.set(activity, tally);
    return tally;
  };
  const ordered = inCaseOrder(survey, () => {
    let last: { readonly tally: Tally; readonly at: number } | undefined;
    return {
      eat: ({ activity, at }) => {
        const tally = tallyOf(activity);
        tally.count += 1;
        if (last === undefined) tally.starts += 1;
        else follow(last.tally.followers, activity, at - last.at);
        last = { tally, at };
      },
      end: () => {
        if (last !== undefined) last.tally.ends += 1;
      },
    };
  });
  return {
    eat: ordered.eat,
    finish: () => {
      ordered.finish();
      const edges = [...activities].flatMap(([from, { followers }]) =>
        [...followers].map(([to, times]) => edgeOf(from, to, times)),
      );
      return {
        cases: survey.cases.size,
        events: survey.events,
        pairs: edges.reduce((sum, { count }) => sum + count, 0),
        activities: [...activities]
          .map(([activity, { count, starts, ends }]) => ({ activity, count, starts, ends }))
          .sort(byCountThenName(({ activity }) => [activity])),
        edges: edges.sort(byCountThenName(({ from, to }) => [from, to])),
      };
    },
  };
};

/** An activity's counts in the making, with what came right after it. */
interface Tally {
  count: number;
  starts: number;
  ends: number;
  readonly followers: Map<string, Times>;
}

interface Times {
  count: number;
  leastMs: number;
  mostMs: number;
  /** Long logs leave the numbers that are exact. */
  sumMs: bigint;
}

const follow = (followers: Map<string, Times>, activity: string, tookMs: number): void => {
  const times = followers.get(activity);
  if (times === undefined) {
    followers.set(activity, { count: 1, leastMs: tookMs, mostMs: tookMs, sumMs: BigInt(tookMs) });
    return;
  }
  times.count += 1;
  times.leastMs = Math.min(times.leastMs, tookMs);
  times.mostMs = Math.max(times.mostMs, tookMs);
  times.sumMs += BigInt(tookMs);
};

const edgeOf = (from: string, to: string, { count, leastMs, mostMs, sumMs }: Times): FollowsEdge => {
  const n = BigInt(count);
  return { from, to, count, leastMs, meanMs: Number((2n * sumMs + n) / (2n * n)), mostMs };
};
