import { describe, expect, it } from '@jest/globals';
import { type Actor, ListScoredDossiers, ShowScores, ShowServiceIndex } from '@hoso/contracts';
import fc from 'fast-check';
import { instantOf } from '@hoso/event-sourcing';
import { idOf, keep, keepPetition, petition, type PetitionTold, type Shelf, shelf } from '../../test/figures-shelf.ts';
import { type Told, told } from '../../test/story.ts';
import { ratingsBetween } from './score-rows.ts';
import { histories } from '../history/dossier-history.ts';
import { showServiceIndex } from './service-index.ts';
import { storedNumbers } from './stored-rows.ts';
import { listScoredDossiers, showScores } from './show-scores.ts';

const inspector: Actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' };
const show = async ({ ports }: Pick<Shelf, 'ports'>, ask: object, actor = inspector) =>
  ShowScores.answer.parse(await showScores(ports, ShowScores.ask.parse(ask), actor));
const list = async ({ ports }: Shelf, ask: object) =>
  ListScoredDossiers.answer.parse(await listScoredDossiers(ports, ListScoredDossiers.ask.parse(ask), inspector));
const index766 = async ({ ports }: Shelf, ask: object) =>
  ShowServiceIndex.answer.parse(await showServiceIndex(ports, ShowServiceIndex.ask.parse(ask), inspector));

/** How one dossier went: when its result was issued, what had to be brought, who had it, and by which way it came. */
interface Way {
  readonly finishedAt: string | undefined;
  readonly supplements: number;
  readonly officer: string;
  readonly channel: 'counter' | 'online';
}

const due = '2022-03-18T10:00:00.000Z';
async function go(here: Shelf, dossier: number, { finishedAt, supplements, officer, channel }: Way): Promise<void> {
  const { submitted, received, transferred, opened, assigned, issued, resultRecorded } = told;
  const asked = Array.from({ length: supplements }, () => told.supplementRequested);
  const at = finishedAt ?? '';
  const story: readonly Told[] = [
    { ...submitted, data: { ...submitted.data, channel } },
    ...[...asked, received, transferred, opened],
    { ...assigned, data: { ...assigned.data, officer } },
    ...(finishedAt === undefined
      ? []
      : [
          { ...issued, data: { ...issued.data, finishedAt: at }, at },
          { ...resultRecorded, data: { ...resultRecorded.data, finishedAt: at }, at },
        ]),
  ];
  for (const event of story) await keep(here.store, { dossier, event });
}

const way = fc.record<Way>({
  finishedAt: fc.constantFrom(
    '2022-03-17T10:00:00.000Z',
    '2022-03-18T01:00:00.000Z',
    due,
    '2022-03-18T10:00:00.001Z',
    undefined,
  ),
  supplements: fc.integer({ min: 0, max: 3 }),
  officer: fc.constantFrom('officer-0802', 'officer-0803'),
  channel: fc.constantFrom('counter', 'online'),
});
const pointsOf = ({ finishedAt = '', supplements }: Way) => {
  const time = finishedAt > due ? 0 : finishedAt.startsWith('2022-03-18') ? 1 : 2;
  return [time, time, supplements === 0 ? 2 : supplements === 1 ? 1 : 0];
};
const tenth = (value: number): number => Math.round(value * 10) / 10;

