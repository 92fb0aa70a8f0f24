import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rebuildInto } from '@hoso/event-sourcing';
import { openLogReader, sqliteEventStore } from '@hoso/event-store-sqlite';
import { rebuildCacheKib, sqliteViewStore } from '@hoso/views';
import { events, fillLog, worklist } from './worklist-log.ts';

const runs = 5;
const pageMax = 10_000;

/** A worklist with three indexes, built from nothing, against reading and `JSON.parse` of the same rows. */
export const bench = { name: 'rebuild-sqlite', run };

async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-bench-'));
  try {
    const path = join(folder, 'log.sqlite');
    await fill(path);
    const built: number[] = [];
    const read: number[] = [];
    let documents = 0;
    // The first run of each, while the code is being compiled, does not count.
    for (let count = 0; count <= runs; count++) {
      const readMs = readAndParse(path);
      const { tookMs, found } = await build(path, join(folder, `views-${count}`));
      documents = found;
      if (count === 0) continue;
      read.push(readMs);
      built.push(tookMs);
    }
    const value = Math.round(perSecond(median(built)));
    const baseline = Math.round(perSecond(median(read)));
    return {
      value,
      unit: 'events/s',
      baseline,
      ratio: Number((value / baseline).toFixed(3)),
      detail: {
        events,
        documents,
        indexes: worklist.indexes.length,
        bodyBytes: bodyBytes(path),
        runs: built.map((tookMs, index) => Number(((read[index] ?? 0) / tookMs).toFixed(3))),
      },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function build(path: string, folder: string): Promise<{ readonly tookMs: number; readonly found: number }> {
  const store = openLogReader(path);
  const views = sqliteViewStore(folder, { cacheKib: rebuildCacheKib });
  const generation = await views.live(worklist);
  const began = performance.now();
  await rebuildInto({ view: worklist, generation, store, clock: () => performance.now() });
  const tookMs = performance.now() - began;
  const found = await generation.count('code', []);
  await views.close();
  await store.close();
  rmSync(folder, { recursive: true });
  return { tookMs, found };
}

function readAndParse(path: string): number {
  const db = new DatabaseSync(path, { readOnly: true });
  const page = db.prepare(
    `select position, recorded_at, partition, cast(body as text) from events
      where position > ? order by position limit ?`,
    { returnArrays: true },
  );
  const began = performance.now();
  let parsed = 0;
  for (let after = 0; ; after += pageMax) {
    const rows = page.all(after, pageMax);
    for (const row of rows) if (JSON.parse(String(row[3]))) parsed++;
    if (rows.length < pageMax) break;
  }
  const tookMs = performance.now() - began;
  db.close();
  if (parsed !== events + 1) throw new Error(`read ${parsed} events`);
  return tookMs;
}

async function fill(path: string): Promise<void> {
  const store = sqliteEventStore({ path, log: { kind: 'simulated' } });
  await fillLog(store);
  await store.close();
}

function bodyBytes(path: string): number {
  const db = new DatabaseSync(path, { readOnly: true });
  const bytes = db.prepare('select avg(length(body)) as bytes from events').get()?.['bytes'];
  db.close();
  return Math.round(Number(bytes));
}

function perSecond(tookMs: number): number {
  return (events / tookMs) * 1_000;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
