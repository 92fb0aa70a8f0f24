import { describe, expect, it } from '@jest/globals';
import { type Actor, Figure, ListCountedDossiers, ShowFigures } from '@hoso/contracts';
import type { Envelope } from '@hoso/event-sourcing';
import fc from 'fast-check';
import { envelopesIn, type Happening, idOf, keep, now, type Shelf, shelf } from '../../test/figures-shelf.ts';
import { naiveFigures } from '../../test/naive-figures.ts';
import { clockTold, type Told, told } from '../../test/story.ts';
import { histories } from '../history/dossier-history.ts';
import { storedNumbers } from './stored-rows.ts';
import { listCountedDossiers, showFigures } from './show-figures.ts';

const inspector: Actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' };
const stories = { ...told, ...clockTold };
const { submitted, received, transferred, opened, assigned, issued, resultRecorded, returned } = told;
const life = [submitted, received, transferred, opened, assigned, issued, resultRecorded, returned];

const show = async ({ ports }: Pick<Shelf, 'ports'>, ask: object = {}, actor = inspector) =>
  ShowFigures.answer.parse(await showFigures(ports, ShowFigures.ask.parse(ask), actor));
const list = async ({ ports }: Shelf, ask: object = {}, actor = inspector) =>
  ListCountedDossiers.answer.parse(await listCountedDossiers(ports, ListCountedDossiers.ask.parse(ask), actor));

async function told3() {
  const here = await shelf();
  for (const event of life) await keep(here.store, { dossier: 1, event });
  for (const event of life.slice(0, 5)) await keep(here.store, { dossier: 2, event });
  await keep(here.store, { dossier: 3, event: submitted });
  await here.follow();
  return here;
}

describe('Figures', () => {
  it('tell what dossiers came to, as of an event', async () => {
    const { total, completeUpTo, at, items } = await show(await told3());
    expect(total).toMatchObject({
      dossiers: 2,
      finished: 1,
      onTime: 1,
      inProcess: 1,
      overdue: 1,
      notReceived: 1,
      excluded: 1,
      lateRate: 0,
    });
    expect([completeUpTo, at, items.map(({ of }) => of)]).toEqual([15, now, [{}]]);
  });
  it('are told by unit and officer, and by month', async () => {
    const here = await told3();
    const { items } = await show(here, { by: 'agency,officer' });
    expect(items.map(({ of, counts }) => [of, counts.dossiers, counts.notReceived])).toEqual([
      [{}, 0, 1],
      [{ agency: 'ha-long-office', officer: 'officer-0802' }, 2, 0],
    ]);
    const months = (await show(here, { by: 'month', basis: 'finished' })).items;
    expect(months.map(({ of, counts }) => [of, counts.finished])).toEqual([[{ month: '2022-03' }, 1]]);
  });
  it('are of a period, by local dates, both ends included', async () => {
    const here = await told3();
    const dossiers = async (ask: object) => (await show(here, ask)).total.dossiers;
    expect(await dossiers({ period: '2022-03-15' })).toBe(2);
    expect(await dossiers({ period: '2022-W11', to: '2022-03-14' })).toBe(0);
    expect(await dossiers({ period: '2022Q1', basis: 'finished' })).toBe(1);
    expect(await dossiers({ from: '2022-03-19', basis: 'finished' })).toBe(0);
    for (const ask of [
      { from: '2022-03-19', to: '2022-03-18' },
      { period: '2022Q1', from: '2022-04-01' },
    ]) {
      await expect(dossiers(ask)).rejects.toMatchObject({ code: 'PeriodInvalid' });
    }
  });
  it('come in pages that make the whole', async () => {
    const here = await told3();
    const whole = (await show(here, { by: 'channel,day' })).items;
    const first = await show(here, { by: 'channel,day', limit: 1 });
    const second = await show(here, { by: 'channel,day', limit: 1, after: first.next });
    expect([...first.items, ...second.items, second.next]).toEqual([...whole, undefined]);
  });
  it('lead to the dossiers behind them', async () => {
    const here = await told3();
    expect((await list(here, { figure: 'overdue' })).items).toEqual([
      expect.objectContaining({
        dossier: idOf(2),
        code: received.data.code,
        agency: 'ha-long-office',
        status: 'in-process',
      }),
    ]);
    const ids = [idOf(1), idOf(2)].sort();
    const page = await list(here, { limit: 1 });
    expect([page.items[0]?.dossier, page.next, page.count]).toEqual([ids[0], ids[0], 2]);
    expect((await list(here, { after: page.next })).items.map(({ dossier }) => dossier)).toEqual(ids.slice(1));
  });
  it('are a unit’s own to its people, and nobody else’s', async () => {
    const here = await told3();
    const of = (role: Actor['role'], unit: string) => show(here, {}, { id: 'somebody', role, unit });
    expect((await of('officer', 'ha-long-office')).total).toMatchObject({ dossiers: 2, notReceived: 0 });
    expect((await of('clerk', 'ha-long-one-stop')).total).toMatchObject({ dossiers: 2, notReceived: 1 });
    expect((await of('officer', 'elsewhere')).total.dossiers).toBe(0);
    await expect(of('applicant', 'citizens')).rejects.toMatchObject({ code: 'RoleNotAllowed' });
  });
  it.each(['2022Q5', '2022-13', '2022-W53', '2022-02-30', '22', '2022-W00', ''])('of %j there are none', (period) =>
    expect(() => ShowFigures.ask.parse({ period })).toThrow(),
  );
  it.each(['agency,', 'nothing', 'day,week,month,year'])('are not told by %j', (by) =>
    expect(() => ShowFigures.ask.parse({ by })).toThrow(),
  );
});

