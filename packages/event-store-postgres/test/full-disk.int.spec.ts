import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { smallDisk, startPostgres } from '@hoso/backends';
import { StoreUnavailable } from '@hoso/event-sourcing';
import { everything, freshStream, noted, write } from '@hoso/event-sourcing/testing';
import { afterAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate, postgresEventStore } from '../src/index.ts';

const run = promisify(execFile);
const roomBytes = 24 * 1024 ** 2;
const disk = await smallDisk(64 * 1024 ** 2).catch((error: Error) => error);

describe('On PostgreSQL with a full disk', () => {
  if (disk instanceof Error) {
    it.skip(`skipped: ${disk.message}`, () => {});
    return;
  }
  const { folder, fill, makeRoom, remove } = disk;
  let stop = async () => {};
  afterAll(async () => {
    await stop();
    await remove();
  });

  it('appends are refused, everything acknowledged is there, and it goes on when there is room', async () => {
    const server = await startPostgres({ durable: true });
    stop = () => server.stop();
    const url = await databaseOn(server.url, join(folder, 'data'));
    await migrate({ url, log: 'full', born: { kind: 'live' } });
    const store = await postgresEventStore({ url, log: 'full' });
    await fill(roomBytes);
    const acknowledged = new Set<string>();
    const refusal = await appendUntilRefused(async () => {
      const stream = freshStream();
      await store.append([write(stream, 0, noted({ data: { scan: randomText(50_000) } }))]);
      acknowledged.add(stream);
    });
    expect(refusal).toBeInstanceOf(StoreUnavailable);
    const said = 'the server of EVENT_STORE_URL is full';
    expect(refusal).toMatchObject({ reason: 'full', message: said });
    expect(await store.unwritable()).toMatchObject({ message: said });
    expect(acknowledged.size).toBeGreaterThan(50);

    const events = await everything(store, 50);
    const bodies = events.map(({ body }) => body);
    expect(events).toHaveLength(acknowledged.size + 1);
    for (const stream of acknowledged) expect(bodies.some((body) => body.includes(`"${stream}"`))).toBe(true);

    await makeRoom();
    expect(await store.append([write(freshStream(), 0, noted())])).toMatchObject({ position: acknowledged.size + 2 });
    expect(await store.unwritable()).toBeUndefined();
    await store.close();
  }, 120_000);
});

/** A database whose data lie in that folder; what is written ahead of them lies elsewhere. */
async function databaseOn(url: string, folder: string): Promise<string> {
  await run('install', ['-d', '-m', '0700', '-o', 'nobody', folder]);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create tablespace small location '${folder}'`);
  await admin.query('create database small tablespace small');
  await admin.end();
  const own = new URL(url);
  own.pathname = '/small';
  return own.href;
}

async function appendUntilRefused(append: () => Promise<void>): Promise<unknown> {
  try {
    for (;;) await append();
  } catch (error) {
    return error;
  }
}

/** Text that a compressing server cannot make short. */
function randomText(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length / 2));
  return Buffer.from(bytes).toString('hex');
}
