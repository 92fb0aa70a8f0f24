import { hash } from 'node:crypto';

/** Chance that can be had again: the same words give the same choices, wherever they are asked for. */
export interface Chance {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number of at least 0, less than `below`. */
  below(below: number): number;
  happens(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  shuffled<Item>(items: readonly Item[]): readonly Item[];
}

/** xoshiro128** (Blackman, Vigna 2018), begun with SHA-256 of the words. */
export function chance(...words: readonly (string | number)[]): Chance {
  const seed = hash('sha256', words.join('\n'), 'buffer');
  let a = seed.readUInt32LE(0);
  let b = seed.readUInt32LE(4);
  let c = seed.readUInt32LE(8);
  let d = seed.readUInt32LE(12);
  const next = (): number => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    happens: (probability) => next() < probability,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('there is nothing to choose from');
      return item;
    },
    shuffled: (items) => {
      // Fisher and Yates: each from the last on changes places with one that is not further on.
      const drawn = [...items];
      for (let last = drawn.length - 1; last > 0; last -= 1) {
        const one = drawn.splice(below(last + 1), 1, ...drawn.slice(last, last + 1));
        drawn.splice(last, 1, ...one);
      }
      return drawn;
    },
  };
}

function rotated(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
