import { describe, expect, it } from '@jest/globals';
import { population } from './population.ts';
import { dossiersOf } from './shards.ts';

const planned = population('a seed', 0.01);
const namesIn = (of: number, index: number) => [...dossiersOf(planned, { index, of }).byDay()].flat();

describe('Shards of a quarter', () => {
  it.each([1, 2, 3])('have, where there are %d, every dossier once', (of) => {
    const names = Array.from({ length: of }, (_, index) => namesIn(of, index)).flat();
    expect(names.map(({ name }) => name).toSorted()).toEqual(
      [...planned.byDay()]
        .flat()
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it('share no counter', () => {
    const [one = new Set(), other = new Set()] = [0, 1].map(
      (index) => new Set(namesIn(2, index).map(({ office }) => office.oneStop)),
    );
    expect(one.intersection(other).size).toBe(0);
  });

  it('have as much to do as each other', () => {
    const [one = 0, other = 0] = [0, 1].map((index) => namesIn(2, index).length);
    expect(Math.abs(one - other) / (one + other)).toBeLessThan(0.05);
  });
});
