import { randomUUID } from 'node:crypto';
import { onServer } from '@hoso/backends/testing';
import { describeCarrying, describeEventStore, describePolicyStore } from '@hoso/event-sourcing/testing';
import { migrate, openWholeLog, postgresEventStore, restoreLogs } from './index.ts';

await onServer('postgres', ['The event store on PostgreSQL', 'The policy store on PostgreSQL'], (url) => {
  const newLog = async (clock: () => number) => {
    const log = `t${randomUUID().slice(0, 8)}`;
    await migrate({ url, log, born: { kind: 'simulated' }, clock });
    return { log, open: () => postgresEventStore({ url, log, clock }), destroy: async () => {} };
  };
  describeEventStore('PostgreSQL', newLog);
  describePolicyStore('PostgreSQL', newLog);
  describeCarrying('PostgreSQL', async () => {
    const from = await newLog(Date.now);
    const to = `t${randomUUID().slice(0, 8)}`;
    return {
      store: await from.open(),
      whole: () => openWholeLog({ url }, from.log),
      restore: (whole) => restoreLogs({ url }, [{ log: to, whole }]),
      open: () => postgresEventStore({ url, log: to }),
      destroy: from.destroy,
    };
  });
});
