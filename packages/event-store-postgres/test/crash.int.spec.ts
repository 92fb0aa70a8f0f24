import { setTimeout } from 'node:timers/promises';
import { startPostgres } from '@hoso/backends';
import {
  type Acknowledged,
  brokenIn,
  keepAcknowledged,
  lostFrom,
  wholeLog,
} from '@hoso/event-sourcing/testing/append-for-ever';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate, postgresEventStore } from '../src/index.ts';
import { killed, startWriter, type WriterProcess } from './writer-process.ts';

const processes = 4;
const kills = 20;
const server = await startPostgres({ durable: true });
const { url } = server;
afterAll(() => server.stop());

/** Opens the log anew and finds everything acknowledged in it, once and in order; others may go on writing. */
async function expectWhole(log: string, acknowledged: Acknowledged): Promise<void> {
  const store = await postgresEventStore({ url, log });
  const head = await store.head();
  const events = await wholeLog(store);
  expect(events.length).toBeGreaterThanOrEqual(head);
  expect(brokenIn(events)).toEqual([]);
  expect(lostFrom(events, acknowledged)).toEqual([]);
  await store.close();
}

describe(`A live log that ${processes} processes append to`, () => {
  const acknowledged: Acknowledged = new Map();
  const log = 'crash';
  let writers: WriterProcess[] = [];
  beforeAll(async () => {
    await migrate({ url, log, born: { kind: 'live' } });
    writers = Array.from({ length: processes }, () => startWriter(url, log));
  });

  afterAll(async () => {
    for (const writer of writers) await killed(writer);
  });

  it(`holds everything acknowledged after each of ${kills} kills of a process`, async () => {
    for (let kill = 0; kill < kills; kill += 1) {
      await setTimeout(150 + ((kill * 37) % 200));
      const [oldest] = writers.splice(0, 1);
      if (oldest) keepAcknowledged(acknowledged, await killed(oldest));
      writers.push(startWriter(url, log));
    }
    await expectWhole(log, acknowledged);
    expect(acknowledged.size).toBeGreaterThan(kills);
  }, 300_000);

  it(`holds everything acknowledged after ${kills} kills of the server`, async () => {
    for (let kill = 0; kill < kills; kill += 1) {
      await setTimeout(200 + ((kill * 53) % 300));
      await server.kill();
      await server.restart();
    }
    await setTimeout(500);
    for (const writer of writers) keepAcknowledged(acknowledged, await killed(writer));
    await expectWhole(log, acknowledged);
  }, 180_000);
});
