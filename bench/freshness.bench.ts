import { setTimeout as delay } from 'node:timers/promises';
import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { EventStore, RecordedEvent } from '@hoso/event-sourcing';
import { openLog, openViews } from '@hoso/runtime';
import { streamNameOf } from '@hoso/messaging/nats';
import { intake } from '@hoso/intake';
import { type DistributedPlatform, settingsOf, startDistributed } from './distributed.ts';
import { submit } from './dossier-life.ts';
import { inFolder } from './platform.ts';

const dossiersPerSecond = 50;
const warmUpS = 5;
/** FerretDB falls behind at this pace, and is to come to its end. */
const measuredS = { sqlite: 20, ferretDb: 5 };
const pollMs = 2;
const seenWithinMs = 120_000;
const viewName = 'dossiers';
const forgottenAfterNanos = 10_000_000_000;

/**
 * From an event's place in the log, by the store's clock, until the view of dossiers holds it, while 50 dossiers a
 * second are submitted to the distributed platform: `value` is the 99th percentile with views in SQLite. The way is
 * told in two parts: until the event lies in the stream, by the bus's clock (notice, relay, publish), and from there
 * into the view (delivery, fold, commit, and up to 2 ms until it is looked). The same with views on FerretDB, which is
 * a layer over PostgreSQL where no MongoDB can be had.
 */
export const bench = { name: 'freshness', run };

async function run() {
  const sqlite = await inFolder((folder) => measure(folder, 'sqlite', measuredS.sqlite));
  const ferretDb = await inFolder((folder) => measure(folder, 'mongodb', measuredS.ferretDb));
  return { value: sqlite.visibleMs.p99, unit: 'ms', detail: { sqlite, ferretDb } };
}

async function measure(folder: string, kind: 'sqlite' | 'mongodb', seconds: number) {
  const platform = await startDistributed(folder, ['--views', kind]);
  try {
    await submitAll(platform, warmUpS);
    const { EVENT_STORE_URL = '', VIEWS_URL = '', BUS_URL = '' } = settingsOf(folder, 'intake');
    const log = await openLog({ url: EVENT_STORE_URL, log: 'main' });
    const begins = await log.head();
    const watch = await watchView(VIEWS_URL);
    const submitted = await submitAll(platform, seconds);
    const events = await eventsAfter(log, begins);
    await log.close();
    const seen = await watch.seenAll(events);
    const storedAt = await timesInStream(BUS_URL, log.log.id, begins);
    const toStream: number[] = [];
    const toView: number[] = [];
    const visible: number[] = [];
    const seenAt: number[] = [];
    for (const { position, partition, recordedAt } of events) {
      const at = seen.find(({ checkpoints }) => (checkpoints[partition] ?? 0) >= position)?.at;
      const stored = storedAt.get(position);
      if (at === undefined || stored === undefined) throw new Error(`event ${position} was not seen in time`);
      seenAt.push(at);
      visible.push(at - recordedAt);
      toStream.push(stored - recordedAt);
      toView.push(at - stored);
    }
    const tookMs = Math.max(...seenAt) - (events[0]?.recordedAt ?? 0);
    return {
      intoViewPerSecond: Math.round((events.length / tookMs) * 1_000),
      ...{ events: events.length, dossiersPerSecond: Math.round(submitted / seconds) },
      visibleMs: percentiles(visible),
      intoStreamMs: percentiles(toStream),
      intoViewMs: percentiles(toView),
    };
  } finally {
    await platform.stop();
  }
}

/** New dossiers at their pace, whether those before are answered or not. Answers how many. */
async function submitAll({ send }: DistributedPlatform, seconds: number): Promise<number> {
  const began = performance.now();
  const asked: Promise<unknown>[] = [];
  for (let n = 0; n < dossiersPerSecond * seconds; n++) {
    await delay(Math.max(0, began + (n * 1_000) / dossiersPerSecond - performance.now()));
    asked.push(submit(send, n));
  }
  await Promise.all(asked);
  return Math.round((asked.length * seconds * 1_000) / (performance.now() - began));
}

interface Seen {
  readonly at: number;
  readonly checkpoints: readonly number[];
}

/** Looks again and again how far the view is, in its own files or on its own server. */
async function watchView(url: string) {
  const view = intake.views.find(({ name }) => name === viewName);
  if (!view) throw new Error(`no view ${viewName}`);
  const store = await openViews(url);
  const generation = await store.live(view);
  const seen: Seen[] = [];
  let on = true;
  const watching = (async () => {
    while (on) {
      const { checkpoints } = await generation.progress();
      seen.push({ at: Date.now(), checkpoints });
      await delay(pollMs);
    }
  })();
  // Heard of when it is awaited.
  watching.catch(() => undefined);
  return {
    /** Ends when the view holds all of these. */
    seenAll: async (events: readonly RecordedEvent[]): Promise<readonly Seen[]> => {
      const began = performance.now();
      const isSeen = ({ partition, position }: RecordedEvent) => (seen.at(-1)?.checkpoints[partition] ?? 0) >= position;
      while (!events.every(isSeen)) {
        if (performance.now() - began > seenWithinMs) throw new Error('the view does not come to the log’s head');
        await delay(100);
      }
      on = false;
      await watching;
      await store.close();
      return seen;
    },
  };
}

async function eventsAfter(log: Pick<EventStore, 'readAll'>, position: number): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await log.readAll(events.at(-1)?.position ?? position, 1_000);
    if (page.length === 0) return events;
    events.push(...page);
  }
}

/**
 * When the server stored each message after a position, in milliseconds since 1970: as intake's own user may ask, by a
 * consumer that is forgotten by itself.
 */
async function timesInStream(busUrl: string, log: string, after: number): Promise<ReadonlyMap<number, number>> {
  const { host, username: user, password: pass } = new URL(busUrl);
  const connection = await connect({ servers: host, user, pass, inboxPrefix: `_INBOX.${user}` });
  const admin = await jetstreamManager(connection, { checkAPI: false });
  const stream = streamNameOf(log);
  const { state } = await admin.streams.info(stream);
  const { name } = await admin.consumers.add(stream, {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: after + 1,
    inactive_threshold: forgottenAfterNanos,
  });
  const consumer = await jetstream(connection).consumers.get(stream, name);
  const times = new Map<number, number>();
  while (times.size < state.last_seq - after) {
    const messages = await consumer.fetch({ max_messages: 500, expires: 1_000 });
    for await (const { seq, timestampNanos } of messages) times.set(seq, Number(timestampNanos / 1_000_000n));
  }
  await connection.close();
  return times;
}

function percentiles(values: readonly number[]) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(0.999_999) };
}
