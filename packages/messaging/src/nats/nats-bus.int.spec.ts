import { onServer } from '@hoso/backends/testing';
import { describeBus } from '@hoso/event-sourcing/testing';
import { removeStream, toldLog } from '../../test/nats-places.ts';
import { natsBus } from './nats-bus.ts';

await onServer('nats', ['The bus on NATS'], (url) => {
  // Nothing comes again, or goes to another replica, because a machine stood still for a while.
  const patience = { ackWaitMs: 60_000, pinTimeoutMs: 60_000 };
  const limits = { backoff: { firstMs: 1, maxMs: 5 }, closeMs: 3_000, ...patience };
  describeBus('NATS', async () => {
    await removeStream(url);
    const options = { url, service: 'spec', log: toldLog, limits };
    const bus = await natsBus({ ...options, declares: async () => 1 });
    return { bus, other: await natsBus(options), remove: async () => undefined };
  });
});
