import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawSample, type Member, populationHash, quotas } from './draw-sample.ts';

const member = fc.record({
  dossier: fc.uuid(),
  stratum: fc.constantFrom('cam-pha', 'co-to', 'ha-long', 'mong-cai'),
  weight: fc.integer({ min: 1, max: 20 }),
});
const population = fc.uniqueArray(member, { selector: ({ dossier }) => dossier, maxLength: 80 });
const seed = fc.stringMatching(/^[A-Za-z0-9+/=]{8,44}$/);
const size = fc.integer({ min: 1, max: 100 });
const alike = (members: readonly Member[]): Member[] =>
  members.map(({ dossier }) => ({ dossier, stratum: '', weight: 1 }));

describe('A sample', () => {
  it('is drawn again the same, in whatever order its population comes', () =>
    fc.assert(
      fc.property(population, size, seed, (members, count, by) => {
        const drawn = drawSample(members, count, by);
        expect(drawSample([...members].reverse(), count, by)).toEqual(drawn);
        expect(populationHash([...members].reverse())).toBe(populationHash(members));
      }),
    ));
  it('has as many dossiers as were asked for, none twice, each of the population', () =>
    fc.assert(
      fc.property(population, size, seed, (members, count, by) => {
        const drawn = drawSample(members, count, by);
        expect(new Set(drawn).size).toBe(Math.min(count, members.length));
        expect(drawn.every((one) => members.some(({ dossier }) => dossier === one))).toBe(true);
      }),
    ));
  it('of those who are alike begins every larger one', () =>
    fc.assert(
      fc.property(population, size, size, seed, (members, one, other, by) => {
        const [few, many] = [drawSample(alike(members), one, by), drawSample(alike(members), one + other, by)];
        expect(many.slice(0, few.length)).toEqual(few);
      }),
    ));
  it('is what anybody works out by SHA-256 alone', () => {
    const dossiers = ['a', 'b', 'c', 'd', 'e'];
    const place = (dossier: string) => createHash('sha256').update(`mam-2026\n${dossier}\n1`).digest('hex');
    const byHand = [...dossiers].sort((one, other) => (place(one) < place(other) ? -1 : 1)).slice(0, 3);
    const members = alike(dossiers.map((dossier) => ({ dossier, stratum: '', weight: 1 })));
    expect(drawSample(members, 3, 'mam-2026')).toEqual(byHand);
  });
  it('by risk draws those more often that have more tickets', () => {
    const members = Array.from({ length: 10 }, (_, n) => ({
      ...{ dossier: `d${n}`, stratum: '' },
      weight: n === 0 ? 20 : 1,
    }));
    const first = Array.from({ length: 500 }, (_, n) => drawSample(members, 1, `seed-${n}`)[0]);
    // 20 of 29 tickets: about 345.
    const risky = first.filter((dossier) => dossier === 'd0').length;
    expect(risky).toBeGreaterThan(300);
    expect(risky).toBeLessThan(390);
  });
});

describe('Shares of strata', () => {
  it('have one each, and the rest in proportion', () => {
    const counts = new Map([
      ['a', 100],
      ['b', 50],
      ['c', 1],
    ]);
    expect([...quotas(counts, 9)]).toEqual([
      ['a', 5],
      ['b', 3],
      ['c', 1],
    ]);
    expect([...quotas(counts, 2)]).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 0],
    ]);
    expect([...quotas(counts, 500)]).toEqual([...counts]);
  });
  it('come to what was asked for, and never to more than there are', () =>
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.integer({ min: 1, max: 90 })),
        size,
        (has, count) => {
          const counts = new Map(Object.entries(has));
          const shares = quotas(counts, count);
          const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
          expect([...shares.values()].reduce((sum, one) => sum + one, 0)).toBe(Math.min(count, total));
          for (const [name, share] of shares) expect(share).toBeLessThanOrEqual(counts.get(name) ?? 0);
        },
      ),
    ));
});
