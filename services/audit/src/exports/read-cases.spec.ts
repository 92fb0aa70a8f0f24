import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, type ExportedCase, type PersonalRead, ReadCases } from '@hoso/contracts';
import { ocelOfFiled, writeOcelJson, writeXes } from '@hoso/event-log';
import { instantOf, type Sealed, streamName } from '@hoso/event-sourcing';
import fc from 'fast-check';
import { type LogShelf, logShelf, shelfTime, type ToldCase, xes } from '../../test/log-shelf.ts';
import { inspector } from '../../test/past.ts';
import { showDirectlyFollows } from '../conformance/show-directly-follows.ts';
import { histories } from '../history/dossier-history.ts';
import { importXes } from '../imports/import-xes.ts';
import { readCases } from './read-cases.ts';

const operator: Actor = { id: 'operator-1', role: 'operator', unit: 'platform' };
const name = 'Nguyễn Thị Hoa';

let shelf: LogShelf;
let recorded: PersonalRead[];
/** How many reads were durable when something was opened. */
let openedAfter: number[];
let logs = 0;
beforeEach(() => {
  shelf = logShelf();
  [recorded, openedAfter] = [[], []];
});
afterEach(() => shelf.close());

const page = (ask: object, reader = inspector) =>
  readCases(
    {
      ...{ logs: shelf.logs, histories: histories() },
      reads: { record: async (read) => void recorded.push(read) },
      sealer: {
        seal: () => Promise.reject(new Error('nothing is sealed here')),
        lifeOf: async () => undefined,
        open: async () => {
          openedAfter.push(recorded.length);
          return { value: { kind: 'citizen', name } };
        },
      },
    },
    ReadCases.ask.parse(ask),
    reader,
  );

/** Every page, put together again. */
async function cases(log: string, limit = 1_000, personal = false): Promise<readonly ExportedCase[]> {
  const whole: ExportedCase[] = [];
  for (let after: string | undefined = '0'; after !== undefined; ) {
    const { items, next }: Awaited<ReturnType<typeof page>> = await page({ log, limit, after, personal });
    for (const item of items) {
      const last = whole.at(-1);
      if (item.continues && last) whole.splice(-1, 1, { ...last, events: [...last.events, ...item.events] });
      else whole.push(item);
    }
    after = next;
  }
  return whole;
}

type Writing = (cases: readonly ExportedCase[]) => AsyncIterable<string>;
const each = async function* <Item>(items: readonly Item[]) {
  yield* items;
};
const asXes: Writing = (all) =>
  writeXes({ name: 'town', attributes: [] }, each(all.map(({ case: name, ...part }) => ({ name, ...part }))));
const asOcel: Writing = (all) => writeOcelJson(() => each(all.map((part) => ocelOfFiled(part))));

const given = async (log: string, write: Writing): Promise<string> =>
  (await Array.fromAsync(write(await cases(log)))).join('');

/** What a log says of its cases, wherever they stand in it. */
const told = (all: readonly ExportedCase[]) =>
  all
    .map(({ events, ...one }) => ({ ...one, events: events.map(({ attributes }) => attributes) }))
    .sort((one, other) => (one.case < other.case ? -1 : 1));

const sealed: Sealed = { kid: 'k', iv: 'aXY=', ct: 'Y3Q=', tag: 'dGFn' };
const dossier = '019d2bfd-3fe0-7abc-b9d6-5e9e20d6eef7';

/** One event of a dossier, as its service would have recorded it. */
async function record(stream: string, expected: number, type: string, data: object, pointers: readonly string[] = []) {
  const commandId = randomUUID();
  const actor = { id: 'clerk-0701', role: 'clerk', unit: 'ha-long-one-stop' };
  const about = { commandId, commandType: 'Trial', correlationId: commandId, actor, dossierId: dossier };
  const event = { ...about, type, schemaVersion: 1, occurredAt: instantOf(shelfTime), data };
  const events = [pointers.length === 0 ? event : { ...event, sealed: pointers }];
  await shelf.main.append([{ stream, expected, events }]);
}

async function recordDossier(): Promise<void> {
  const submission = { procedure: '1.001612', channel: 'online', oneStop: 'ha-long-one-stop', returnBy: 'counter' };
  const own = streamName('dossier', dossier);
  await record(own, 0, 'DossierSubmitted', { ...submission, applicant: sealed }, ['/applicant']);
  await record(streamName('shipment', `${dossier}-1`), 0, 'ItemSealed', {
    dossier,
    shipment: 1,
    applicantPresent: true,
  });
  await record(own, 1, 'DossierWithdrawn', { reason: sealed, notes: [sealed, 'open'] }, ['/reason', '/notes/0']);
}

