import { parentPort, workerData } from 'node:worker_threads';
import { rebuildInto, type View } from '@hoso/event-sourcing';
import { z } from 'zod';
import { openKeys, openLog, openViews } from './adapters.ts';
import { personalDataOf } from './personal-data.ts';

/** Builds one generation of a view in a thread of its own, so that nobody waits for it. */
const {
  log,
  viewsUrl,
  keys: keysAddress,
  viewsModule,
  name,
  generation,
} = z
  .strictObject({
    log: z.strictObject({ url: z.string(), log: z.string() }),
    viewsUrl: z.string(),
    keys: z.strictObject({ url: z.string(), masterKeyFile: z.string().optional() }),
    viewsModule: z.string(),
    name: z.string(),
    generation: z.int(),
  })
  .parse(workerData);

/** More than are under way in a province at a time, and few enough for the thread's heap. */
const documentsMax = 20_000;

const Views = z.object({ views: z.array(z.custom<View<unknown>>()) });
const view = Views.parse({ ...(await import(new URL(viewsModule).href)) }).views.find((one) => one.name === name);
if (!view) throw new Error(`no view ${name}`);
const store = await openLog(log);
const viewStore = await openViews(viewsUrl);
const keys = await openKeys(keysAddress);
await rebuildInto({
  view,
  personal: await personalDataOf(keys),
  generation: await viewStore.open(view, generation),
  ...{ store, documentsMax },
  clock: () => performance.now(),
  onProgress: (progress) => parentPort?.postMessage(progress),
});
await viewStore.close();
await keys.close();
await store.close();
