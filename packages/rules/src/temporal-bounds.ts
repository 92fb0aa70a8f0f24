/**
 * What is known of how long one activity comes after another: enough for mean and sample standard deviation, exactly.
 */
export interface Durations {
  readonly from: string;
  readonly to: string;
  /** At least 1. */
  readonly count: number;
  /** In milliseconds. */
  readonly sum: bigint;
  readonly sumOfSquares: bigint;
}

/** The durations within mean ± ζσ, in whole milliseconds, both ends inclusive; none where least is above most. */
export interface Bounds {
  readonly leastMs: number;
  readonly mostMs: number;
}

/**
 * With n durations of sum S and sum of squares Q, and ζ = p/q: d > mean + ζσ means n·d − S > r with
 * r² = p²·n·(nQ − S²) / (q²·(n − 1)). The left side is a whole number, so that it is compared with the whole part of r,
 * and no float can invent a deviation where σ is 0. One observation has no deviation.
 */
export const boundsOf = ({ count, sum, sumOfSquares }: Durations, zeta: number): Bounds => {
  const n = BigInt(count);
  const [p, q] = rational(zeta);
  const spread = n === 1n ? 0n : squareRoot((p * p * n * (n * sumOfSquares - sum * sum)) / (q * q * (n - 1n)));
  return { leastMs: Number(-floored(spread - sum, n)), mostMs: Number(floored(sum + spread, n)) };
};

/** A number of JSON, at least 0, as the fraction that its shortest decimal text says. */
const rational = (value: number): readonly [numerator: bigint, denominator: bigint] => {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return shift < 0 ? [digits, 10n ** BigInt(-shift)] : [digits * 10n ** BigInt(shift), 1n];
};

/** The quotient rounded down; BigInt itself rounds towards zero. */
const floored = (dividend: bigint, divisor: bigint): bigint => {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
};

/** The whole part of the root of a number of at least 0, by Newton's steps from above. */
const squareRoot = (square: bigint): bigint => {
  if (square < 2n) return square;
  let root = 1n << BigInt((square.toString(16).length * 4 + 1) >> 1);
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
};