const At = fc.constantFrom('2011-01-01T00:00:00+07:00', '2011-01-01 08:00:00', '2011-01-01T24:00:00Z');
const Case: fc.Arbitrary<ToldCase> = fc.record(
  {
    name: fc.constantFrom('one', 'two', 'Ba (3)', 'bốn'),
    attributes: fc.dictionary(fc.constantFrom('deadline', 'hai chữ', '4'), fc.constantFrom('', 'Đông', '1.10')),
    events: fc.array(fc.tuple(fc.constantFrom('A', 'B'), At), { maxLength: 4 }),
  },
  { requiredKeys: ['events'] },
);

describe('An imported log, given away and taken in again', () => {
  it.each([
    ['XES', asXes],
    ['OCEL', asOcel],
  ])('as %s says the same of every case', (_, write) =>
    fc.assert(
      fc.asyncProperty(fc.array(Case, { minLength: 1, maxLength: 6 }), async (filed) => {
        fc.pre(filed.some(({ events }) => events.length > 0));
        logs += 2;
        const [log, again] = [`filed-${logs}`, `again-${logs}`];
        await importXes(shelf, { log, upload: shelf.upload(xes(...filed)) });
        await importXes(shelf, { log: again, upload: shelf.upload(await given(log, write)) });
        expect(told(await cases(again))).toEqual(told(await cases(log)));
      }),
      { numRuns: 20 },
    ),
  );

  it('comes in pages of any size, none of it twice and none left out', async () => {
    const events = Array.from({ length: 7 }, (_, n) => [`A${n}`, '2011-01-01T00:00:00Z'] as const);
    const filed = ['one', 'two', 'three'].map((called) => ({ name: called, events }));
    await importXes(shelf, { log: 'town', upload: shelf.upload(xes(...filed)) });
    const whole = await cases('town');
    expect(whole.map((one) => one.events.length)).toEqual([7, 7, 7]);
    for (const limit of [1, 2, 7, 8]) expect(await cases('town', limit)).toEqual(whole);
  });

  it('is what it was when it began, also while it grows', async () => {
    const at = '2011-01-01T00:00:00Z';
    const first = { name: 'one', events: [['A', at]] } as const;
    await importXes(shelf, { log: 'town', upload: shelf.upload(xes(first)) });
    const { completeUpTo: upTo } = await page({ log: 'town' });
    const more = [
      {
        name: 'one',
        events: [
          ['A', at],
          ['B', at],
        ],
      },
      { name: 'two', events: [['A', at]] },
    ] as const;
    await importXes(shelf, { log: 'town', upload: shelf.upload(xes(...more)) });
    expect((await page({ log: 'town', upTo })).items.map(({ events }) => events.length)).toEqual([1]);
  });
});

describe('A foreign log of objects', () => {
  const relationships = (...ids: readonly string[]) => ids.map((objectId) => ({ objectId, qualifier: 'of' }));
  const orders = {
    ...{ eventTypes: [], objectTypes: [] },
    objects: [
      { id: 'o1', type: 'order' },
      { id: 'i1', type: 'item' },
    ],
    events: [
      { id: 'e1', type: 'Place', time: '2022-03-15T08:00:00Z', relationships: relationships('o1', 'i1') },
      { id: 'e2', type: 'Count', time: '2022-03-16T08:00:00Z', relationships: relationships('i1') },
    ],
  };

  it('becomes cases by the type of object that is asked for, and says what belongs to none', async () => {
    const upload = shelf.upload(JSON.stringify(orders));
    expect(await importXes(shelf, { log: 'shop', upload, case: 'order' })).toMatchObject({
      ...{ cases: 1, events: 1, added: { cases: 1, events: 1 } },
      warnings: [{ code: 'EventsWithoutCase', count: 1 }],
    });
    expect(await importXes(shelf, { log: 'stock', upload, case: 'item' })).toMatchObject({ cases: 1, events: 2 });
    expect((await cases('shop')).map((one) => [one.case, one.events.length])).toEqual([['o1', 1]]);
  });

  it('leaves nothing where it has no such objects, and says which it has', async () => {
    const upload = shelf.upload(JSON.stringify(orders));
    await expect(importXes(shelf, { log: 'shop', upload })).rejects.toMatchObject({
      ...{ code: 'FileNotReadable', params: { reason: expect.stringContaining('"item", "order"') } },
    });
    expect(shelf.logs.open('shop')).toBeUndefined();
  });
});

