import { describeCarrying, describeEventStore, describePolicyStore } from '@hoso/event-sourcing/testing';
import { ModelServer } from '../test/model-server.ts';
import { eventStoreOn } from './event-store.ts';
import { migrateOn } from './migrate.ts';
import { restoreOn } from './restore-log.ts';
import { wholeLogOn } from './whole-log.ts';

const log = 'main';
const newLog = async (clock: () => number) => {
  const server = new ModelServer();
  await migrateOn(server, { log, born: { kind: 'simulated' }, clock });
  return { server, open: () => eventStoreOn(server, { log, clock }), destroy: async () => {} };
};

describeEventStore('a model of KurrentDB', newLog);
describePolicyStore('a model of KurrentDB', newLog);
describeCarrying('a model of KurrentDB', async () => {
  const { server, open, destroy } = await newLog(Date.now);
  const elsewhere = new ModelServer();
  return {
    store: await open(),
    whole: () => wholeLogOn(server, log),
    restore: (whole) => restoreOn(elsewhere, [{ log, whole }]),
    open: () => eventStoreOn(elsewhere, { log }),
    destroy,
  };
});
