import { randomUUID } from 'node:crypto';
import { onServer } from '@hoso/backends/testing';
import { describeEventStore, describePolicyStore } from '@hoso/event-sourcing/testing';
import { kurrentDbEventStore, migrate } from './index.ts';

await onServer('kurrentdb', ['The event store on KurrentDB', 'The policy store on KurrentDB'], (url) => {
  const newLog = async (clock: () => number) => {
    const log = `t${randomUUID().slice(0, 8)}`;
    await migrate({ url, log, born: { kind: 'simulated' }, clock });
    return { open: () => kurrentDbEventStore({ url, log, clock }), destroy: async () => {} };
  };
  describeEventStore('KurrentDB', newLog);
  describePolicyStore('KurrentDB', newLog);
});
