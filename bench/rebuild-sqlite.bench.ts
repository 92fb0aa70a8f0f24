import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type EventOf,
  eventCatalogue,
  eventIdOf,
  eventType,
  type NewEvent,
  rebuildInto,
  uuidV8,
  type View,
} from '@hoso/event-sourcing';
import { openLogReader, sqliteEventStore } from '@hoso/event-store-sqlite';
import { rebuildCacheKib, sqliteViewStore } from '@hoso/views';
import { z } from 'zod';

const events = 200_000;
const runs = 5;
const pageMax = 10_000;
/**
 * A dossier's twelve events come in three bursts of four. So many dossiers are in a burst at a time, so many wait for
 * their next.
 */
const active = 500;
const waiting = 6_000;
const history = 12;
const burst = 4;

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

const StepCompleted = eventType(
  'StepCompleted',
  z.strictObject({
    dossierCode: z.string(),
    procedure: z.string(),
    unit: z.string(),
    officer: z.string(),
    step: z.int(),
    stepName: z.string(),
    dueAt: z.string(),
  }),
);
type Step = EventOf<typeof StepCompleted>;

interface WorklistItem {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly procedure: string;
  readonly unit: string;
  readonly officer: string;
  readonly status: 'open' | 'done';
  readonly dueAt: string;
  readonly lastAt: string;
  readonly steps: readonly { readonly name: string; readonly at: string }[];
}

const worklist: View<WorklistItem, typeof StepCompleted> = {
  name: 'worklist',
  revision: 1,
  indexes: [
    { name: 'unit', of: ({ unit, status, dueAt }) => [unit, status, dueAt] },
    { name: 'officer', of: ({ officer, status, dueAt }) => (status === 'open' ? [officer, dueAt] : undefined) },
    { name: 'code', of: ({ dossierCode }) => [dossierCode] },
  ],
  events: eventCatalogue(StepCompleted),
  key: ({ dossierId }) => dossierId,
  evolve: (item, { dossierId = '', data, occurredAt }) => ({
    dossierId,
    dossierCode: data.dossierCode,
    procedure: data.procedure,
    unit: data.unit,
    officer: data.officer,
    status: data.step === history ? 'done' : 'open',
    dueAt: data.dueAt,
    lastAt: occurredAt,
    steps: [...(item?.steps ?? []), { name: data.stepName, at: occurredAt }],
  }),
};

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

interface Dossier {
  readonly index: number;
  done: number;
}

/** Writes the log through the event store: bursts of many dossiers, interleaved. */
async function fill(path: string): Promise<void> {
  const store = sqliteEventStore({ path, log: { kind: 'simulated' } });
  let index = 0;
  const pool: Dossier[] = [];
  const bursting: Dossier[] = [];
  let pending: Promise<unknown>[] = [];
  for (let count = 0; count < events; count++) {
    // A stride without a common divisor visits the active dossiers in an order that looks like none.
    const at = (count * 197) % active;
    const next = bursting[at] ?? (pool.length > waiting ? pool.shift() : undefined) ?? { index: index++, done: 0 };
    bursting[at] = next;
    const stream = `dossier-${dossierIdOf(next.index)}`;
    pending.push(store.append([{ stream, expected: next.done, events: [stepCompleted(next)] }]));
    next.done++;
    if (next.done % burst === 0) {
      delete bursting[at];
      if (next.done < history) pool.push(next);
    }
    if (pending.length === 2_000) {
      await Promise.all(pending);
      pending = [];
    }
  }
  await Promise.all(pending);
  await store.close();
}

function dossierIdOf(index: number): string {
  return uuidV8('dossier', index);
}

function stepCompleted({ index, done }: Dossier): NewEvent {
  const dossierId = dossierIdOf(index);
  const commandId = uuidV8(dossierId, 'command', done);
  const at = (days: number) => new Date(Date.UTC(2022, 0, 4 + days, 1 + (index % 8), done)).toISOString();
  const data: Step['data'] = {
    dossierCode: `000.00.06.H49-2203${String(index % 30).padStart(2, '0')}-${String(index).padStart(5, '0')}`,
    procedure: `1.00${4000 + (index % 23)}`,
    unit: `H49.${index % 14}`,
    officer: `officer-${index % 200}`,
    step: done + 1,
    stepName: `step ${done}`,
    dueAt: at((index % 60) + 15),
  };
  return {
    id: eventIdOf(commandId, 0),
    commandId,
    commandType: 'CompleteStep',
    type: StepCompleted.name,
    schemaVersion: 1,
    dossierId,
    occurredAt: at(index % 60),
    actor: { id: data.officer, role: 'officer', unit: data.unit },
    correlationId: commandId,
    data,
  };
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
