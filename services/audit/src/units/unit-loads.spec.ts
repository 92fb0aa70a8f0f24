import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, ListHeldDossiers, ListUnitLoads, refuse } from '@hoso/contracts';
import { type PageQuery, type ViewGeneration, uuidV8 } from '@hoso/event-sourcing';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import fc from 'fast-check';
import { type Told, told, toldEnvelope } from '../../test/story.ts';
import { standingEvents } from '../history/standing-events.ts';
import { type HoldingsDocument, holdings } from './holdings.view.ts';
import { listHeldDossiers, listUnitLoads, type UnitPorts } from './unit-loads.ts';

const { submitted, received, transferred, opened, assigned, issued, resultRecorded, returned } = told;
const life = [submitted, received, transferred, opened, assigned, issued, resultRecorded, returned];
const now = '2022-04-01T00:00:00.000Z';
const fresh = { completeUpTo: 9, lagMs: 0, held: [] };
const inspector: Actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' };
const officer: Actor = { id: 'officer-0802', role: 'officer', unit: 'ha-long-office' };

let generation: ViewGeneration<HoldingsDocument>;
let asked: PageQuery[];
let ports: UnitPorts;
beforeEach(async () => {
  generation = await memoryViewStore().live(holdings);
  asked = [];
  ports = {
    page: async (query) => {
      asked.push(query);
      const { items, ...rest } = await generation.page(query);
      return { ...fresh, ...rest, items: [...items] };
    },
    requireUnit: async (id) => (id === 'ha-long-post' ? undefined : refuse('UnitNotFound', { id })),
    clock: () => Date.parse(now),
  };
});

const idOf = (index: number) => uuidV8('held', index);
/** The story of one dossier, moved on by so many milliseconds. */
async function keep(index: number, story: readonly Told[], byMs = 0): Promise<void> {
  let document: HoldingsDocument | undefined;
  for (const [at, event] of story.entries()) {
    const envelope = { ...toldEnvelope(event, at), dossierId: idOf(index) };
    const occurredAt = new Date(Date.parse(envelope.occurredAt) + byMs).toISOString();
    const read = standingEvents.read({ ...envelope, occurredAt });
    document = read ? holdings.evolve(document, read) : document;
  }
  const write = { key: idOf(index), document, position: index + 2, previous: 0 };
  await generation.save([write], { checkpoints: [], held: [], released: [] });
}
const loads = (at?: string, actor = inspector) => listUnitLoads(ports, ListUnitLoads.ask.parse({ at }), actor);
const held = (ask: object, actor = inspector) => listHeldDossiers(ports, ListHeldDossiers.ask.parse(ask), actor);

describe('What lay in each unit', () => {
  beforeEach(async () => {
    await keep(1, life);
    await keep(2, life.slice(0, 5));
    await keep(3, [submitted]);
  });

  it('is counted at an instant, the overdue ones too', async () => {
    expect(await loads('2022-03-15T08:00:00.000Z')).toEqual({
      ...{ ...fresh, at: '2022-03-15T08:00:00.000Z', remarks: [] },
      items: [
        { unit: 'ha-long-office', dossiers: 2, overdue: 0 },
        { unit: 'ha-long-one-stop', dossiers: 1, overdue: 0 },
      ],
    });
    expect((await loads()).items).toEqual([
      { unit: 'ha-long-office', dossiers: 1, overdue: 1 },
      { unit: 'ha-long-one-stop', dossiers: 1, overdue: 0 },
    ]);
    expect((await loads('2022-03-14T02:59:59.999Z')).items).toEqual([]);
  });
  it('is told to a unit of itself, and to nobody of others', async () => {
    expect((await loads(undefined, officer)).items.map(({ unit }) => unit)).toEqual(['ha-long-office']);
    await expect(held({ unit: 'ha-long-one-stop' }, officer)).rejects.toMatchObject({ code: 'WrongUnit' });
    expect((await held({ unit: 'ha-long-office' }, officer)).items).toHaveLength(1);
  });
  it('is told as of now for what is yet to come, and says so', async () => {
    expect(await loads('2030-01-01T00:00:00.000Z')).toMatchObject({ at: now, remarks: [{ code: 'future' }] });
  });

  it('is listed, the longest held first', async () => {
    const { items } = ListHeldDossiers.answer.parse(
      await held({ unit: 'ha-long-office', at: '2022-03-15T08:00:00.000Z' }),
    );
    expect(items).toEqual(
      [1, 2]
        .map((index) => ({
          ...{ dossier: idOf(index), code: received.data.code, procedure: '1.001193', status: 'in-process' },
          ...{ unit: 'ha-long-office', person: 'officer-0802', since: transferred.at, dueAt: received.data.dueAt },
          overdue: false,
        }))
        .sort((one, other) => (one.dossier < other.dossier ? -1 : 1)),
    );
  });
  it('is nothing in a unit that has none, and refused of one that is none', async () => {
    expect((await held({ unit: 'ha-long-post' })).items).toEqual([]);
    await expect(held({ unit: 'nowhere' })).rejects.toMatchObject({ code: 'UnitNotFound' });
  });
});

describe('A list of held dossiers', () => {
  it('comes in pages that make the whole', async () => {
    for (let index = 0; index < 25; index++) await keep(index, [submitted], (index % 7) * 60_000);
    const whole = (await held({ unit: 'ha-long-one-stop', limit: 100 })).items;
    expect(whole).toHaveLength(25);
    const paged: unknown[] = [];
    let after: string | undefined;
    do {
      const page = await held({ unit: 'ha-long-one-stop', limit: 4, after });
      paged.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    expect(paged).toEqual(whole);
    expect(whole.map(({ since }) => since)).toEqual(whole.map(({ since }) => since).sort());
  });
});

describe('The cost of an instant', () => {
  const dayMs = 86_400_000;
  const lives = fc.array(
    fc.record({ beginsDay: fc.integer({ min: 0, max: 400 }), days: fc.integer({ min: 0, max: 200 }) }),
    {
      maxLength: 30,
    },
  );

  it('leaves nothing out, and looks at no dossier that was not open within its own length of life', async () => {
    // None after `now`, which is day 617: what is yet to come is told as of now.
    await fc.assert(
      fc.asyncProperty(lives, fc.integer({ min: 0, max: 617 }), async (all, atDay) => {
        generation = await memoryViewStore().live(holdings);
        const start = Date.parse(submitted.at);
        for (const [index, { beginsDay, days }] of all.entries()) {
          const end = new Date(start + days * dayMs).toISOString();
          await keep(index, [submitted, { ...told.withdrawn, at: end }], (beginsDay - 600) * dayMs);
        }
        const at = new Date(start + (atDay - 600) * dayMs).toISOString();
        const open = all.filter(({ beginsDay, days }) => beginsDay <= atDay && atDay < beginsDay + days).length;
        asked = [];
        const { items } = await loads(at);
        expect(items.reduce((sum, { dossiers }) => sum + dossiers, 0)).toBe(open);
        const seen = (await Promise.all(asked.map((query) => generation.page(query)))).flatMap((page) => page.items);
        const near = all.filter(
          ({ beginsDay, days }) => beginsDay <= atDay && atDay <= beginsDay + Math.max(1, 2 * days),
        );
        expect(seen.length).toBeLessThanOrEqual(near.length);
      }),
      { numRuns: 40 },
    );
  });
});
