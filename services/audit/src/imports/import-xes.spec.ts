import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ActivityRecorded, ImportReport } from '@hoso/contracts';
import { type Envelope, type EventStore, envelopeOf, StoreUnavailable, uuidV5 } from '@hoso/event-sourcing';
import { type LogShelf, logShelf, type ToldCase, xes } from '../../test/log-shelf.ts';
import { inspector, past } from '../../test/past.ts';
import { checkLog, listDeviations } from '../checks/check-log.ts';
import { showClock } from '../clock/show-clock.ts';
import { compareMoments } from '../history/compare-moments.ts';
import { replay } from '../history/replay.ts';
import { eventsUpTo, listLogs, readLog } from '../logs/read-log.ts';
import { importXes } from './import-xes.ts';

/** Words that only Vietnamese has. */
const vietnamese = /[ạảấầẩậắằẳặếềểễệịọỏốồổộớờởợụủứừửữựđư]/u;
const first: ToldCase = {
  name: 'case-1',
  attributes: { channel: 'Internet' },
  events: [
    ['Receive', '2010-10-02T09:20:39.266+02:00', 'Resource01'],
    ['Check', '2010-10-01T09:20:39+02:00', 'Resource02'],
  ],
};
const second: ToldCase = { name: 'case-2', events: [['Receive', '2011-01-01T00:00:00Z']] };

let shelf: LogShelf;
beforeEach(() => {
  shelf = logShelf();
});
afterEach(() => shelf.close());

const importing = (file: string | Uint8Array, log = 'town') => importXes(shelf, { log, upload: shelf.upload(file) });
const town = (): EventStore => shelf.logs.open('town') ?? missing();
const missing = (): never => {
  throw new Error('there is no such log');
};
async function eventsOf(store: EventStore): Promise<readonly Envelope[]> {
  return (await Array.fromAsync(eventsUpTo(store, await store.head()))).map(envelopeOf);
}

