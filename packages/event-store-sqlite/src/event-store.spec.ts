import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEventStore, describePolicyStore } from '@hoso/event-sourcing/testing';
import { sqliteEventStore } from './event-store.ts';

describeEventStore('SQLite', sqliteLog);
describePolicyStore('SQLite', sqliteLog);

async function sqliteLog(clock: () => number) {
  const folder = await mkdtemp(join(tmpdir(), 'hoso-log-'));
  return {
    open: async () => sqliteEventStore({ path: join(folder, 'log.sqlite'), log: { kind: 'live' }, clock }),
    destroy: () => rm(folder, { recursive: true }),
  };
}
