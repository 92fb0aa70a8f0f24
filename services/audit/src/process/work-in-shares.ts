import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { allPartitions } from '@hoso/event-sourcing';
import { isKurrentDb, type LogAddress } from '@hoso/runtime/adapters';
import type { Share } from '../findings/judge-again.ts';

/** What a worker tells: that it has nothing to do, and what came of what it was given last. */
export interface Told<Done> {
  readonly done?: Done;
}
/** What it is given next; nothing more, and it ends. */
export type Given = { readonly share: Share } | 'nothing more';

export interface SharedWork {
  /** A module beside this one, without its ending: it answers what it is given, as `answerShares` does. */
  readonly module: string;
  readonly log: LogAddress;
  /** What every worker is told at its beginning. */
  readonly task: object;
  /** How many of them there are; one for each core unless it is said. */
  readonly workers?: number | undefined;
  /** Ends all of them where one does not come to an end: then this rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** As many would crowd out who works on the log. */
const workersMax = 8;

/**
 * Works through a log in threads of their own: each takes the next partition that nobody has taken, so that it is never
 * the threads that decide what comes out. Rejects with what went wrong in one, once all have ended.
 */
export async function workInShares<Done>(work: SharedWork): Promise<readonly Done[]> {
  const left = [...sharesOf(work.log)];
  const count = Math.max(1, Math.min(work.workers ?? availableParallelism(), workersMax, left.length));
  const done: Done[] = [];
  const threads = Array.from({ length: count }, () => workOn(work, left, done));
  const failed = (await Promise.allSettled(threads)).find((thread) => thread.status === 'rejected');
  if (failed) throw failed.reason;
  return done;
}

/** KurrentDB finds a partition by reading all of the log: there it is read once. */
function sharesOf({ url }: LogAddress): readonly Share[] {
  return isKurrentDb(url) ? ['whole'] : allPartitions;
}

/** One thread, for as long as there is something left. Takes what it works on from `left`. */
async function workOn<Done>({ module, task, signal }: SharedWork, left: Share[], done: Done[]): Promise<void> {
  // The compiler does not rewrite this address: beside `.ts` sources it is `.ts`, beside compiled ones `.js`.
  const worker = new Worker(new URL(`./${module}${extname(import.meta.filename)}`, import.meta.url), {
    workerData: task,
    // Hardly anything of what is read lives on: a small nursery judges as fast, and keeps the process small.
    resourceLimits: { maxYoungGenerationSizeMb: 48 },
  });
  let working: Share | undefined;
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown): void => {
      // Nobody else begins what cannot be finished.
      left.splice(0);
      reject(error);
      void worker.terminate();
    };
    if (signal?.aborted) return fail(signal.reason);
    signal?.addEventListener('abort', () => fail(signal.reason), { once: true });
    worker.on('message', (told: Told<Done>) => {
      if (told.done !== undefined) done.push(told.done);
      working = left.shift();
      const given: Given = working === undefined ? 'nothing more' : { share: working };
      worker.postMessage(given);
    });
    worker.once('error', fail);
    worker.once('exit', () => {
      if (working === undefined && left.length === 0) resolve();
      else fail(new Error('the work ended before it was over'));
    });
  });
}
