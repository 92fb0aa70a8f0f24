import { z } from 'zod';
import type { Breach, Machine } from './machine.ts';
import type { RuleEvent } from './rule-event.ts';
import { ActivityName, RuleId } from './rule-names.ts';
import { type Bounds, boundsOf, type Durations } from './temporal-bounds.ts';

/** A whole number that may be longer than JSON's, in milliseconds or their squares. */
const Digits = z
  .string()
  .regex(/^\d{1,40}$/, 'DigitsForm')
  .transform(BigInt);

const GivenDurations = z
  .object({ from: ActivityName, to: ActivityName, count: z.int().min(1), sum: Digits, sumOfSquares: Digits })
  .refine(({ count, sum, sumOfSquares }) => BigInt(count) * sumOfSquares >= sum * sum, { error: 'ProfileImpossible' });

/** What `profilePairs` tells; of each pair no more than its exact members is looked at. */
export const GivenProfile = z.array(GivenDurations).max(100_000);

/**
 * Between any two events of a case, neighbours or not, no less and no more time than usual between their activities:
 * the profile's mean ± ζ sample standard deviations. Applies to cases of two events or more; one finding for each
 * pair.
 */
export const TemporalProfileRule = z.strictObject({
  id: RuleId,
  template: z.literal('temporal-profile'),
  zeta: z.number().min(0),
  /** The log that tells what is usual; by default the one that is judged. */
  learnedFrom: RuleId.optional(),
  /** What is usual, as it was learned before; instead of `learnedFrom`. */
  profile: GivenProfile.optional(),
});
export type TemporalProfileRule = z.infer<typeof TemporalProfileRule>;

/** How long each activity comes after each other one; a pair that was never seen is not there. */
export type TemporalProfile = readonly Durations[];

export interface TemporalProfileState {
  /** All events of the case so far: each of them is a pair with each later one. */
  readonly earlier: readonly Pick<RuleEvent, 'activity' | 'at' | 'position'>[];
}

export const temporalProfile = (
  { zeta }: TemporalProfileRule,
  profile: TemporalProfile,
): Machine<TemporalProfileState> => {
  const find = boundsIn(profile, zeta);
  return {
    initial: { earlier: [] },
    eat: ({ earlier }, { activity, at, position }) => {
      const later = { activity, at, position };
      const boundsAfter = find(activity);
      const breaches: Breach[] = [];
      for (const event of earlier) {
        const bounds = boundsAfter(event.activity);
        const tookMs = at - event.at;
        if (bounds === undefined || (tookMs >= bounds.leastMs && tookMs <= bounds.mostMs)) continue;
        breaches.push(deviation(event, later, bounds));
      }
      return { state: { earlier: [...earlier, later] }, breaches };
    },
    end: ({ earlier }) => ({ applies: earlier.length > 1, breaches: [], doubts: [] }),
  };
};

type Moment = TemporalProfileState['earlier'][number];

const deviation = (from: Moment, to: Moment, { leastMs, mostMs }: Bounds): Breach => ({
  positions: [from.position, to.position].sort((one, other) => one - other),
  certainAt: to.at,
  expected: `${to.activity} at least ${leastMs} ms and at most ${mostMs} ms after ${from.activity}`,
  facts: { from: from.activity, to: to.activity, tookMs: to.at - from.at, leastMs, mostMs },
});

/** The bounds by later, then by earlier activity; each is worked out when it is first asked for. */
const boundsIn = (profile: TemporalProfile, zeta: number) => {
  const byLater = Map.groupBy(profile, ({ to }) => to);
  const known = new Map<string, (from: string) => Bounds | undefined>();
  return (to: string) => getOrInsert(known, to, () => boundsFrom(byLater.get(to) ?? [], zeta));
};

const boundsFrom = (durations: TemporalProfile, zeta: number) => {
  const byEarlier = new Map(durations.map((learned) => [learned.from, learned]));
  const known = new Map<string, Bounds>();
  return (from: string): Bounds | undefined => {
    const learned = byEarlier.get(from);
    return learned && getOrInsert(known, from, () => boundsOf(learned, zeta));
  };
};

/** Gathers a profile over many cases. */
export interface ProfileLearner {
  /** Begins a case, and answers what eats its events in the order (time, then position in the log). */
  readonly learnCase: () => (event: RuleEvent) => void;
  readonly profile: () => TemporalProfile;
}

export const profileLearner = (): ProfileLearner => {
  const byLater = new Map<string, Map<string, Sums>>();
  const learnCase = () => {
    const earlier: Pick<RuleEvent, 'activity' | 'at'>[] = [];
    return ({ activity, at }: RuleEvent): void => {
      const sums = getOrInsert(byLater, activity, () => new Map<string, Sums>());
      for (const event of earlier) {
        const seen = getOrInsert(sums, event.activity, () => ({ count: 0, sum: 0n, sumOfSquares: 0n }));
        const tookMs = BigInt(at - event.at);
        seen.count += 1;
        seen.sum += tookMs;
        seen.sumOfSquares += tookMs * tookMs;
      }
      earlier.push({ activity, at });
    };
  };
  const profile = (): TemporalProfile =>
    [...byLater].flatMap(([to, sums]) => [...sums].map(([from, seen]) => ({ from, to, ...seen })));
  return { learnCase, profile };
};

/** A tally in the making. */
interface Sums {
  count: number;
  sum: bigint;
  sumOfSquares: bigint;
}

const getOrInsert = <Value>(map: Map<string, Value>, key: string, make: () => Value): Value => {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
};
