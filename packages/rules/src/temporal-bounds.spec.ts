import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boundsOf, type Durations } from './temporal-bounds.ts';

const durationsOf = (all: readonly number[]): Durations => ({
  from: 'A',
  to: 'B',
  count: all.length,
  sum: all.reduce((sum, one) => sum + BigInt(one), 0n),
  sumOfSquares: all.reduce((sum, one) => sum + BigInt(one) ** 2n, 0n),
});

describe('The bounds of a duration', () => {
  it.each([
    ['one observation, whatever ζ', [7], 100, { leastMs: 7, mostMs: 7 }],
    ['equal observations', [5, 5, 5], 2, { leastMs: 5, mostMs: 5 }],
    ['the sample deviation √2 · 2 around 10', [8, 12], 2, { leastMs: 5, mostMs: 15 }],
    ['bounds that are met exactly: 0 and 20 around 10', [0, 10, 20], 1, { leastMs: 0, mostMs: 20 }],
    ['a third less than that', [0, 10, 20], 0.9, { leastMs: 1, mostMs: 19 }],
    ['no bounds at all where the mean is no whole number and ζ is 0', [1, 2], 0, { leastMs: 2, mostMs: 1 }],
    ['a ζ that reaches below zero', [0, 10, 20], 3, { leastMs: -20, mostMs: 40 }],
    [
      'a ζ beyond all numbers',
      [0, 10, 20],
      1e308,
      { leastMs: Number.NEGATIVE_INFINITY, mostMs: Number.POSITIVE_INFINITY },
    ],
    ['a tiny ζ', [0, 10, 20], 5e-324, { leastMs: 10, mostMs: 10 }],
  ])('hold %s', (_, all, zeta, bounds) => {
    expect(boundsOf(durationsOf(all), zeta)).toEqual(bounds);
  });

  it('are those of the definition, exactly', () => {
    const zetas = fc.constantFrom([0, 1], [1, 2], [2, 1], [1, 1_000_000_000], [7, 10], [31, 10]);
    const duration = fc.oneof(fc.nat(50), fc.nat(10_000_000_000_000));
    fc.assert(
      fc.property(fc.array(duration, { minLength: 2, maxLength: 8 }), duration, zetas, (all, other, [p = 0, q = 1]) => {
        const { leastMs, mostMs } = boundsOf(durationsOf(all), p / q);
        const n = BigInt(all.length);
        const { sum, sumOfSquares } = durationsOf(all);
        for (const took of [...all, other, leastMs, mostMs, leastMs - 1, mostMs + 1]) {
          // (d − mean)² > ζ²·σ², multiplied by n²·(n − 1)·q²
          const offset = n * BigInt(took) - sum;
          const variance = BigInt(p) ** 2n * n * (n * sumOfSquares - sum * sum);
          const isDeviation = offset ** 2n * (n - 1n) * BigInt(q) ** 2n > variance;
          expect(took < leastMs || took > mostMs).toBe(isDeviation);
        }
      }),
      { numRuns: 500 },
    );
  });
});
