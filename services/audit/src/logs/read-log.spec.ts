import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ListLogs, ReadLog } from '@hoso/contracts';
import { type LogShelf, logShelf, xes } from '../../test/log-shelf.ts';
import { importXes } from '../imports/import-xes.ts';
import { listLogs, readLog } from './read-log.ts';

let shelf: LogShelf;
beforeEach(async () => {
  shelf = logShelf();
  const events = Array.from({ length: 7 }, (_, index) => [`A${index}`, '2011-01-01T00:00:00Z'] as const);
  await importXes(shelf, { log: 'town', upload: shelf.upload(xes({ name: 'case-1', events })) });
});
afterEach(() => shelf.close());

const reading = (ask: Readonly<Record<string, unknown>>) => readLog(shelf.logs, ReadLog.ask.parse(ask));

describe('A log is read', () => {
  it('as it is stored, byte for byte', async () => {
    const stored = (await shelf.logs.open('town')?.readAll(0, 100)) ?? [];
    const { items, completeUpTo, next } = ReadLog.answer.parse(await reading({ log: 'town' }));
    expect(items.map(({ body }) => body)).toEqual(stored.map(({ body }) => body));
    expect(items.map(({ recordedAt }) => Date.parse(recordedAt))).toEqual(stored.map(({ recordedAt }) => recordedAt));
    expect([completeUpTo, next]).toEqual([8, undefined]);
  });
  it('page by page, none twice and none left out', async () => {
    const positions: number[] = [];
    for (let after: string | undefined = '0'; after !== undefined; ) {
      const page: Awaited<ReturnType<typeof reading>> = await reading({ log: 'town', after, limit: 3 });
      positions.push(...page.items.map(({ position }) => position));
      after = page.next;
    }
    expect(positions).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
  it('to nothing past its head', async () =>
    expect(await reading({ log: 'town', after: 8 })).toEqual({ items: [], completeUpTo: 8, lagMs: 0 }));
  it('by default where the platform works', async () => {
    const { items } = await reading({});
    expect(items.map(({ body }) => JSON.parse(body).type)).toEqual(['LogOpened']);
  });
  it('only if it is there', async () =>
    await expect(reading({ log: 'nowhere' })).rejects.toMatchObject({
      code: 'LogNotFound',
      params: { log: 'nowhere' },
    }));
});

describe('The list of logs', () => {
  it('tells how each was born and how far it has come', async () => {
    const { items, completeUpTo } = ListLogs.answer.parse(await listLogs(shelf.logs));
    expect(items.map(({ name, kind, head, default: isDefault }) => [name, kind, head, isDefault])).toEqual([
      ['main', 'live', 1, true],
      ['town', 'imported', 8, false],
    ]);
    expect(completeUpTo).toBe(1);
  });
});
