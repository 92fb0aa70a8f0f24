import { boundsOf, type Durations } from '../temporal-bounds.ts';
import type { TemporalProfile } from '../temporal-profile.ts';
import { byCountThenName } from './by-count.ts';

/** One pair of a temporal profile, to be read, and exact enough to be judged by again. */
export interface ProfilePair {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly meanMs: number;
  /** Of a sample; one observation has none: 0. */
  readonly standardDeviationMs: number;
  /** In milliseconds, whole, as decimal digits: with `count` all that a profile is. */
  readonly sum: string;
  readonly sumOfSquares: string;
  /** What lies within mean ± ζ standard deviations, where ζ was told. */
  readonly leastMs?: number;
  readonly mostMs?: number;
}

/** The most frequent first. */
export const profilePairs = (profile: TemporalProfile, zeta?: number): readonly ProfilePair[] =>
  profile
    .map((durations) => ({ ...figuresOf(durations), ...(zeta === undefined ? {} : boundsOf(durations, zeta)) }))
    .sort(byCountThenName(({ from, to }) => [from, to]));

const figuresOf = ({ from, to, count, sum, sumOfSquares }: Durations): ProfilePair => {
  const n = BigInt(count);
  const variance = count === 1 ? 0 : Number(n * sumOfSquares - sum * sum) / (count * (count - 1));
  const exact = { sum: String(sum), sumOfSquares: String(sumOfSquares) };
  return { from, to, count, meanMs: Number(sum) / count, standardDeviationMs: Math.sqrt(variance), ...exact };
};
