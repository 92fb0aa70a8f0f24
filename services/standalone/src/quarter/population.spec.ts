import { describe, expect, it } from '@jest/globals';
import { fits, kindNames, kindOf } from './kinds.ts';
import { localDateOf } from './office-clock.ts';
import { answerKey, levels, type Planned, population, scaled } from './population.ts';
import { communeCounters, districtCounters } from './province-units.ts';

const dossiersOf = (seed: string, scale: number): readonly Planned[] => [...population(seed, scale).byDay()].flat();

const slowNames = new Set(['Hạ Long', 'Móng Cái', 'Cô Tô']);
const isLate = ({ kind }: Planned): boolean => kind !== undefined && kindOf(kind).late === true;
const isOnline = ({ channel }: Planned): boolean => channel === 'online';

function counts(planned: readonly Planned[]) {
  return Object.fromEntries(
    levels.map((level) => {
      const of = planned.filter((each) => each.level === level);
      return [level, [of.length, of.filter(isOnline).length, of.filter(isLate).length]];
    }),
  );
}

/** Received, online and late (DOMAIN §0.3); the province's own late ones are an assumption. */
const quarter = {
  province: [16_696, 8_849, 167],
  district: [146_769, 117_415, 2_991],
  commune: [74_613, 29_845, 1_250],
};

describe('The first quarter of 2022', () => {
  it('is as large, as often online and as late as it was told to be', () =>
    expect(counts(dossiersOf('a seed', 1))).toEqual(quarter));

  it.each([0.001, 0.01, 0.0333])('is so at scale %d too, rounded half up', (scale) =>
    expect(counts(dossiersOf('a seed', scale))).toEqual(
      Object.fromEntries(
        Object.entries(quarter).map(([level, told]) => [level, told.map((count) => Math.floor(count * scale + 0.5))]),
      ),
    ),
  );

  it('rounds half up', () => expect([scaled(3, 0.5), scaled(5, 0.1), scaled(4, 0.1)]).toEqual([2, 1, 0]));

  const planned = dossiersOf('a seed', 0.01);

  it('is received on its working days, from the first to the last', () => {
    const dates = planned.map(({ receivedAt }) => localDateOf(receivedAt));
    expect(new Set(dates).size).toBe(58);
    expect([dates[0], dates.at(-1)]).toEqual(['2022-01-04', '2022-03-31']);
    expect(dates).toEqual(dates.toSorted());
  });

  it('has every kind of breach and of what looks like one, and mostly neither', () => {
    const found = new Set(planned.map(({ kind }) => kind));
    expect(kindNames.filter((kind) => !found.has(kind))).toEqual([]);
    expect(planned.filter(({ kind }) => kind === undefined).length).toBeGreaterThan(0.75 * planned.length);
  });

  it('has each of them where it is as small as it is tested, too', () => {
    const found = new Set(dossiersOf('a seed', 0.001).map(({ kind }) => kind));
    expect(kindNames.filter((kind) => !found.has(kind) && !kindOf(kind).late)).toEqual([]);
  });

  it('plants only where it fits: a scan is missing only of paper, and what the post sends back came by post', () => {
    const special = planned.flatMap(({ kind, ...dossier }) => (kind === undefined ? [] : [{ ...dossier, kind }]));
    const { channel: ways, returnBy: returns } = {
      channel: special.filter(({ kind, channel }) => (kindOf(kind).channel ?? channel) !== channel),
      returnBy: special.filter(({ kind, returnBy }) => (kindOf(kind).returnBy ?? returnBy) !== returnBy),
    };
    expect([ways, returns]).toEqual([[], []]);
    expect(special.filter(({ kind, matter, office }) => !fits(kind, matter, office))).toEqual([]);
  });

  it('concentrates its late dossiers in Hạ Long, Móng Cái and Cô Tô', () => {
    const late = dossiersOf('a seed', 0.1).filter((each) => isLate(each) && each.level !== 'province');
    const slow = [...districtCounters, ...communeCounters].filter(({ district }) => slowNames.has(district.name));
    const there = late.filter(({ office }) => slow.some(({ oneStop }) => oneStop === office.oneStop));
    expect(there.length / late.length).toBeGreaterThan(0.75);
  });

  it('counts what it has', () => {
    const { dossiers, online, late, planted } = population('a seed', 0.01);
    const key = planned.filter((each) => answerKey(each).length > 0);
    expect([dossiers, online, late, planted]).toEqual([
      planned.length,
      planned.filter(isOnline).length,
      planned.filter(isLate).length,
      key.length,
    ]);
  });

  it('gives every dossier a number of its own', () =>
    expect(new Set(planned.map(({ serial }) => serial)).size).toBe(planned.length));

  it('is the same for the same seed, and another for another', () => {
    expect(dossiersOf('a seed', 0.001)).toEqual(dossiersOf('a seed', 0.001));
    expect(dossiersOf('another', 0.001)).not.toEqual(dossiersOf('a seed', 0.001));
  });
});
