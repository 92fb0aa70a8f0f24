import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@hoso/backends';
import { type EventStore, rebuildInto } from '@hoso/event-sourcing';
import { migrate, postgresEventStore } from '@hoso/event-store-postgres';
import { rebuildCacheKib, sqliteViewStore } from '@hoso/views';
import pg from 'pg';
import { events, fillLog, worklist } from './worklist-log.ts';

const runs = 5;
const pageMax = 10_000;
const log = 'main';

/**
 * A worklist with three indexes, built from nothing in SQLite out of a log on PostgreSQL, against reading and
 * `JSON.parse` of the same rows.
 */
export const bench = { name: 'rebuild-postgres', run };

async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-bench-'));
  // Only reading is measured, so that nothing need be durable.
  const server = await startPostgres({ durable: false });
  try {
    await migrate({ url: server.url, log, born: { kind: 'simulated' } });
    const store = await postgresEventStore({ url: server.url, log });
    await fillLog(store);
    const built: number[] = [];
    const read: number[] = [];
    // The first run of each, while the code is being compiled, does not count.
    for (let count = 0; count <= runs; count++) {
      const readMs = await readAndParse(server.url);
      const tookMs = await build(store, join(folder, `views-${count}`));
      if (count === 0) continue;
      read.push(readMs);
      built.push(tookMs);
    }
    await store.close();
    const [value, baseline] = [built, read].map((tookMs) => Math.round((events / median(tookMs)) * 1_000));
    return {
      value,
      unit: 'events/s',
      baseline,
      ratio: Number(((value ?? 0) / (baseline ?? 1)).toFixed(3)),
      detail: { events, runs: built.map((tookMs, index) => Number(((read[index] ?? 0) / tookMs).toFixed(3))) },
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function build(store: EventStore, folder: string): Promise<number> {
  const views = sqliteViewStore(folder, { cacheKib: rebuildCacheKib });
  const generation = await views.live(worklist);
  const began = performance.now();
  await rebuildInto({ view: worklist, generation, store, clock: () => performance.now() });
  const tookMs = performance.now() - began;
  await views.close();
  rmSync(folder, { recursive: true });
  return tookMs;
}

async function readAndParse(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const text = `select position, recorded_at, partition, convert_from(body, 'UTF8') from "log_${log}".events
    where position > $1 order by position limit $2`;
  const began = performance.now();
  let parsed = 0;
  for (let after = 0; ; after += pageMax) {
    const values = [after, pageMax];
    const { rows } = await client.query<unknown[]>({ name: 'page', text, values, rowMode: 'array' });
    for (const row of rows) if (JSON.parse(String(row[3]))) parsed++;
    if (rows.length < pageMax) break;
  }
  const tookMs = performance.now() - began;
  await client.end();
  if (parsed !== events + 1) throw new Error(`read ${parsed} events`);
  return tookMs;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
