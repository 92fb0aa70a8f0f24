import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { startPostgres } from '@hoso/backends';
import { type EventStore, envelopeOf, type RecordedEvent } from '@hoso/event-sourcing';
import { everything, freshStream, noted, write } from '@hoso/event-sourcing/testing';
import { brokenIn, keepAcknowledged, lostFrom } from '@hoso/event-sourcing/testing/append-for-ever';
import { afterAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate, postgresEventStore } from '../src/index.ts';
import { namesOf } from '../src/schema.ts';
import { killed, startWriter } from './writer-process.ts';

const processes = 4;
const server = await startPostgres({ durable: true });
const { url } = server;
afterAll(() => server.stop());

async function liveLog(): Promise<string> {
  const log = `p${randomUUID().slice(0, 8)}`;
  await migrate({ url, log, born: { kind: 'live' } });
  return log;
}

describe('A live log on PostgreSQL', () => {
  it(`has one gapless order for all readers while ${processes} processes append`, async () => {
    const log = await liveLog();
    const store = await postgresEventStore({ url, log });
    const writing = { done: false };
    const readers = [1_000, 7, 64].map((limit) => follow(store, writing, limit));
    const partitioned = Array.from({ length: 16 }, (_, partition) => follow(store, writing, 200, partition));
    const writers = Array.from({ length: processes }, () => startWriter(url, log));
    await setTimeout(4_000);
    while (writers.some(({ said }) => said().split('\n').length < 100)) await setTimeout(100);
    const acknowledged = new Map();
    const said = await Promise.all(writers.map(killed));
    for (const text of said) keepAcknowledged(acknowledged, text);
    // What the killed processes had sent is carried out, or it is not.
    await setTimeout(500);
    writing.done = true;

    const all = await everything(store);
    for (const seen of await Promise.all(readers)) expect(seen).toEqual(all);
    const merged = (await Promise.all(partitioned)).flat();
    expect(merged.toSorted((one, other) => one.position - other.position)).toEqual(all);
    const envelopes = all.map(envelopeOf);
    expect(brokenIn(envelopes)).toEqual([]);
    expect(lostFrom(envelopes, acknowledged)).toEqual([]);
    await store.close();
  });

  it('never goes back in time, also when the clock of its server does', async () => {
    const log = await liveLog();
    const ahead = Date.now() + 3_600_000;
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    // As if the server's clock had been an hour ahead when this one was written.
    const events = `"${namesOf(log).schema}".events`;
    await admin.query(`insert into ${events}
      select 2, ${ahead}, 0, 1, '${randomUUID()}', '${randomUUID()}', 'note-1', body from ${events}`);
    await admin.end();
    const store = await postgresEventStore({ url, log, clock: () => 0 });
    await store.append([write(freshStream(), 0, noted())]);
    const times = (await everything(store)).map(({ recordedAt }) => recordedAt);
    expect(times.slice(1)).toEqual([ahead, ahead]);
    expect(Math.abs((times[0] ?? 0) - Date.now())).toBeLessThan(600_000);
    await store.close();
  });
});

/** Reads the log as it grows, until the writers are done and nothing is left. */
async function follow(store: EventStore, writing: { readonly done: boolean }, limit: number, partition?: number) {
  const seen: RecordedEvent[] = [];
  for (;;) {
    const { done } = writing;
    const page = await store.readAll(seen.at(-1)?.position ?? 0, limit, partition);
    seen.push(...page);
    if (page.length > 0) continue;
    if (done) return seen;
    await store.waitPast(await store.head(), 50);
  }
}
