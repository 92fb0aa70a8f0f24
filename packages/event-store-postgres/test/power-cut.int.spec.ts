import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type CuttableDisk, cuttableDisk, type PostgresServer, startPostgres } from '@hoso/backends';
import {
  type Acknowledged,
  brokenIn,
  keepAcknowledged,
  lostFrom,
  wholeLog,
} from '@hoso/event-sourcing/testing/append-for-ever';
import { afterAll, describe, expect, it } from '@jest/globals';
import { migrate, postgresEventStore } from '../src/index.ts';
import { killed, startWriter } from './writer-process.ts';

const run = promisify(execFile);
const cuts = 4;
const log = 'power';
const disk = await cuttableDisk(2 * 1024 ** 3).catch((error: Error) => error);

describe('A live log on PostgreSQL, on a disk that loses what was not synced', () => {
  if (disk instanceof Error) {
    it.skip(`skipped: ${disk.message}`, () => {});
    return;
  }
  let on: CuttableDisk = disk;
  let server: PostgresServer | undefined;
  afterAll(async () => {
    await server?.kill();
    await on.remove();
  });

  it(`holds everything acknowledged after each of ${cuts} power cuts`, async () => {
    const acknowledged: Acknowledged = new Map();
    let losses = 0;
    for (let cut = 0; cut < cuts; cut += 1) {
      server = await startPostgres({ durable: true, folder: on.folder });
      await migrate({ url: server.url, log, born: { kind: 'live' } });
      // What makes a database, and a server's first files, are not its promise.
      if (cut === 0) await run('sync', ['-f', on.folder]);
      const { url } = server;
      const known = acknowledged.size;
      const writers = [startWriter(url, log), startWriter(url, log)];
      while (writers.some(({ said }) => said().length < 2_000)) await setTimeout(20);
      await setTimeout(300 + cut * 130);
      await writeFile(join(on.folder, `unsynced-${cut}`), 'x'.repeat(100_000));
      const after: CuttableDisk = await on.cut(await server.processes());
      for (const writer of writers) keepAcknowledged(acknowledged, await killed(writer));
      await server.kill();
      await on.remove();
      on = after;
      losses += (await bytesOf(join(on.folder, `unsynced-${cut}`))) === 0 ? 1 : 0;
      expect(acknowledged.size).toBeGreaterThan(known);
      server = await startPostgres({ durable: true, folder: on.folder });
      await expectWhole(server.url, acknowledged);
      await server.stop();
    }
    // That the disk does lose what is not synced.
    expect(losses).toBeGreaterThan(0);
  }, 300_000);
});

async function expectWhole(url: string, acknowledged: Acknowledged): Promise<void> {
  const store = await postgresEventStore({ url, log });
  const events = await wholeLog(store);
  expect(brokenIn(events)).toEqual([]);
  expect(lostFrom(events, acknowledged)).toEqual([]);
  await store.close();
}

async function bytesOf(file: string): Promise<number> {
  return existsSync(file) ? (await stat(file)).size : 0;
}
