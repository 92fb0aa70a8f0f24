import { parentPort, workerData } from 'node:worker_threads';
import { ListSignals } from '@hoso/contracts';
import { openLog } from '@hoso/runtime/adapters';
import { z } from 'zod';
import { gatherSignals } from '../signals/gather-signals.ts';

const Task = z.strictObject({
  log: z.strictObject({ url: z.string(), log: z.string() }),
  asked: ListSignals.ask.omit({ log: true }),
});

/** Gathers the signals of one log in a thread of its own. */
const { log, asked } = Task.parse(workerData);
const store = await openLog(log);
parentPort?.postMessage(await gatherSignals(store, asked));
await store.close();
