import { randomUUID } from 'node:crypto';
import { backends, isHad } from '@hoso/backends';
import { describeEventStore, describePolicyStore } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import { kurrentDbEventStore, migrate } from './index.ts';

const server = await backends.kurrentdb();

if (isHad(server)) {
  const { url } = server;
  const newLog = async (clock: () => number) => {
    const log = `t${randomUUID().slice(0, 8)}`;
    await migrate({ url, log, born: { kind: 'simulated' }, clock });
    return { open: () => kurrentDbEventStore({ url, log, clock }), destroy: async () => {} };
  };
  describeEventStore('KurrentDB', newLog);
  describePolicyStore('KurrentDB', newLog);
} else {
  describe('The event store and the policy store on KurrentDB', () => {
    it.skip(`skipped: ${server.missing}`, () => {});
  });
}
