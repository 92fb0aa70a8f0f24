import { randomUUID } from 'node:crypto';
import { backends } from '@hoso/backends';
import { describeCarrying, describeEventStore, describePolicyStore } from '@hoso/event-sourcing/testing';
import { migrate, openWholeLog, postgresEventStore, restoreLogs } from './index.ts';

const server = await backends.postgres();
describeEventStore('PostgreSQL', postgresLog);
describePolicyStore('PostgreSQL', postgresLog);
describeCarrying('PostgreSQL', async () => {
  const from = await postgresLog(Date.now);
  const to = `t${randomUUID().slice(0, 8)}`;
  const { url } = from;
  return {
    store: await from.open(),
    whole: () => openWholeLog({ url }, from.log),
    restore: (whole) => restoreLogs({ url }, [{ log: to, whole }]),
    open: () => postgresEventStore({ url, log: to }),
    destroy: from.destroy,
  };
});

async function postgresLog(clock: () => number) {
  if (!('url' in server)) throw new Error(server.missing);
  const log = `t${randomUUID().slice(0, 8)}`;
  const { url } = server;
  await migrate({ url, log, born: { kind: 'simulated' }, clock });
  return { url, log, open: () => postgresEventStore({ url, log, clock }), destroy: async () => {} };
}