describe('A log of dossiers', () => {
  it('is told by dossiers over all their streams, in the order of the log', async () => {
    await recordDossier();
    const [only, ...others] = await cases('main');
    expect(others).toEqual([]);
    expect(only).toMatchObject({ case: dossier, continues: false });
    const activities = only?.events.map(
      ({ attributes }) => attributes.find(({ key }) => key === 'concept:name')?.value,
    );
    expect(activities).toEqual(['DossierSubmitted', 'ItemSealed', 'DossierWithdrawn']);
    expect(only?.events[1]?.attributes).toEqual(
      expect.arrayContaining([
        { key: 'time:timestamp', type: 'date', value: instantOf(shelfTime) },
        { key: 'org:resource', type: 'string', value: 'clerk-0701' },
        { key: 'org:role', type: 'string', value: 'clerk' },
        { key: 'org:group', type: 'string', value: 'ha-long-one-stop' },
        { key: 'applicantPresent', type: 'boolean', value: 'true' },
        { key: 'shipment', type: 'int', value: '1' },
      ]),
    );
    expect(only?.attributes).toEqual(
      expect.arrayContaining([{ key: 'hoso:status', type: 'string', value: 'withdrawn' }]),
    );
    expect(await cases('main', 1)).toEqual([only]);
  });

  it('is measured by the very events that are given away: numbers are the office’s own keeping', async () => {
    await recordDossier();
    const number = { number: 1, dossier, code: '000.00.06.H49-220315-0001' };
    await record(streamName('numbering', '000.00.06.H49-220315'), 0, 'NumberAllocated', number);
    const given = (await cases('main')).flatMap(({ events }) => events);
    const { cases: count, events, activities } = await showDirectlyFollows(shelf.logs, { log: 'main' });
    expect([count, events, given.length]).toEqual([1, 3, 3]);
    expect(activities.map(({ activity }) => activity)).toEqual(['DossierSubmitted', 'DossierWithdrawn', 'ItemSealed']);
  });

  it('is told by objects: the dossier as it changed, who applies by a pseudonym, and others', async () => {
    await recordDossier();
    const [only] = (await page({ log: 'main', objects: true })).items;
    const [one, ...others] = only?.objects ?? [];
    expect(one).toMatchObject({
      ...{ id: dossier, type: 'dossier', shared: false },
      relations: expect.arrayContaining([{ object: `shipment-${dossier}-1`, qualifier: 'carried in' }]),
    });
    const statuses = one?.attributes.filter((attribute) => attribute.name === 'status').map(({ value }) => value);
    expect(statuses).toEqual(['registered', 'withdrawn']);
    expect(others.map(({ id, type, shared }) => [id, type, shared])).toEqual([
      [`applicant:${dossier}`, 'applicant', false],
      [`shipment-${dossier}-1`, 'shipment', false],
      ['officer:clerk-0701', 'officer', true],
      ['agency:ha-long-one-stop', 'agency', true],
    ]);
    expect(others[0]?.attributes).toEqual([]);
    expect(only?.events[1]?.relations).toContainEqual({ object: `shipment-${dossier}-1`, qualifier: 'carried in' });
    const [opened] = (await page({ log: 'main', objects: true, personal: true })).items;
    expect(opened?.objects?.[1]?.attributes).toContainEqual(expect.objectContaining({ name: 'name', value: name }));
  });

  it('goes out without what is sealed, and nobody is said to have read it', async () => {
    await recordDossier();
    const text = JSON.stringify(await cases('main'));
    expect(text).not.toContain(sealed.ct);
    expect(text).not.toContain('applicant.');
    expect([recorded, openedAfter]).toEqual([[], []]);
  });

  it('goes out with it for an inspector who asks, once it is recorded that he read it', async () => {
    await recordDossier();
    expect(JSON.stringify(await cases('main', 1_000, true))).toContain(name);
    expect(recorded).toEqual([
      {
        ...{ actor: inspector, dossiers: [dossier], fields: ['applicant', 'notes', 'reason'] },
        ...{ purpose: 'inspection', query: 'ReadCases' },
      },
    ]);
    expect(openedAfter).toEqual([1, 1, 1]);
  });

  it('goes out with it for nobody else', async () => {
    await recordDossier();
    await expect(page({ log: 'main', personal: true }, operator)).rejects.toMatchObject({ code: 'RoleNotAllowed' });
    expect(await page({ log: 'main' }, operator)).toMatchObject({ items: [{ case: dossier }] });
    expect([recorded, openedAfter]).toEqual([[], []]);
  });
});