describe('An import', () => {
  it('makes a log of its own and records each event at its original instant', async () => {
    const report = await importing(xes(first, second));
    expect(ImportReport.parse(report)).toEqual({
      ...{ log: 'town', cases: 2, events: 3, added: { cases: 2, events: 3 }, position: 4, warnings: [] },
    });
    expect(town().log.kind).toBe('imported');
    const [opened, ...events] = await eventsOf(town());
    expect(opened?.type).toBe('LogOpened');
    const dossierId = uuidV5(town().log.id, 'case-1');
    const [receive, check] = events.filter((event) => event.dossierId === dossierId);
    expect(receive).toMatchObject({
      ...{ stream: `dossier-${dossierId}`, version: 1, occurredAt: '2010-10-02T07:20:39.266Z' },
      ...{ recordedAt: '2026-11-23T08:00:00.000Z', actor: { id: 'import', role: 'system', unit: 'platform' } },
    });
    expect(ActivityRecorded.schema.parse(receive?.data)).toEqual({
      ...{ case: 'case-1', index: 1, activity: 'Receive', at: '2010-10-02T09:20:39.266+02:00', resource: 'Resource01' },
      attributes: [
        { key: 'concept:name', type: 'string', value: 'Receive' },
        { key: 'org:resource', type: 'string', value: 'Resource01' },
        { key: 'time:timestamp', type: 'date', value: '2010-10-02T09:20:39.266+02:00' },
      ],
      caseAttributes: [
        { key: 'concept:name', type: 'string', value: 'case-1' },
        { key: 'channel', type: 'string', value: 'Internet' },
      ],
      import: { file: shelf.upload(xes(first, second)), events: 3 },
    });
    // The file's order is the stream's, whatever its times say.
    expect(check).toMatchObject({ version: 2, occurredAt: '2010-10-01T07:20:39.000Z', data: { index: 2 } });
  });

  it('tells how many cases it left out since they hold no event, each time', async () => {
    const file = xes(first, { name: 'empty', events: [] }, second, { name: 'blank', events: [] });
    const told = [
      {
        code: 'TracesWithoutEvents',
        count: 2,
        vi: expect.stringMatching(/^2 vụ/),
        en: expect.stringMatching(/^2 traces/),
      },
    ];
    expect(ImportReport.parse(await importing(file))).toMatchObject({ cases: 2, warnings: told });
    expect(await importing(file)).toMatchObject({ added: { cases: 0 }, warnings: told });
  });

  it('adds nothing the second time, packed or not', async () => {
    const { position } = await importing(xes(first, second));
    expect(await importing(xes(first, second))).toMatchObject({ cases: 2, added: { cases: 0, events: 0 }, position });
    const packed = gzipSync(xes(first, second));
    expect(await importing(packed)).toMatchObject({ events: 3, added: { cases: 0, events: 0 }, position });
  });
  it('adds new cases and what cases have gone on to', async () => {
    await importing(xes(first));
    const longer = { ...first, events: [...first.events, ['Decide', '2010-10-03T00:00:00Z'] as const] };
    expect(await importing(xes(longer, second))).toMatchObject({ added: { cases: 2, events: 2 }, position: 5 });
  });
  it('writes nothing of a file of which one case contradicts what is recorded', async () => {
    const { position } = await importing(xes(second));
    const changed = { ...second, events: [['Refuse', '2011-01-01T00:00:00Z'] as const] };
    await expect(importing(xes(first, changed))).rejects.toMatchObject({
      ...{ code: 'CaseDiffers', params: { case: 'case-2' } },
    });
    expect(await town().head()).toBe(position);
  });
  it('counts what it adds even where two come at once', async () => {
    const both = await Promise.all([importing(xes(first, second)), importing(xes(first, second))]);
    expect(both.map(({ position }) => position)).toEqual([4, 4]);
  });
  it('keeps long cases whole, in several appends', async () => {
    const events = Array.from({ length: 450 }, (_, index) => [`A${index}`, '2011-01-01T00:00:00Z'] as const);
    const file = xes({ name: 'long', events });
    expect(await importing(file)).toMatchObject({ added: { cases: 1, events: 450 }, position: 451 });
    const told = (await eventsOf(town())).slice(1).map(({ data }) => ActivityRecorded.schema.parse(data));
    expect(told.map(({ index, activity }) => [index, activity])).toEqual(
      events.map(([activity], index) => [index + 1, activity]),
    );
    expect(await importing(file)).toMatchObject({ added: { events: 0 } });
  });
  it('names cases without a name, or with one that stood before, and so again the next time', async () => {
    const { name: _, ...unnamed } = second;
    const file = xes(unnamed, second, { ...first, name: 'case-2' }, unnamed);
    expect(await importing(file)).toMatchObject({ cases: 4, added: { cases: 4, events: 5 } });
    const names = (await eventsOf(town())).slice(1).map(({ data }) => ActivityRecorded.schema.parse(data).case);
    expect([...new Set(names)].sort()).toEqual(['(unnamed 1)', '(unnamed 4)', 'case-2', 'case-2 (2)']);
    expect(await importing(file)).toMatchObject({ added: { cases: 0 } });
  });
  it('leaves out a case in which nothing happened', async () => {
    expect(await importing(xes({ name: 'empty', events: [] }, second))).toMatchObject({ cases: 1, events: 1 });
  });
  it('brings text to the one form that is stored', async () => {
    await importing(xes({ name: 'Ha\u0323', events: [['Tie\u0302\u0301p nha\u0323\u0302n', '2011-01-01T00:00:00Z']] }));
    const [, event] = await eventsOf(town());
    expect(event?.data).toMatchObject({ case: 'H\u1ea1', activity: 'Ti\u1ebfp nh\u1eadn' });
  });
});

