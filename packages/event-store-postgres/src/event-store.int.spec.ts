import { randomUUID } from 'node:crypto';
import { backends } from '@hoso/backends';
import { describeEventStore, describePolicyStore } from '@hoso/event-sourcing/testing';
import { migrate, postgresEventStore } from './index.ts';

const server = await backends.postgres();
describeEventStore('PostgreSQL', postgresLog);
describePolicyStore('PostgreSQL', postgresLog);

async function postgresLog(clock: () => number) {
  if (!('url' in server)) throw new Error(server.missing);
  const log = `t${randomUUID().slice(0, 8)}`;
  const { url } = server;
  await migrate({ url, log, born: { kind: 'simulated' }, clock });
  return { open: () => postgresEventStore({ url, log, clock }), destroy: async () => {} };
}
