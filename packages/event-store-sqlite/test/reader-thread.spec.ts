import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { freshStream, noted, write } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import { sqliteEventStore } from '../src/index.ts';

describe('A reader in a worker thread', () => {
  it('reads and waits beside the store that goes on appending', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hoso-thread-'));
    const path = join(folder, 'log.sqlite');
    const store = sqliteEventStore({ path, log: { kind: 'live' } });
    const worker = new Worker(join(import.meta.dirname, 'count-events.worker.ts'), { workerData: path, execArgv: [] });
    const [answer] = await Promise.all([once(worker, 'message'), appendMany()]);
    expect(answer).toEqual([{ head: expect.any(Number), position: expect.any(Number) }]);
    expect(answer[0].head).toBeGreaterThan(1_000);
    expect(answer[0].position).toBe(answer[0].head);
    await store.close();
    await rm(folder, { recursive: true });

    async function appendMany(): Promise<void> {
      for (let count = 0; count < 30; count++) {
        await Promise.all(Array.from({ length: 50 }, () => store.append([write(freshStream(), 0, noted())])));
      }
    }
  });
});
