import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Replay } from '@hoso/contracts';
import { type EventStore, type NewEvent, type StreamWrite, uuidV8 } from '@hoso/event-sourcing';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import { mintToken, tokenKeys } from '@hoso/nest';
import { inFolder, startPlatform } from './platform.ts';

const events = 5_000_000;
const perAppend = 1_000;
const appendsAtOnce = 32;
/** An ordinary dossier's life, told in its two streams. */
const perDossier = 20;
/** One dossier is as long as no dossier ever was. */
const longest = 20_000;
const warmUp = 200;
const asked = 2_000;
const draggedOver = 300;
const log = 'millions';

/**
 * A dossier at a position, over HTTP: any of 249,000 dossiers, each asked for once, in a log of five million events. In
 * `detail` the same for a dossier of 20,000 events over which somebody drags a slider.
 */
export const bench = { name: 'replay', run: () => inFolder(run) };

async function run(folder: string) {
  const began = performance.now();
  const dossiers = await fill(folder);
  const filledS = Number(((performance.now() - began) / 1_000).toFixed(1));
  const platform = await startPlatform(folder);
  try {
    const inspector = { id: 'inspector-1', role: 'inspector', unit: 'inspectorate' } as const;
    const token = await mintToken(tokenKeys(join(folder, 'keys')), inspector, { expiresInS: 3_600 });
    const ask = async (dossier: string, position: number, more = ''): Promise<number> => {
      const question = `dossier=${dossier}&log=${log}&asKnown=%23${position}${more}`;
      const sent = performance.now();
      const response = await fetch(`${platform.url}/replay?${question}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const body: unknown = await response.json();
      const tookMs = performance.now() - sent;
      const answer = Replay.answer.parse(body);
      if (answer.dossier !== dossier || answer.completeUpTo < events) throw new Error('another answer');
      return tookMs;
    };
    // Strides without a common divisor visit dossiers and positions in an order that looks like none.
    const dossierAt = (index: number): string => dossierIdOf((index * 6_007) % dossiers);
    const positionAt = (index: number): number => 2 + ((index * 619_373) % events);
    for (let index = 0; index < warmUp; index++) await ask(dossierAt(index), positionAt(index));
    const took: number[] = [];
    for (let index = warmUp; index < warmUp + asked; index++) took.push(await ask(dossierAt(index), positionAt(index)));
    const longFirstMs = await ask(longId, events, '&limit=0');
    const dragged: number[] = [];
    for (let index = 0; index < draggedOver; index++) dragged.push(await ask(longId, positionAt(index), '&limit=0'));
    return {
      value: percentile(took, 0.95),
      unit: 'ms p95',
      detail: {
        ...{ events, dossiers, asked, p50Ms: percentile(took, 0.5), p99Ms: percentile(took, 0.99) },
        ...{ longEvents: longest, longFirstMs: Number(longFirstMs.toFixed(1)) },
        ...{ longP50Ms: percentile(dragged, 0.5), longP95Ms: percentile(dragged, 0.95), filledS },
      },
    };
  } finally {
    await platform.stop();
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2));
}

const longId = uuidV8('the longest');

function dossierIdOf(index: number): string {
  return uuidV8('dossier', index);
}

/** Writes the log beside the one that the platform works on; answers how many ordinary dossiers it holds. */
async function fill(folder: string): Promise<number> {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const store = sqliteEventStore({ path: join(folder, 'logs', `${log}.sqlite`), log: { kind: 'simulated' } });
  const dossiers = (events - longest) / perDossier;
  const together = perAppend / perDossier;
  let pending: Promise<unknown>[] = [];
  for (let index = 0; index < dossiers; index += together) {
    const ids = Array.from({ length: together }, (_, each) => index + each);
    const writes = ids.flatMap((each) => lifeOf(dossierIdOf(each), uuidV8('life', index), each));
    pending.push(store.append(writes));
    if (index % (dossiers / (longest / perAppend)) === 0) pending.push(appendLong(store));
    if (pending.length < appendsAtOnce) continue;
    await Promise.all(pending);
    pending = [];
  }
  await Promise.all(pending);
  while (longWritten < longest) await appendLong(store);
  await store.close();
  return dossiers;
}

let longWritten = 0;

/** The longest dossier's events lie all over the log. */
function appendLong(store: EventStore): Promise<unknown> {
  const commandId = uuidV8(longId, longWritten);
  const count = Math.min(perAppend, longest - longWritten);
  const told = Array.from({ length: count }, (_, at) => {
    const index = longWritten + at;
    return event(longId, commandId, index, index === 0 ? submitted : scanned);
  });
  const write: StreamWrite = { stream: `dossier-${longId}`, expected: longWritten, events: told };
  longWritten += count;
  return store.append(count === 0 ? [] : [write]);
}

interface Fact {
  readonly type: string;
  readonly data: object;
}

const sealed = { kid: longId, iv: 'aXYxMjM0NTY3ODkw', ct: 'Y3Q'.repeat(60), tag: 'dGFnMTIzNDU2Nzg5MA' };
const submitted: Fact = {
  type: 'DossierSubmitted',
  data: {
    ...{ procedure: '1.001612', channel: 'counter', oneStop: 'ha-long-one-stop', returnBy: 'counter' },
    applicant: sealed,
  },
};
const scanned: Fact = {
  type: 'ScanStored',
  data: { document: 'application-form', sha256: 'a'.repeat(64), bytes: 4_096, mediaType: 'image/png' },
};
const steps = [{ code: 'verify', name: { vi: 'Thẩm định', en: 'Verify' }, role: 'officer' }];
const startAt = '2022-03-15T02:30:00.000Z';
const dueAt = '2022-03-18T10:00:00.000Z';
const handling = {
  agency: 'ha-long-office',
  oneStop: 'ha-long-one-stop',
  startAt,
  dueAt,
  steps,
  clerkMayProcess: false,
};

function lifeOf(id: string, commandId: string, index: number): readonly StreamWrite[] {
  const at = { dossier: id, case: 1 };
  const code = `000.00.21.H49-220315-${String(index % 10_000).padStart(4, '0')}`;
  const bound = {
    ...{ procedure: { code: '1.001612', version: 1 }, term: { unit: 'workingDays', amount: 3 }, steps, documents: [] },
    ...{ clerkMayProcess: false, calendar: { id: 'quang-ninh', version: 1 } },
  };
  const counter: readonly Fact[] = [
    submitted,
    ...Array.from({ length: 4 }, () => scanned),
    { type: 'DossierReceived', data: { code, startAt, lawfulDueAt: dueAt, dueAt, ...bound } },
    { type: 'TransferredToAgency', data: { ...handling, case: 1 } },
    { type: 'ResultRecorded', data: { outcome: 'issued', case: 1, finishedAt: dueAt, returnBy: 'counter' } },
    { type: 'ResultReturned', data: { by: 'counter', to: 'applicant' } },
  ];
  const agency: readonly Fact[] = [
    { type: 'CaseOpened', data: { ...at, ...handling } },
    { type: 'OfficerAssigned', data: { ...at, officer: 'officer-0802' } },
    ...Array.from({ length: 8 }, () => ({ type: 'StepCompleted', data: { ...at, step: 'verify', role: 'officer' } })),
    { type: 'ResultIssued', data: { ...at, document: 'GCN 22.A.0361', finishedAt: dueAt } },
  ];
  const told = (facts: readonly Fact[], from: number): readonly NewEvent[] =>
    facts.map((fact, each) => event(id, commandId, from + each, fact));
  return [
    { stream: `dossier-${id}`, expected: 0, events: told(counter, 0) },
    { stream: `case-${id}-1`, expected: 0, events: told(agency, counter.length) },
  ];
}

function event(dossierId: string, commandId: string, minutes: number, fact: Fact): NewEvent {
  return {
    ...{ commandId, commandType: 'TellStory', correlationId: commandId },
    ...{ type: fact.type, schemaVersion: 1, dossierId, data: fact.data },
    occurredAt: new Date(Date.parse(startAt) + minutes * 60_000).toISOString(),
    actor: { id: 'clerk-0701', role: 'clerk', unit: 'ha-long-one-stop' },
    ...(fact.type === 'DossierSubmitted' ? { sealed: ['/applicant'] } : {}),
  };
}