describe('Scores after TT 01/2018', () => {
  it('are Σ points ÷ dossiers, of officers and agencies, and every point leads to its dossier', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(way, { minLength: 1, maxLength: 8 }), async (ways) => {
        const here = await shelf();
        for (const [index, one] of ways.entries()) await go(here, index, one);
        await here.follow();
        const done = (officer?: string) =>
          ways.filter((one) => one.finishedAt !== undefined && (officer === undefined || one.officer === officer));
        for (const officer of new Set(done().map((one) => one.officer))) {
          const [score, ...others] = (await show(here, { of: 'officers', period: '2022-W11', officer })).items;
          const his = done(officer);
          const sums = [0, 1, 2].map((index) => his.reduce((sum, one) => sum + (pointsOf(one)[index] ?? 0), 0));
          const scores = sums.map((sum) => tenth(sum / his.length));
          expect([others, score?.dossiers, score?.max]).toEqual([[], his.length, 10]);
          expect(score?.indices).toEqual([
            ...sums.map((points, index) => ({ index: index + 1, points, score: scores[index], dossiers: his.length })),
            ...[{ index: 4 }, { index: 7 }],
          ]);
          expect(score?.atLeast).toBe(tenth(scores.reduce((sum, one) => sum + one, 0)));
          expect(score?.atMost).toBe(tenth((score?.atLeast ?? 0) + 4));
          for (const index of [1, 2, 3]) {
            const traced = await list(here, { period: '2022Q1', officer, index });
            expect([traced.count, traced.points]).toEqual([his.length, sums[index - 1]]);
          }
        }
        const [agency] = (await show(here, { period: '2022' })).items;
        const share = ways.filter(({ channel }) => channel === 'online').length / ways.length;
        const online = share >= 0.3 ? 2 : share >= 0.15 ? 1 : 0;
        expect(agency?.indices.at(-1)).toEqual({ index: 9, score: online, points: online, dossiers: ways.length });
        expect([agency?.agency, agency?.officer, agency?.dossiers]).toEqual([
          'ha-long-office',
          undefined,
          done().length,
        ]);
      }),
      { numRuns: 40 },
    );
  });
  it('are told by the week, and lead to what each point was given for', async () => {
    const here = await shelf();
    await go(here, 1, { finishedAt: due, supplements: 1, officer: 'officer-0802', channel: 'online' });
    await here.follow();
    const { items, unknown } = await show(here, { of: 'officers', period: '2022-03', every: 'week' });
    expect(items.map(({ period, atLeast }) => [period, atLeast])).toEqual([['2022-W11', 3]]);
    expect(unknown.map(({ index }) => index)).toEqual([4, 7]);
    expect((await list(here, { period: '2022-W11' })).items).toMatchObject([
      { dossier: idOf(1), time: 1, agencies: 1, contacts: 1, supplements: 1, parts: [{ agency: 'ha-long-office' }] },
    ]);
    expect((await list(here, { period: '2022-W10' })).count).toBe(0);
    for (const index of [6, 8, 9]) {
      const traced = list(here, { period: '2022-W11', index });
      await expect(traced).rejects.toMatchObject({ code: 'IndexNotPerDossier', params: { index } });
    }
    await expect(list(here, { period: '2022-W11', points: 2 })).rejects.toMatchObject({ code: 'PointsOfIndex' });
  });
  describe('of how petitions were handled', () => {
    const office = 'ha-long-office';
    const handle = async (here: Shelf, number: number, ...events: readonly PetitionTold[]) => {
      for (const event of events) await keepPetition(here.store, number, event);
    };
    const received = (dueAt: string | undefined, change: object = {}): PetitionTold => ({
      type: 'PetitionReceived',
      data: { ...petition, ...(dueAt === undefined ? {} : { dueAt }), ...change },
    });
    const answered = (at: string, dueAt: string, unit = office): PetitionTold => ({
      ...{ type: 'PetitionAnswered', at, data: { verdict: 'upheld', topic: 'delay', unit, dueAt } },
    });
    const eighth = async (here: Shelf, ask: object) => {
      await here.follow();
      return (await show(here, ask)).items.map(({ period, indices }) => [period, indices[7]]);
    };
    const withDossier = async (): Promise<Shelf> => {
      const here = await shelf();
      await go(here, 1, { finishedAt: due, supplements: 0, officer: 'officer-0802', channel: 'online' });
      return here;
    };
    const points = (score: number, dossiers: number) => ({ index: 8, score, points: score, dossiers });

    it('is two points where all that fell due were answered in time, at the last instant too', async () => {
      const here = await withDossier();
      await handle(here, 1, received(due), answered(due, due));
      expect(await eighth(here, { period: '2022Q1' })).toEqual([['2022Q1', points(2, 1)]]);
      const { legend, unknown } = await show(here, { period: '2022Q1' });
      expect([legend.some(({ name }) => name === '8'), unknown.map(({ index }) => index)]).toEqual([
        true,
        [4, 5, 6, 7],
      ]);
    });

    it('is one from nine in ten on, none below', async () => {
      const here = await withDossier();
      const late = instantOf(Date.parse(due) + 1);
      for (let number = 1; number <= 9; number++) await handle(here, number, received(due), answered(due, due));
      await handle(here, 10, received(due), answered(late, due));
      expect(await eighth(here, { period: '2022Q1' })).toEqual([['2022Q1', points(1, 10)]]);
      await handle(here, 11, received(due));
      expect(await eighth(here, { period: '2022Q1' })).toEqual([['2022Q1', points(0, 11)]]);
    });

    it('leaves out complaints, what was withdrawn or has no date, and what may yet be answered in time', async () => {
      const here = await withDossier();
      const ahead = '2022-03-23T00:00:00.000Z';
      await handle(here, 1, received(due, { kind: 'complaint' }));
      await handle(here, 2, received(due), { type: 'PetitionWithdrawn', data: {} });
      await handle(here, 3, received(undefined));
      await handle(here, 4, received(ahead));
      expect(await eighth(here, { period: '2022Q1' })).toEqual([['2022Q1', { index: 8 }]]);
      await handle(here, 4, answered('2022-03-22T00:00:00.000Z', ahead));
      expect(await eighth(here, { period: '2022Q1' })).toEqual([['2022Q1', points(2, 1)]]);
    });

    it('is that of the unit that has it last, in the week in which its last date lies', async () => {
      const here = await withDossier();
      const later = '2022-03-21T03:00:00.000Z';
      const forwarded: PetitionTold = {
        ...{ type: 'PetitionForwarded', data: { from: 'elsewhere', unit: office, awaits: 'answer', dueAt: due } },
      };
      await handle(here, 1, received(later, { unit: 'elsewhere' }), forwarded);
      await handle(here, 2, received(due), {
        ...{ type: 'PetitionExtended', data: { from: due, dueAt: later, count: 1 } },
      });
      expect(await eighth(here, { period: '2022Q1', every: 'week' })).toEqual([['2022-W11', points(0, 1)]]);
    });

    it('is the same of a log that nobody follows', async () => {
      const here = await withDossier();
      await handle(here, 1, received(due), answered(due, due));
      await handle(here, 2, received(due), { type: 'PetitionWithdrawn', data: {} });
      await here.follow();
      const { log } = here.store;
      const info = { name: 'other', id: log.id, kind: log.kind, head: await here.store.head(), default: false };
      const stored = await storedNumbers(histories())({ info, store: here.store });
      const [followed, read] = [
        await show(here, { period: '2022Q1' }),
        await show({ ports: stored }, { period: '2022Q1' }),
      ];
      expect(read.items).toEqual(followed.items);
      expect(read.items[0]?.indices[7]).toEqual(points(2, 1));
    });
  });

  it('rate only as far as is certain', () => {
    expect(ratingsBetween('officers', 6, 10)).toEqual(['all-tasks']);
    expect(ratingsBetween('officers', 3.4, 7.4)).toEqual(['all-tasks', 'most-tasks', 'few-tasks']);
    expect(ratingsBetween('agencies', 8, 16)).toEqual(['excellent', 'good', 'fair', 'average']);
    expect(ratingsBetween('agencies', 0, 5.9)).toEqual(['weak']);
  });
  it('are of times in which they apply, and of one’s own unit', async () => {
    const here = await shelf();
    await expect(show(here, { period: '2018Q4' })).rejects.toMatchObject({ code: 'MeasureNotInForce' });
    await go(here, 1, { finishedAt: due, supplements: 0, officer: 'officer-0802', channel: 'online' });
    await here.follow();
    const elsewhere: Actor = { id: 'head-1', role: 'head', unit: 'elsewhere' };
    expect((await show(here, { period: '2022Q1' }, elsewhere)).items).toEqual([]);
  });
});

