import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, freshStream, noted, notes, refusalOf, write } from '@hoso/event-sourcing/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sqliteEventStore, storeOn } from './event-store.ts';
import { openLog } from './log-file.ts';

let folder = '';
let path = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-group-commit-'));
  path = join(folder, 'log.sqlite');
  await sqliteEventStore({ path, log: { kind: 'live' } }).close();
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('Group commit', () => {
  it('writes appends that wait in one transaction, with one time', async () => {
    let reads = 0;
    const store = sqliteEventStore({ path, clock: () => 4_000_000_000_000 + reads++ });
    await Promise.all(Array.from({ length: 300 }, () => store.append([write(freshStream(), 0, noted())])));
    expect(transactions()).toBe(1);
    const times = (await everything(store)).slice(1).map(({ recordedAt }) => recordedAt);
    expect(new Set(times)).toEqual(new Set([4_000_000_000_000]));
    await store.close();
  });

  it('writes appends that do not wait for each other in transactions of their own', async () => {
    const store = sqliteEventStore({ path });
    for (let count = 0; count < 5; count++) await store.append([write(freshStream(), 0, noted())]);
    expect(transactions()).toBe(5);
    await store.close();
  });

  it('writes 512 appends in a transaction at most', async () => {
    const store = sqliteEventStore({ path });
    await Promise.all(Array.from({ length: 1_025 }, () => store.append([write(freshStream(), 0, noted())])));
    expect(transactions()).toBe(3);
    await store.close();
  });

  it('is durable append by append, unless what is written can be made again, and afterwards once more', async () => {
    const db = openLog(path);
    const store = storeOn(db, path, Date.now);
    const durability = (): unknown => db.prepare('pragma synchronous').get()?.['synchronous'];
    const [normal, full] = [1, 2];
    const within = await store.durableTogether(async () => {
      await store.append([write(freshStream(), 0, noted())]);
      return durability();
    });
    expect([within, durability()]).toEqual([normal, full]);
    const failing = store.durableTogether(() => Promise.reject(new Error('no more')));
    await expect(failing).rejects.toThrow('no more');
    expect(durability()).toBe(full);
    expect((await everything(store)).length).toBe(2);
    await store.close();
  });

  it('ends a transaction that has grown long', async () => {
    const store = sqliteEventStore({ path });
    const long = noted().data;
    const append = () =>
      store.append([write(freshStream(), 0, ...notes(40, { data: { long, text: 'x'.repeat(250_000) } }))]);
    await Promise.all([append(), append()]);
    expect(transactions()).toBe(2);
    await store.close();
  });

  it('writes no transaction for refusals alone, and shares one between policies and appends', async () => {
    const store = sqliteEventStore({ path });
    await Promise.allSettled(Array.from({ length: 9 }, () => store.append([write(freshStream(), 1, noted())])));
    expect(transactions()).toBe(0);
    await Promise.all([store.policies.progress('p', 0), store.append([write(freshStream(), 0, noted())])]);
    expect(transactions()).toBe(1);
    await store.close();
  });
});

describe('A full disk', () => {
  it('refuses what waits, harms nothing, and is over when there is room', async () => {
    const db = openLog(path);
    const store = storeOn(db, path, Date.now);
    const first = await store.append([write('dossier-1', 0, noted())]);
    const before = await everything(store);
    db.exec(`pragma max_page_count = ${pages() + 2}`);
    const data = { text: 'x'.repeat(5_000) };
    const appends = Array.from({ length: 20 }, () => store.append([write(freshStream(), 0, noted({ data }))]));
    for (const refused of await Promise.all(appends.map(refusalOf))) {
      expect(refused).toMatchObject({ name: 'StoreUnavailable', reason: 'full', cause: expect.anything() });
    }
    expect(await everything(store)).toEqual(before);

    db.exec('pragma max_page_count = 1000000');
    expect(await store.append([write('dossier-1', 1, noted({ data }))])).toMatchObject({
      version: 2,
      position: first.position + 1,
    });
    await store.close();
    const again = sqliteEventStore({ path });
    expect((await everything(again)).slice(0, -1)).toEqual(before);
    await again.close();
  });

  function pages(): number {
    return readFileSync(path).length / 4096;
  }
});

/**
 * How many transactions lie in the write-ahead file: frames that end one say the size of the database (fileformat.html
 * §4.1).
 */
function transactions(): number {
  const wal = readFileSync(`${path}-wal`);
  const frameBytes = 24 + 4096;
  let count = 0;
  for (let at = 32; at + frameBytes <= wal.length; at += frameBytes) if (wal.readUInt32BE(at + 4) !== 0) count += 1;
  return count;
}
