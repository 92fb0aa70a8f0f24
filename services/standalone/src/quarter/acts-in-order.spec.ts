import { describe, expect, it } from '@jest/globals';
import { actsInOrder, type BegunLife } from './acts-in-order.ts';
import { actsOf, lifeOf } from './life.ts';
import { answerKey, population } from './population.ts';

const planned = population('a seed', 0.002);
const dossiers = [...planned.byDay()].flat();
const lives = dossiers.map(lifeOf);
const begun: BegunLife[] = [];
const acts = [...actsInOrder(planned, (life) => begun.push(life))];

describe('All acts of a quarter', () => {
  it('come in order of time', () =>
    expect(acts.map(({ at }) => at)).toEqual(acts.map(({ at }) => at).toSorted((one, other) => one - other)));

  it('are those of all lives, each once', () => {
    const names = lives.flatMap((life) => life.flatMap(actsOf)).map(({ name }) => name);
    expect(acts.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    expect(new Set(acts.map(({ commandId }) => commandId)).size).toBe(acts.length);
  });

  it('come in each life as they were told', () => {
    const indexOf = new Map(acts.map(({ name }, index) => [name, index]));
    for (const life of lives) {
      const indexes = life.flatMap(actsOf).map(({ name }) => indexOf.get(name) ?? -1);
      expect(indexes).toEqual(indexes.toSorted((one, other) => one - other));
    }
  });

  it('end every life, which is known of its last act alone', () => {
    const last = new Set(acts.filter(({ isLast }) => isLast).map(({ dossier }) => dossier));
    const over = new Set<string>();
    for (const { dossier, isLast } of acts) {
      expect(over.has(dossier)).toBe(false);
      if (isLast) over.add(dossier);
    }
    expect([last.size, over.size]).toEqual([dossiers.length, dossiers.length]);
  });

  it('are told of, before they begin, with what the rules are to find', () => {
    const told: string[] = [];
    for (const { dossier } of actsInOrder(planned, (life) => told.push(life.dossier))) expect(told).toContain(dossier);
    const lines = dossiers.map((dossier, index) => `${lives[index]?.[0]?.of.cast.dossier} ${answerKey(dossier)}`);
    expect(begun.map(({ dossier, rules }) => `${dossier} ${rules}`).toSorted()).toEqual(lines.toSorted());
  });
});
