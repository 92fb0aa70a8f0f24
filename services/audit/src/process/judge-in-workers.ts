import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { allPartitions } from '@hoso/event-sourcing';
import { isKurrentDb, type LogAddress } from '@hoso/runtime/adapters';
import type { JudgedShare, Share } from '../findings/judge-again.ts';

/** What a worker needs to judge parts of a log by itself. */
export interface JudgeTask {
  readonly log: LogAddress;
  /** Audit's own log beside it. */
  readonly audit: LogAddress;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** The last event that is judged. */
  readonly upTo: number;
}

/** What a worker tells: that it has nothing to do, and what came of what it was given last. */
export interface Told {
  readonly judged?: JudgedShare;
}
/** What it is given next; nothing more, and it ends. */
export type Given = { readonly share: Share } | 'nothing more';

/** As many would crowd out who works on the log. */
const workersMax = 8;

/**
 * Judges a log in threads of their own, one for each core unless it is said how many: each takes the next partition
 * that nobody has taken, so that it is never the threads that decide what comes out. Rejects with what went wrong in
 * one, once all have ended.
 */
export async function judgeInWorkers(
  task: JudgeTask,
  workers = availableParallelism(),
): Promise<readonly JudgedShare[]> {
  const left = [...sharesOf(task.log)];
  const count = Math.max(1, Math.min(workers, workersMax, left.length));
  const judged: JudgedShare[] = [];
  const threads = Array.from({ length: count }, () => workOn(task, left, judged));
  const failed = (await Promise.allSettled(threads)).find((thread) => thread.status === 'rejected');
  if (failed) throw failed.reason;
  return judged;
}

/** KurrentDB finds a partition by reading all of the log: there it is read once. */
function sharesOf({ url }: LogAddress): readonly Share[] {
  return isKurrentDb(url) ? ['whole'] : allPartitions;
}

/** One thread, for as long as there is something left. Takes what it works on from `left`. */
async function workOn(task: JudgeTask, left: Share[], judged: JudgedShare[]): Promise<void> {
  // The compiler does not rewrite this address: beside `.ts` sources it is `.ts`, beside compiled ones `.js`.
  const worker = new Worker(new URL(`./judge.worker${extname(import.meta.filename)}`, import.meta.url), {
    workerData: task,
    // Hardly anything of what is read lives on: a small nursery judges as fast, and keeps the process small.
    resourceLimits: { maxYoungGenerationSizeMb: 48 },
  });
  let working: Share | undefined;
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (told: Told) => {
      if (told.judged) judged.push(told.judged);
      working = left.shift();
      const given: Given = working === undefined ? 'nothing more' : { share: working };
      worker.postMessage(given);
    });
    worker.once('error', (error) => {
      // Nobody else begins what cannot be finished.
      left.splice(0);
      reject(error);
    });
    worker.once('exit', () => {
      if (working === undefined && left.length === 0) resolve();
      else reject(new Error('the judgement ended before it was over'));
    });
  });
}
