import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type EventStore, envelopeOf, type NewEvent, type RecordedEvent } from '@hoso/event-sourcing';
import { sqliteEventStore } from '@hoso/event-store-sqlite';

const writers = 512;
const appendsEach = 40;
const runs = 5;

/** Durable appends of 512 writers at once, against batches of 512 prepared rows written with `node:sqlite` alone. */
export const bench = { name: 'append-sqlite', run };

async function run() {
  const stored: Run[] = [];
  const raw: Run[] = [];
  // The first run of each, while the code is being compiled, does not count.
  for (let count = 0; count <= runs; count++) {
    const { rows, ...store } = await inFolder(runStore);
    const bare = await inFolder(async (folder) => runRaw(folder, rows));
    if (count === 0) continue;
    stored.push(store);
    raw.push(bare);
  }
  const value = Math.round(median(stored.map(perSecond)));
  const baseline = Math.round(median(raw.map(perSecond)));
  return {
    value,
    unit: 'appends/s',
    baseline,
    ratio: Number((value / baseline).toFixed(3)),
    detail: {
      writers,
      appends: writers * appendsEach,
      bodyBytes: stored[0]?.bodyBytes,
      runs: stored.map((run, index) => Number((perSecond(run) / perSecond(raw[index] ?? run)).toFixed(3))),
    },
  };
}

interface Run {
  readonly events: number;
  readonly tookMs: number;
  readonly bodyBytes: number;
}

async function runStore(folder: string): Promise<Run & { readonly rows: readonly RecordedEvent[] }> {
  const store = sqliteEventStore({ path: join(folder, 'log.sqlite'), log: { kind: 'live' } });
  const from = await store.head();
  const began = performance.now();
  await Promise.all(Array.from({ length: writers }, () => write(store)));
  const tookMs = performance.now() - began;
  const rows: RecordedEvent[] = [];
  for (let after = from; ; after = rows.at(-1)?.position ?? after) {
    const page = await store.readAll(after, 10_000);
    rows.push(...page);
    if (page.length === 0) break;
  }
  await store.close();
  const bytes = rows.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
  return { events: rows.length, tookMs, bodyBytes: Math.round(bytes / rows.length), rows };
}

/** One writer: it appends to its own dossier and waits for each receipt. */
async function write(store: EventStore): Promise<void> {
  const dossierId = randomUUID();
  for (let expected = 0; expected < appendsEach; expected++) {
    await store.append([{ stream: `dossier-${dossierId}`, expected, events: [stepCompleted(dossierId, expected)] }]);
  }
}

function stepCompleted(dossierId: string, step: number): NewEvent {
  const commandId = randomUUID();
  return {
    commandId,
    commandType: 'CompleteStep',
    type: 'StepCompleted',
    schemaVersion: 1,
    dossierId,
    occurredAt: '2022-03-15T02:03:04.005Z',
    actor: { id: 'officer-17', role: 'officer', unit: 'H49.06' },
    correlationId: commandId,
    data: { note: 'checked', step },
  };
}

/** The same rows, indexes and bytes; every row is ready to be bound before the clock starts. */
function runRaw(folder: string, recorded: readonly RecordedEvent[]): Run {
  const db = new DatabaseSync(join(folder, 'raw.sqlite'));
  db.exec(`
    pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -32768; pragma wal_autocheckpoint = 4000;
    create table events (position integer primary key, recorded_at integer not null, partition integer not null,
      stream text not null, version integer not null, id text not null, command_id text not null,
      body blob not null) strict;
    create unique index events_id on events (id);
    create unique index events_stream on events (stream, version);
    create index events_command on events (command_id);
    create index events_partition on events (partition);`);
  const rows = recorded.map((event) => {
    const { stream, version, id, commandId } = envelopeOf(event);
    const { position, recordedAt, partition, body } = event;
    return [position, recordedAt, partition, stream, version, id, commandId, Buffer.from(body)] as const;
  });
  const insert = db.prepare('insert into events values (?, ?, ?, ?, ?, ?, ?, ?)');
  const began = performance.now();
  for (let from = 0; from < rows.length; from += writers) {
    db.exec('begin immediate');
    for (const row of rows.slice(from, from + writers)) insert.run(...row);
    db.exec('commit');
  }
  const tookMs = performance.now() - began;
  db.close();
  return { events: rows.length, tookMs, bodyBytes: 0 };
}

async function inFolder<Answer>(work: (folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function perSecond({ events, tookMs }: Run): number {
  return (events / tookMs) * 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
