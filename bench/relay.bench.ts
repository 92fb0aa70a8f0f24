import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNats } from '@hoso/backends';
import { type EventStore, type NewEvent, type RecordedEvent, relay, uuidV8 } from '@hoso/event-sourcing';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import { declaredStream, natsBus, publishWindow, streamNameOf } from '@hoso/messaging/nats';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, createInbox, MsgHdrsImpl, type NatsConnection } from '@nats-io/transport-node';

const events = 50_000;
const runs = 5;
const batchMax = 500;

/**
 * A log from its store onto a stream, acknowledged, against a bare publisher of the same bodies, the driver's own
 * `publish`: same server, same stream, same window, message ids alike; no headers of CloudEvents, no expectations,
 * nothing read. `raw` is as fast as this server and this driver's connection can be: bodies alone, written to it with
 * nothing but an id, and acknowledgements counted.
 */
export const bench = { name: 'relay', run };

async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-bench-'));
  const server = await startNats();
  const store = sqliteEventStore({ path: join(folder, 'log.sqlite'), log: { kind: 'simulated' } });
  try {
    await fill(store);
    const relayed: number[] = [];
    const bare: number[] = [];
    const raw: number[] = [];
    // The first run of each, while the code is being compiled, does not count.
    for (let count = 0; count <= runs; count++) {
      const bareMs = await timed(publishBare, server.url, store);
      const rawMs = await timed(publishRaw, server.url, store);
      const relayMs = await carry(server.url, store);
      if (count === 0) continue;
      bare.push(bareMs);
      raw.push(rawMs);
      relayed.push(relayMs);
    }
    const value = Math.round(perSecond(median(relayed)));
    const baseline = Math.round(perSecond(median(bare)));
    return {
      value,
      unit: 'events/s',
      baseline,
      ratio: Number((value / baseline).toFixed(3)),
      detail: {
        events,
        window: publishWindow.messages,
        bodyBytes: (await store.readAll(1, 1))[0]?.body.length,
        raw: Math.round(perSecond(median(raw))),
        runs: relayed.map((tookMs, index) => Number(((bare[index] ?? 0) / tookMs).toFixed(3))),
      },
    };
  } finally {
    await store.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** From the first event on an empty stream until the last is acknowledged. */
async function carry(url: string, store: EventStore): Promise<number> {
  await remove(url, store.log.id);
  const bus = await natsBus({ url, service: 'relay', log: store.log.id, declares: async () => 1 });
  const head = await store.head();
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const began = performance.now();
  const running = relay({
    store,
    batchMax,
    bus: {
      published: async () => {
        const position = await bus.published();
        // What was published although its acknowledgement was lost.
        if (position === head) resolve();
        return position;
      },
      publish: async (page) => {
        await bus.publish(page);
        if (page.at(-1)?.position === head) resolve();
      },
    },
    onFailure: (error) => console.error(error),
  });
  await done;
  const tookMs = performance.now() - began;
  await running.close();
  await bus.close();
  return tookMs;
}

/** As a client of the driver does. */
async function publishBare(connection: NatsConnection, all: readonly RecordedEvent[], log: string): Promise<void> {
  const client = jetstream(connection);
  let inFlight = 0;
  let wake: () => void = () => {};
  let last: Promise<unknown> = Promise.resolve();
  for (const { body, partition, position } of all) {
    while (inFlight >= publishWindow.messages) await new Promise<void>((resolve) => (wake = resolve));
    inFlight++;
    last = client.publish(subjectOf(log, partition), body, { msgID: String(position) });
    void last.then(() => {
      inFlight--;
      wake();
    });
  }
  await last;
}

/** Beneath its `publish`: one subscription hears all acknowledgements, as the relay has it, and counts them. */
async function publishRaw(connection: NatsConnection, all: readonly RecordedEvent[], log: string): Promise<void> {
  const inbox = createInbox();
  let inFlight = 0;
  let acknowledged = 0;
  let wake: () => void = () => {};
  const { promise: done, resolve } = Promise.withResolvers<void>();
  connection.subscribe(`${inbox}.*`, {
    callback: (_, message) => {
      if (!JSON.parse(message.string()).seq) throw new Error(`not taken: ${message.string()}`);
      inFlight--;
      wake();
      if (++acknowledged === all.length) resolve();
    },
  });
  for (const { body, partition, position } of all) {
    while (inFlight >= publishWindow.messages) await new Promise<void>((woken) => (wake = woken));
    inFlight++;
    const headers = MsgHdrsImpl.fromRecord({ 'Nats-Msg-Id': [String(position)] });
    connection.publish(subjectOf(log, partition), body, { reply: `${inbox}.${position}`, headers });
  }
  await done;
}

type PublishAll = typeof publishRaw;

/** On an empty stream, from events that are in memory. */
async function timed(publish: PublishAll, url: string, store: EventStore): Promise<number> {
  await remove(url, store.log.id);
  const connection = await connect({ servers: new URL(url).host, noAsyncTraces: true });
  const admin = await jetstreamManager(connection);
  const { log } = store;
  await admin.streams.add({ ...declaredStream({ log: log.id, replicas: 1 }), name: streamNameOf(log.id) });
  const all: RecordedEvent[] = [];
  for (let after = 0; all.length <= events; after = all.length) all.push(...(await store.readAll(after, 10_000)));
  const began = performance.now();
  await publish(connection, all, log.id);
  const tookMs = performance.now() - began;
  await connection.close();
  return tookMs;
}

function subjectOf(log: string, partition: number): string {
  return `${log}.events.${partition}.case.StepCompleted`;
}

async function remove(url: string, log: string): Promise<void> {
  const connection = await connect({ servers: new URL(url).host });
  const admin = await jetstreamManager(connection);
  await admin.streams.delete(streamNameOf(log)).catch(() => undefined);
  await connection.close();
}

async function fill(store: EventStore): Promise<void> {
  for (let index = 0; index < events; ) {
    const pending: Promise<unknown>[] = [];
    for (; pending.length < 1_000; index++) {
      pending.push(store.append([{ stream: `case-${dossierId(index)}`, expected: 0, events: [event(index)] }]));
    }
    await Promise.all(pending);
  }
}

function dossierId(index: number): string {
  return uuidV8('dossier', index);
}

function event(index: number): NewEvent {
  const commandId = uuidV8('command', index);
  return {
    commandId,
    commandType: 'CompleteStep',
    type: 'StepCompleted',
    schemaVersion: 1,
    dossierId: dossierId(index),
    occurredAt: new Date(Date.UTC(2022, 0, 4, 1, 0, index % 3_600)).toISOString(),
    actor: { id: `officer-${index % 200}`, role: 'officer', unit: `H49.${index % 14}` },
    correlationId: commandId,
    data: {
      dossierCode: `000.00.06.H49-2203${String(index % 30).padStart(2, '0')}-${String(index).padStart(5, '0')}`,
      procedure: `1.00${4000 + (index % 23)}`,
      step: (index % 12) + 1,
      stepName: `step ${index % 12}`,
    },
  };
}

function perSecond(tookMs: number): number {
  return (events / tookMs) * 1_000;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
