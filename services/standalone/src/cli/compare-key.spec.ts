import { describe, expect, it } from '@jest/globals';
import { type Breach, compareWithKey } from './compare-key.ts';

const breach = (line: string): Breach => {
  const [rule = '', dossier = ''] = line.split(' ');
  return { rule, dossier };
};
const compared = (key: readonly string[], found: readonly string[]) =>
  compareWithKey(key.map(breach), found.map(breach));

describe('What was found against an answer key', () => {
  it('is all of it where both say the same, however often a rule is broken in a dossier', () => {
    const { rules, all, missed, unplanted } = compared(
      ['V01 a', 'V01 b', 'V02 a'],
      ['V02 a', 'V01 b', 'V01 a', 'V01 a'],
    );
    expect(all).toEqual({ planted: 3, found: 3, hits: 3, precision: 1, recall: 1 });
    expect(rules.map(({ rule, hits }) => [rule, hits])).toEqual([
      ['V01', 2],
      ['V02', 1],
    ]);
    expect([missed, unplanted]).toEqual([[], []]);
  });

  it('is less by what was missed and by what nobody planted, each rule by itself', () => {
    const { rules, all, missed, unplanted } = compared(['V01 a', 'V01 b', 'V03 a'], ['V01 a', 'V02 c', 'V02 a']);
    expect(rules).toEqual([
      { rule: 'V01', planted: 2, found: 1, hits: 1, precision: 1, recall: 0.5 },
      { rule: 'V02', planted: 0, found: 2, hits: 0, precision: 0, recall: 1 },
      { rule: 'V03', planted: 1, found: 0, hits: 0, precision: 1, recall: 0 },
    ]);
    expect(all).toEqual({ planted: 3, found: 3, hits: 1, precision: 1 / 3, recall: 1 / 3 });
    expect(missed).toEqual([breach('V01 b'), breach('V03 a')]);
    expect(unplanted).toEqual([breach('V02 c'), breach('V02 a')]);
  });
});
