// Builds a generation over as many events as asked for, and posts its progress.
import { parentPort, workerData } from 'node:worker_threads';
import { allPartitions, rebuildInto } from '@hoso/event-sourcing';
import { sqliteViewStore } from '@hoso/views';

const { folder, generation, events } = workerData;
const body = (position) =>
  JSON.stringify({ id: `e${position}`, type: 'Counted', schemaVersion: 1, stream: 's-1', data: {} });
const store = {
  head: async () => events,
  readAll: async (after, limit) =>
    Array.from({ length: Math.min(limit, events - after) }, (_, index) => {
      const position = after + index + 1;
      return { position, recordedAt: 0, partition: position % allPartitions.length, body: body(position) };
    }),
};
const view = {
  name: 'counts',
  revision: 1,
  indexes: [],
  events: { types: new Map(), read: (envelope) => envelope },
  key: ({ position }) => `k${position % 1_000}`,
  evolve: (count = { events: 0 }) => ({ events: count.events + 1 }),
};
const views = sqliteViewStore(folder);
await rebuildInto({
  view,
  generation: await views.open(view, generation),
  store,
  clock: Date.now,
  batchMax: 2_000,
  onProgress: (progress) => parentPort.postMessage(progress),
});
await views.close();
