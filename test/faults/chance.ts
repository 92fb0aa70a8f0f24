/** Chance that can be had again: the same seed gives the same choices. */
export interface Chance {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number of at least 0, less than `below`. */
  below(below: number): number;
  /** Whether something of this probability happens. */
  happens(probability: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  shuffled<Item>(items: readonly Item[]): readonly Item[];
}

/** Mulberry32: 32 bits of state are plenty for choosing faults. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    happens: (probability) => next() < probability,
    pick: (items) => items[below(items.length)] ?? items[0],
    shuffled: (items) => {
      const mixed = [...items];
      const shuffled = [];
      while (mixed.length > 0) shuffled.push(...mixed.splice(below(mixed.length), 1));
      return shuffled;
    },
  };
}
