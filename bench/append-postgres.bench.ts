import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startPostgres } from '@hoso/backends';
import { type EventStore, envelopeOf, type NewEvent, type RecordedEvent } from '@hoso/event-sourcing';
import { migrate, postgresEventStore } from '@hoso/event-store-postgres';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const appendsInAll = 20_480;
const runs = 3;

/**
 * Durable appends on PostgreSQL, by 64 and by 512 writers at once: against single-row INSERTs (prepared, each its own
 * transaction) over as many connections, and against COPY of the same rows in one transaction.
 */
export const bench = { name: 'append-postgres', run };

async function run() {
  const server = await startPostgres({ durable: true });
  try {
    const measured: Record<string, readonly number[]> = { store64: [], insert64: [], store512: [], copy: [] };
    for (let count = 0; count <= runs; count += 1) {
      const at64 = await appendWith(server.url, 64);
      const at512 = await appendWith(server.url, 512);
      const rates = {
        store64: at64.perSecond,
        insert64: await insertWith(server.url, 64, at64.rows),
        store512: at512.perSecond,
        copy: await copyOf(server.url, at512.rows),
      };
      // The first round, while code is being compiled and caches are cold, does not count.
      if (count === 0) continue;
      for (const [name, rate] of Object.entries(rates)) measured[name] = [...(measured[name] ?? []), rate];
    }
    const [store64, insert64, store512, copy] = ['store64', 'insert64', 'store512', 'copy'].map((name) =>
      Math.round(median(measured[name] ?? [])),
    );
    return {
      value: store64,
      unit: 'appends/s',
      baseline: insert64,
      ratio: Number(((store64 ?? 0) / (insert64 ?? 1)).toFixed(2)),
      detail: {
        writers64: store64,
        insertsOver64Connections: insert64,
        writers512: store512,
        copy,
        ratioToCopyAt512: Number(((store512 ?? 0) / (copy ?? 1)).toFixed(3)),
      },
    };
  } finally {
    await server.stop();
  }
}

async function appendWith(
  url: string,
  writers: number,
): Promise<{ perSecond: number; rows: readonly RecordedEvent[] }> {
  const log = `b${randomUUID().slice(0, 8)}`;
  await migrate({ url, log, born: { kind: 'live' } });
  const store = await postgresEventStore({ url, log });
  const began = performance.now();
  await Promise.all(Array.from({ length: writers }, () => write(store, appendsInAll / writers)));
  const perSecond = (appendsInAll / (performance.now() - began)) * 1_000;
  const rows: RecordedEvent[] = [];
  for (
    let page = await store.readAll(1, 10_000);
    page.length > 0;
    page = await store.readAll(rows.length + 1, 10_000)
  ) {
    rows.push(...page);
  }
  await store.close();
  return { perSecond, rows };
}

/** One writer: it appends to its own dossier and waits for each receipt. */
async function write(store: EventStore, appends: number): Promise<void> {
  const dossierId = randomUUID();
  for (let expected = 0; expected < appends; expected += 1) {
    await store.append([{ stream: `dossier-${dossierId}`, expected, events: [stepCompleted(dossierId, expected)] }]);
  }
}

async function insertWith(url: string, connections: number, rows: readonly RecordedEvent[]): Promise<number> {
  const admin = await connected(url);
  const table = await emptyTable(admin);
  const clients = await Promise.all(Array.from({ length: connections }, () => connected(url)));
  const values = rows.map(valuesOf);
  const text = `insert into ${table} values ($1, $2, $3, $4, $5, $6, $7, $8)`;
  let next = 0;
  const began = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let row = values[next++]; row; row = values[next++])
        await client.query({ name: 'insert', text, values: [...row] });
    }),
  );
  const perSecond = (rows.length / (performance.now() - began)) * 1_000;
  for (const client of [...clients, admin]) await client.end();
  return perSecond;
}

async function copyOf(url: string, rows: readonly RecordedEvent[]): Promise<number> {
  const client = await connected(url);
  const table = await emptyTable(client);
  const lines = rows.map((row) => `${valuesOf(row).map(copied).join('\t')}\n`);
  const began = performance.now();
  const sink = client.query(copyFrom(`copy ${table} from stdin`));
  await pipeline(Readable.from(lines), sink);
  const perSecond = (rows.length / (performance.now() - began)) * 1_000;
  await client.end();
  return perSecond;
}

/** The same columns and indexes as the log's own table. */
async function emptyTable(client: pg.Client): Promise<string> {
  const table = `b${randomUUID().slice(0, 8)}`;
  await client.query(`
    create table ${table} (position bigint primary key, recorded_at bigint not null, partition smallint not null,
      version integer not null, id uuid not null, command_id uuid not null, stream text collate "C" not null,
      body bytea not null);
    create unique index on ${table} (id);
    create unique index on ${table} (stream, version);
    create index on ${table} (partition, position);`);
  return table;
}

function valuesOf(event: RecordedEvent): readonly (number | string | Buffer)[] {
  const { stream, version, id, commandId } = envelopeOf(event);
  const { position, recordedAt, partition, body } = event;
  return [position, recordedAt, partition, version, id, commandId, stream, Buffer.from(body)];
}

/** A value in COPY's text form; what is not bytes needs no escape here. */
function copied(value: number | string | Buffer): string {
  return Buffer.isBuffer(value) ? `\\\\x${value.toString('hex')}` : String(value);
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
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

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
