import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LogAddress } from '@hoso/runtime/adapters';
import type { SignalsAsked, SignalsTold } from '../signals/gather-signals.ts';

/** What a worker needs to gather the signals of a log. */
export interface GatherTask {
  readonly log: LogAddress;
  readonly asked: SignalsAsked;
}

/** Gathers a log's signals in a thread of its own, so that nobody waits for it. Rejects with what went wrong there. */
export async function gatherInWorker(task: GatherTask): Promise<SignalsTold> {
  // The compiler does not rewrite this address: beside `.ts` sources it is `.ts`, beside compiled ones `.js`.
  const worker = new Worker(new URL(`./gather.worker${extname(import.meta.filename)}`, import.meta.url), {
    workerData: task,
    resourceLimits: { maxYoungGenerationSizeMb: 48 },
  });
  return await new Promise<SignalsTold>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the signals ended before they were gathered')));
  });
}
