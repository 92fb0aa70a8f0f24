import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
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

const processes = 4;
const kills = 20;
const server = await startPostgres({ durable: true });
const { url } = server;
afterAll(() => server.stop());

/** A writing process and all that it has said. */
interface Writer {
  readonly child: ChildProcess;
  readonly said: () => string;
}

function startWriter(log: string): Writer {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'append-until-killed.ts'), url, log], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {},
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return { child, said: () => said };
}

async function killed({ child, said }: Writer): Promise<string> {
  if (child.signalCode !== null) return said();
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;
  return said();
}

/** Opens the log anew and finds everything acknowledged in it, once and in order. */
async function expectWhole(log: string, acknowledged: Acknowledged): Promise<void> {
  const store = await postgresEventStore({ url, log });
  const events = await wholeLog(store);
  expect(events).toHaveLength(await store.head());
  expect(brokenIn(events)).toEqual([]);
  expect(lostFrom(events, acknowledged)).toEqual([]);
  await store.close();
}

describe(`A live log that ${processes} processes append to`, () => {
  const acknowledged: Acknowledged = new Map();
  const log = 'crash';
  let writers: Writer[] = [];
  beforeAll(async () => {
    await migrate({ url, log, born: { kind: 'live' } });
    writers = Array.from({ length: processes }, () => startWriter(log));
  });

  afterAll(async () => {
    for (const writer of writers) await killed(writer);
  });

  it(`holds everything acknowledged after each of ${kills} kills of a process`, async () => {
    for (let kill = 0; kill < kills; kill += 1) {
      await setTimeout(150 + ((kill * 37) % 200));
      const [oldest] = writers.splice(0, 1);
      if (oldest) keepAcknowledged(acknowledged, await killed(oldest));
      writers.push(startWriter(log));
    }
    await expectWhole(log, acknowledged);
    expect(acknowledged.size).toBeGreaterThan(kills);
  }, 120_000);

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
