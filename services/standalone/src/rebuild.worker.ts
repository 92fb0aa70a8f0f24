import { parentPort, workerData } from 'node:worker_threads';
import { openLogReader } from '@hoso/event-store-sqlite';
import { rebuildInto } from '@hoso/event-sourcing';
import { sqliteViewStore } from '@hoso/views';
import { sqliteKeyStore } from '@hoso/sealing';
import { z } from 'zod';
import { personalDataOf } from './personal-data.ts';
import { serviceViews } from './service-views.ts';

/** Builds one generation of a view in a thread of its own, so that nobody waits for it. */
const { log, views, keys, name, generation } = z
  .strictObject({ log: z.string(), views: z.string(), keys: z.string(), name: z.string(), generation: z.int() })
  .parse(workerData);

const view = serviceViews.find((one) => one.view.name === name)?.view;
if (!view) throw new Error(`no view ${name}`);
const store = openLogReader(log);
const viewStore = sqliteViewStore(views);
const keyStore = sqliteKeyStore(keys);
await rebuildInto({
  view,
  personal: await personalDataOf(keyStore),
  generation: await viewStore.open(view, generation),
  store,
  clock: () => performance.now(),
  onProgress: (progress) => parentPort?.postMessage(progress),
});
await viewStore.close();
await keyStore.close();
await store.close();