const instant = fc
  .integer({ min: 0, max: 40 })
  .map((count) => new Date(Date.parse('2022-03-13T17:00:00.000Z') + count * 21_600_000).toISOString());
const happening: fc.Arbitrary<Happening> = fc
  .tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom<Told>(...Object.values(stories)),
    fc.option(instant, { nil: undefined }),
  )
  .map(([dossier, event, at]) => ({ dossier, event: at === undefined ? event : { ...event, at } }));

/** The same log, as one that nobody follows. */
async function stored({ store, ports }: Shelf): Promise<Pick<Shelf, 'ports'>> {
  const info = { name: 'stored', id: store.log.id, kind: store.log.kind, head: await store.head(), default: false };
  return { ports: { ...(await storedNumbers(histories())({ info, store })), clock: ports.clock } };
}

describe('Figures of a log that nobody follows', () => {
  it('are as of its last event, lead to its dossiers, and come again when it has grown', async () => {
    const here = await told3();
    const log = await stored(here);
    const numbers = storedNumbers(histories());
    const ports = async () =>
      numbers({ info: { name: 'stored', id: '', kind: 'simulated', head: 0, default: false }, store: here.store });
    const first = await showFigures(await ports(), ShowFigures.ask.parse({}), inspector);
    expect([first.completeUpTo, first.total.dossiers]).toEqual([15, 2]);
    const behind = await listCountedDossiers(
      log.ports,
      ListCountedDossiers.ask.parse({ figure: 'overdue' }),
      inspector,
    );
    expect(behind.items.map(({ dossier }) => dossier)).toEqual([idOf(2)]);
    await keep(here.store, { dossier: 3, event: received });
    const { total, completeUpTo } = await showFigures(await ports(), ShowFigures.ask.parse({}), inspector);
    expect([completeUpTo, total.dossiers]).toEqual([16, 3]);
    await expect(showFigures(await ports(), ShowFigures.ask.parse({ atLeast: 17 }), inspector)).rejects.toMatchObject({
      code: 'NotYetComplete',
    });
  });
});

describe('Whatever happened, also late, out of order or written off', () => {
  it('every figure is what a recount of the events gives, at every step and after a rebuild', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40 }), fc.nat({ max: 40 }), async (happenings, rebuildAt) => {
        const here = await shelf();
        const begun = [0, 1, 2, 3].map((dossier): Happening => ({ dossier, event: submitted }));
        for (const [index, one] of [...begun, ...happenings].entries()) {
          await keep(here.store, one);
          await here.follow();
          if (index === rebuildAt) await here.rebuild();
          if (index % 5 === 0) await show(here);
        }
        const counted = naive(await envelopesIn(here.store));
        const { total } = await show(here);
        expect((await show(await stored(here))).total).toEqual(total);
        for (const figure of Figure.options) {
          const ids = [...counted].filter(([, found]) => found.has(figure)).map(([id]) => id);
          expect([figure, total[figure]]).toEqual([figure, ids.length]);
          expect((await list(here, { figure })).items.map(({ dossier }) => dossier)).toEqual(ids.sort());
        }
        const { dossiers, finished, inProcess, withdrawn, early, onTime, late, inTerm, overdue } = total;
        expect([finished, inProcess, finished + inProcess + withdrawn]).toEqual([
          early + onTime + late,
          inTerm + overdue,
          dossiers,
        ]);
      }),
      { numRuns: 60 },
    );
  });
});

function naive(events: readonly Envelope[]): ReadonlyMap<string, ReadonlySet<Figure>> {
  const ids = new Set(events.flatMap(({ dossierId }) => (dossierId === undefined ? [] : [dossierId])));
  return new Map(
    [...ids].map((id) => [
      id,
      naiveFigures(
        events.filter(({ dossierId }) => dossierId === id),
        now,
      ),
    ]),
  );
}