describe('An import that is cut off', () => {
  const file = xes(...Array.from({ length: 200 }, (_, index): ToldCase => ({ ...first, name: `dossier-${index}` })));
  const rules = {
    ...{ id: 'r', version: 1, effectiveFrom: '2010-01-01' },
    rules: [{ id: 'F', template: 'four-eyes', activities: ['Receive', 'Check'] }],
  };
  const inCase = { dossier: 'dossier-0', log: 'town' };
  const readings: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['judged', () => checkLog(shelf.logs, { log: 'town', rules })],
    ['listed by deviations', () => listDeviations(shelf.logs, { log: 'town', rules, limit: 10 })],
    ['replayed', () => replay(past(shelf, '2026-11-24T00:00:00.000Z'), { ...inCase, limit: 10 }, inspector)],
    ['compared', () => compareMoments(past(shelf, '2026-11-24T00:00:00.000Z'), { ...inCase, limit: 10 }, inspector)],
    ['timed', () => showClock(past(shelf, '2026-11-24T00:00:00.000Z'), inCase, inspector)],
    ['given away', () => readLog(shelf.logs, { log: 'town', after: 0, limit: 10 })],
  ];

  /** Imports until the disk is full after so many appends. */
  async function cutOff(upload: string, appendsMax: number, caseType?: string): Promise<void> {
    let left = appendsMax;
    const filling = (store: EventStore): EventStore => ({
      ...store,
      append: (writes) => (left-- > 0 ? store.append(writes) : Promise.reject(new StoreUnavailable('full'))),
    });
    const { logs } = shelf;
    const open = (name: string) => {
      const store = logs.open(name);
      return store && filling(store);
    };
    const create = async (name: string, kind: 'imported') => filling(await logs.create(name, kind));
    const ports = { ...shelf, logs: { ...logs, open, create } };
    const asked = { log: 'town', upload, ...(caseType === undefined ? {} : { case: caseType }) };
    await expect(importXes(ports, asked)).rejects.toMatchObject({ reason: 'full' });
  }
  const unfinished = async () =>
    (await listLogs(shelf.logs)).items.flatMap(({ unfinished: left }) => (left ? [left] : []));

  it.each([1, 2, 50])(
    'after %i appends is no log to be judged until the same file is imported again',
    async (count) => {
      const upload = shelf.upload(file);
      await cutOff(upload, count);
      const params = { log: 'town', recorded: 2 * count, wanted: 400, file: upload };
      for (const [, read] of readings) await expect(read()).rejects.toMatchObject({ code: 'ImportUnfinished', params });
      expect(await unfinished()).toEqual([{ recorded: 2 * count, wanted: 400, file: upload }]);
      await expect(importing(xes(second))).rejects.toMatchObject({ code: 'ImportUnfinished', params });
      expect(await importXes(shelf, { log: 'town', upload })).toMatchObject({
        ...{ added: { cases: 200 - count, events: 400 - 2 * count }, position: 401 },
      });
      for (const [, read] of readings) await read();
      expect(await unfinished()).toEqual([]);
      expect(await importing(xes(second))).toMatchObject({ added: { events: 1 } });
    },
  );
  it('before anything of it was recorded leaves a log that is known to hold nothing', async () => {
    await cutOff(shelf.upload(file), 0);
    for (const [, read] of readings) await expect(read()).rejects.toMatchObject({ code: 'ImportNotBegun' });
    expect(await unfinished()).toEqual([{ recorded: 0 }]);
    expect(await importing(xes(second))).toMatchObject({ added: { events: 1 } });
    expect(await unfinished()).toEqual([]);
  });
  it('while it adds to a log that was whole, takes that log back until it is done', async () => {
    await importing(xes(second));
    const upload = shelf.upload(file);
    await cutOff(upload, 50);
    const params = { recorded: 100, wanted: 400, file: upload };
    for (const [, read] of readings) await expect(read()).rejects.toMatchObject({ params });
    await cutOff(upload, 50);
    expect(await unfinished()).toMatchObject([{ recorded: 200, wanted: 400 }]);
    expect(await importXes(shelf, { log: 'town', upload })).toMatchObject({ added: { cases: 100, events: 200 } });
    for (const [, read] of readings) await read();
  });
  it('is finished with the cases that it was begun with, and no others of the same file', async () => {
    const events = Array.from({ length: 40 }, (_, index) => ({
      ...{ id: `e${index}`, type: 'Receive', time: '2011-01-01T00:00:00Z', attributes: [] },
      relationships: [`order-${index % 4}`, `item-${index % 20}`].map((objectId) => ({ objectId, qualifier: 'of' })),
    }));
    const named = (type: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({ id: `${type}-${index}`, type }));
    const ocel = {
      ...{ eventTypes: [{ name: 'Receive', attributes: [] }], objects: [...named('order', 4), ...named('item', 20)] },
      ...{ objectTypes: ['order', 'item'].map((name) => ({ name, attributes: [] })), events },
    };
    const upload = shelf.upload(JSON.stringify(ocel));
    await cutOff(upload, 1, 'order');
    const left = { recorded: 10, wanted: 40 };
    await expect(importXes(shelf, { log: 'town', upload, case: 'item' })).rejects.toMatchObject({
      ...{ code: 'ImportOfOtherCases', params: { log: 'town', ...left, fresh: 40 } },
    });
    expect(await unfinished()).toEqual([{ ...left, file: upload }]);
    expect(await importXes(shelf, { log: 'town', upload, case: 'order' })).toMatchObject({ added: { events: 30 } });
    expect(await unfinished()).toEqual([]);
    // Whole, it may be joined by the others.
    expect(await importXes(shelf, { log: 'town', upload, case: 'item' })).toMatchObject({ added: { events: 40 } });
  });

  it('before logs said so is taken as whole', async () => {
    const { log } = await shelf.logs.create('town', 'imported');
    const old = { case: 'dossier-0', index: 1, activity: 'A', at: '2011-01-01T00:00:00Z', attributes: [] };
    const dossierId = uuidV5(log.id, 'dossier-0');
    const commandId = uuidV5(log.id, 'old');
    const event = {
      ...{ commandId, commandType: 'ImportCase', type: 'ActivityRecorded' },
      ...{ schemaVersion: 1, dossierId, occurredAt: '2011-01-01T00:00:00.000Z', correlationId: uuidV5(log.id, 'file') },
      ...{ actor: { id: 'import', role: 'system', unit: 'platform' }, data: old },
    };
    await town().append([{ stream: `dossier-${dossierId}`, expected: 0, events: [event] }]);
    for (const [, read] of readings) await read();
  });
});

