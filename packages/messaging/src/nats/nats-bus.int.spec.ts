import { onServer } from '@hoso/backends/testing';
import { describeBus } from '@hoso/event-sourcing/testing';
import { removeStream, toldLog } from '../../test/nats-places.ts';
import { natsBus } from './nats-bus.ts';

await onServer('nats', ['The bus on NATS'], (url) => {
  const limits = { backoff: { firstMs: 1, maxMs: 5 }, closeMs: 300 };
  describeBus('NATS', async () => {
    await removeStream(url);
    const options = { url, service: 'spec', log: toldLog, limits };
    const bus = await natsBus({ ...options, declares: async () => 1 });
    return { bus, other: await natsBus(options), remove: async () => undefined };
  });
});
