import { describe, expect, it } from '@jest/globals';
import { agencyTwists } from './agency-twists.ts';
import { twisted, usualLife } from './draft.ts';
import { localDateOf } from './office-clock.ts';
import { population } from './population.ts';

describe('What is planted at agencies', () => {
  it('is early, where nobody is told of it, by a day at least', () => {
    const kind = 'early and not told';
    const planned = [...population('2022Q1 1', 1).byDay()].flat().filter((dossier) => dossier.kind === kind);
    expect(planned.length).toBeGreaterThan(100);
    for (const dossier of planned) {
      const { finishAt, appointment } = twisted(usualLife(dossier), agencyTwists[kind]);
      expect(localDateOf(finishAt) < localDateOf(appointment)).toBe(true);
    }
  });
});
