import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, freshStream, nextId, noted, notes, refusalOf, write } from '@hoso/event-sourcing/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type SqliteEventStore, sqliteEventStore } from './event-store.ts';
import { openLogReader } from './log-reader.ts';

let folder = '';
let path = '';
let store: SqliteEventStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-log-reader-'));
  path = join(folder, 'log.sqlite');
  store = sqliteEventStore({ path, log: { kind: 'live' } });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('A reader beside the store', () => {
  it('reads what the store reads, as soon as it is durable', async () => {
    const reader = openLogReader(path);
    const stream = freshStream();
    const commandId = nextId();
    await store.append([write(stream, 0, ...notes(3, { commandId }))]);
    expect(reader.log).toEqual(store.log);
    expect(await everything(reader, 2)).toEqual(await everything(store));
    expect(await reader.readStream(stream, 1, 10)).toEqual(await store.readStream(stream, 1, 10));
    expect(await reader.findCommand(commandId)).toEqual(await store.findCommand(commandId));
    expect(await reader.head()).toBe(4);
    await reader.close();
  });

  it('waits until the store has written, or the time is up', async () => {
    const reader = openLogReader(path);
    const waiting = reader.waitPast(1, 10_000);
    await store.append([write(freshStream(), 0, noted())]);
    expect(await waiting).toBe(2);
    expect(await reader.waitPast(2, 30)).toBe(2);
    await reader.close();
  });

  it('reads a log that nobody has open', async () => {
    await store.append([write(freshStream(), 0, noted())]);
    await store.close();
    const reader = openLogReader(path);
    expect(await reader.head()).toBe(2);
    await reader.close();
    await reader.close();
    expect(await refusalOf(reader.head())).toMatchObject({ name: 'StoreUnavailable', reason: 'closed' });
  });

  it('does not hinder appends while it reads', async () => {
    await store.append([write(freshStream(), 0, ...notes(1_000))]);
    const reader = openLogReader(path);
    const [seen] = await Promise.all([
      everything(reader, 10),
      ...Array.from({ length: 50 }, () => store.append([write(freshStream(), 0, noted())])),
    ]);
    expect(seen).toEqual((await everything(store)).slice(0, seen.length));
    expect(await everything(reader)).toHaveLength(1_051);
    await reader.close();
  });
});