describe('A bad file', () => {
  const good = xes(first, second);
  const cut = (text: string) => text.slice(0, text.indexOf('case-2'));
  it.each<[string, string | Uint8Array, RegExp]>([
    ['cut off within gzip', gzipSync(good.repeat(1)).subarray(0, 200), /cut off/],
    ['cut off as text', cut(good), /cut off/],
    ['of damaged gzip', Buffer.concat([gzipSync(good).subarray(0, 20), Buffer.alloc(60, 7)]), /damaged|cut off/],
    ['that is not XML', 'Case,Activity\n1,Receive', /not XML|line 1/],
    ['that is empty', '', /empty/],
    ['that is XML of another kind', '<html><body/></html>', /not XES.*<html>/],
    ['without any case', '<log/>', /no case/],
    ['without any event', xes({ name: 'empty', events: [] }), /no case/],
    [
      'with a date that does not exist',
      xes(first, { name: 'b', events: [['A', '2011-02-30T00:00:00Z']] }),
      /"b".*event 1.*2011-02-30/,
    ],
    ['with a date that is none', xes({ name: 'b', events: [['A', 'yesterday']] }), /yesterday/],
    [
      'with an event without a time',
      '<log><trace><event><string key="concept:name" value="A"/></event></trace></log>',
      /time:timestamp/,
    ],
    [
      'with an activity beyond all measure',
      xes({ name: 'b', events: [['A'.repeat(1_001), '2011-01-01T00:00:00Z']] }),
      /"b", event 1: activity/,
    ],
    [
      'with an event that cannot be stored',
      xes({ name: 'b', attributes: { note: 'x'.repeat(300_000) }, events: [['A', '2011-01-01T00:00:00Z']] }),
      /"b", event 1: larger than/,
    ],
    [
      'with a year that cannot be stored',
      xes({ name: 'b', events: [['A', '9999-12-31T23:00:00-05:00']] }),
      /9999-12-31/,
    ],
  ])('%s is refused with place and reason, and leaves nothing, not even a log', async (_, file, reason) => {
    await expect(importing(file)).rejects.toMatchObject({
      ...{
        name: 'DomainError',
        code: 'FileNotReadable',
        params: { reason: expect.stringMatching(reason), reasonVi: expect.stringMatching(vietnamese) },
      },
    });
    expect((await shelf.logs.list()).map(({ name }) => name)).toEqual(['main']);
  });
  it('leaves a log that is there as it was', async () => {
    const { position } = await importing(good);
    await expect(importing(cut(good).replace('case-1', 'case-3'))).rejects.toMatchObject({ code: 'FileNotReadable' });
    expect(await town().head()).toBe(position);
  });
  it('that was never uploaded is refused', async () => {
    await expect(importXes(shelf, { log: 'town', upload: 'a'.repeat(64) })).rejects.toMatchObject({
      code: 'UploadNotFound',
    });
  });
  it('never goes into the log that the platform works on', async () => {
    await expect(importing(good, 'main')).rejects.toMatchObject({ code: 'LogNotImported', params: { log: 'main' } });
    expect(await shelf.main.head()).toBe(1);
  });
});
