import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LogAddress } from '@hoso/runtime/adapters';
import type { FindingIntent } from '../findings/finding.ts';
import type { JudgedAgain } from '../findings/judge-again.ts';

/** What a worker needs to judge a log by itself. */
export interface JudgeTask {
  readonly log: LogAddress;
  /** Audit's own log beside it. */
  readonly audit: LogAddress;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** What the worker tells. */
export type Told =
  | { readonly kind: 'differences'; readonly intents: readonly FindingIntent[] }
  | { readonly kind: 'judged'; readonly judged: JudgedAgain };

/** Judges a log in a thread of its own. Rejects with what went wrong there. */
export async function judgeInWorker(
  task: JudgeTask,
  onDifference: (intents: readonly FindingIntent[]) => void,
): Promise<JudgedAgain> {
  // The compiler does not rewrite this address: beside `.ts` sources it is `.ts`, beside compiled ones `.js`.
  const worker = new Worker(new URL(`./judge.worker${extname(import.meta.filename)}`, import.meta.url), {
    workerData: task,
    // Hardly anything of what is read lives on: a small nursery judges as fast, and keeps the process small.
    resourceLimits: { maxYoungGenerationSizeMb: 48 },
  });
  let judged: JudgedAgain | undefined;
  const ended = new Promise<void>((resolve, reject) => {
    worker.on('message', (told: Told) => {
      if (told.kind === 'judged') judged = told.judged;
      else onDifference(told.intents);
    });
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
  await ended;
  if (!judged) throw new Error('the judgement ended before it was over');
  return judged;
}
