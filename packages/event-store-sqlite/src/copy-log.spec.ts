import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, freshStream, noted, notes, write } from '@hoso/event-sourcing/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyLog } from './copy-log.ts';
import { type SqliteEventStore, sqliteEventStore } from './event-store.ts';

let folder = '';
let store: SqliteEventStore;
const path = () => join(folder, 'log.sqlite');
const copy = () => join(folder, 'copy', 'log.sqlite');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-copy-'));
  store = sqliteEventStore({ path: path(), log: { kind: 'live' } });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function copied(onPages?: (copied: number, of: number) => void) {
  rmSync(join(folder, 'copy'), { recursive: true, force: true });
  mkdirSync(join(folder, 'copy'));
  return await copyLog(path(), copy(), onPages);
}

describe('A copy of a log', () => {
  it('holds it as it stood at one moment, byte for byte, while the store goes on writing', async () => {
    const large = { text: 'x'.repeat(4_000) };
    for (let count = 0; count < 40; count++) {
      await store.append([write(freshStream(), 0, ...notes(100, { data: large }))]);
    }
    const before = await everything(store);
    const writing: Promise<unknown>[] = [];
    const seen: number[] = [];
    const { log, head } = await copied((pages, of) => {
      seen.push(pages / of);
      writing.push(store.append([write(freshStream(), 0, noted())]));
    });
    await Promise.all(writing);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
    expect(await store.head()).toBe(before.length + writing.length);
    const again = sqliteEventStore({ path: copy() });
    expect([log, head]).toEqual([store.log, before.length]);
    expect(await everything(again)).toEqual(before);
    await again.close();
  });

  it('is one file, for its owner only, and keeps the progress of policies', async () => {
    await store.policies.progress('arrange', 7);
    await copied();
    expect(readdirSync(join(folder, 'copy'))).toEqual(['log.sqlite']);
    expect(statSync(copy()).mode & 0o777).toBe(0o600);
    const again = sqliteEventStore({ path: copy() });
    expect(await again.policies.progress('arrange', 0)).toEqual(await store.policies.progress('arrange', 0));
    await again.close();
  });

  it('is refused of a log that is damaged', async () => {
    await store.append([write(freshStream(), 0, ...notes(100, { data: { text: 'x'.repeat(4_000) } }))]);
    await store.close();
    truncateSync(path(), statSync(path()).size - 8_192);
    await expect(copied()).rejects.toMatchObject({ name: 'LogFileError', code: 'DamagedLog' });
  });
});
