import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeCarrying, describeEventStore, describePolicyStore } from '@hoso/event-sourcing/testing';
import { openWholeLog, writeWholeLog } from './carry-log.ts';
import { sqliteEventStore } from './event-store.ts';

describeEventStore('SQLite', sqliteLog);
describePolicyStore('SQLite', sqliteLog);
describeCarrying('SQLite', async () => {
  const { folder, open, destroy } = await sqliteLog(Date.now);
  const to = join(folder, 'other.sqlite');
  return {
    store: await open(),
    whole: async () => openWholeLog(join(folder, 'log.sqlite')),
    restore: (whole) => writeWholeLog(to, whole),
    open: async () => sqliteEventStore({ path: to }),
    destroy,
  };
});

async function sqliteLog(clock: () => number) {
  const folder = await mkdtemp(join(tmpdir(), 'hoso-log-'));
  return {
    folder,
    open: async () => sqliteEventStore({ path: join(folder, 'log.sqlite'), log: { kind: 'live' }, clock }),
    destroy: () => rm(folder, { recursive: true }),
  };
}
