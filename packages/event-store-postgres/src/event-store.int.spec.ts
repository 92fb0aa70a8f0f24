import { randomUUID } from 'node:crypto';
import { onServer } from '@hoso/backends/testing';
import { describeEventStore, describePolicyStore } from '@hoso/event-sourcing/testing';
import { migrate, postgresEventStore } from './index.ts';

await onServer('postgres', ['The event store on PostgreSQL', 'The policy store on PostgreSQL'], (url) => {
  const newLog = async (clock: () => number) => {
    const log = `t${randomUUID().slice(0, 8)}`;
    await migrate({ url, log, born: { kind: 'simulated' }, clock });
    return { open: () => postgresEventStore({ url, log, clock }), destroy: async () => {} };
  };
  describeEventStore('PostgreSQL', newLog);
  describePolicyStore('PostgreSQL', newLog);
});