describe('The groups of QĐ 766', () => {
  it('are refused before it took effect', async () => {
    const here = await shelf();
    for (const period of ['2022Q1', '2022-06-22', '2021'])
      await expect(index766(here, { period })).rejects.toMatchObject({ code: 'MeasureNotInForce' });
  });
  it('count from then on, and name what they cannot know', async () => {
    const here = await shelf();
    const { from, groups, atLeast, atMost } = await index766(here, { period: '2022' });
    expect([from, groups.map(({ max }) => max), atLeast, atMost]).toEqual(['2022-06-23', [18, 20, 22, 22, 18], 0, 100]);
    const items = groups.flatMap((group) => group.items);
    expect(items.filter(({ points, why }) => (points === undefined) === (why === undefined))).toEqual([]);
  });
  it('tell progress and online share of what was received since', async () => {
    const here = await shelf();
    const later = (at: string) => at.replace('2022-03', '2022-08');
    for (const dossier of [1, 2]) {
      const { submitted, received } = told;
      const { code: _, ...reception } = received.data;
      const dueAt = dossier === 1 ? '2022-03-22T00:00:00.000Z' : '2099-03-22T00:00:00.000Z';
      await keep(here.store, { dossier, event: { ...submitted, at: later(submitted.at) } });
      const data = { ...reception, code: received.data.code, dueAt };
      await keep(here.store, { dossier, event: { ...received, data, at: later(received.at) } });
    }
    await here.follow();
    const { groups, dossiers, atLeast, atMost } = await index766(here, { period: '2022Q3' });
    expect([dossiers, groups[1]?.items[0]?.points, atLeast, atMost]).toEqual([2, 10, 16, 90]);
  });
});
