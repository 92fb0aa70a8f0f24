import { randomUUID } from 'node:crypto';
import { onServer } from '@hoso/backends/testing';
import { describeCarrying, describeEventStore, describePolicyStore } from '@hoso/event-sourcing/testing';
import { kurrentDbEventStore, migrate, openWholeLog, restoreLogs } from './index.ts';

const suites = ['The event store', 'The policy store', 'A log that is carried whole'];
const titles = suites.map((suite) => `${suite} on KurrentDB`);
await onServer('kurrentdb', titles, (url) => {
  const newLog = async (clock: () => number) => {
    const log = `t${randomUUID().slice(0, 8)}`;
    await migrate({ url, log, born: { kind: 'simulated' }, clock });
    return { log, open: () => kurrentDbEventStore({ url, log, clock }), destroy: async () => {} };
  };
  describeEventStore('KurrentDB', newLog);
  describePolicyStore('KurrentDB', newLog);
  describeCarrying('KurrentDB', async () => {
    const from = await newLog(Date.now);
    const to = `t${randomUUID().slice(0, 8)}`;
    return {
      store: await from.open(),
      whole: () => openWholeLog({ url }, from.log),
      restore: (whole) => restoreLogs({ url }, [{ log: to, whole }]),
      open: () => kurrentDbEventStore({ url, log: to }),
      destroy: from.destroy,
    };
  });
});
