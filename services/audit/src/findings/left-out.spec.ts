import { describe, expect, it } from '@jest/globals';
import { leftOut } from './left-out.ts';

const one = (dossier: string, position: number) => ({ dossier, position, reason: 'x' });

describe('Dossiers that were left out', () => {
  it('are told in the order of the log, whichever part met them first, and each once', () => {
    const parts = [[one('b', 7), one('a', 9)], [one('a', 3)], []];
    expect(leftOut(parts)).toEqual({ count: 2, first: [one('a', 3), one('b', 7)] });
    expect(leftOut(parts.toReversed())).toEqual(leftOut(parts));
  });

  it('are counted, however many there are, and the first of them named', () => {
    const { count, first } = leftOut([Array.from({ length: 11 }, (_, index) => one(`d${index}`, index + 1))]);
    expect([count, first.length, first.at(-1)?.dossier]).toEqual([11, 10, 'd9']);
  });

  it('are none', () => expect(leftOut([[], []])).toEqual({ count: 0, first: [] }));
});
