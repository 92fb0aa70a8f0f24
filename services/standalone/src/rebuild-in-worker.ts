import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RebuildProgress } from '@hoso/event-sourcing';

/** What a worker needs to build a generation by itself. */
export interface RebuildTask {
  /** The log's file. */
  readonly log: string;
  /** The views' folder. */
  readonly views: string;
  /** The file of keys: some views are found by what is sealed. */
  readonly keys: string;
  readonly name: string;
  readonly generation: number;
}

/**
 * Builds a generation in a worker thread, up to the log's head. Rejects with what went wrong there, and when `signal`
 * cuts it off.
 */
export function rebuildInWorker(
  task: RebuildTask,
  onProgress: (progress: RebuildProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  // The compiler does not rewrite this address: beside `.ts` sources it is `.ts`, beside compiled ones `.js`.
  const worker = new Worker(new URL(`./rebuild.worker${extname(import.meta.filename)}`, import.meta.url), {
    workerData: task,
  });
  const cut = () => void worker.terminate();
  signal.addEventListener('abort', cut);
  const built = new Promise<void>((resolve, reject) => {
    worker.on('message', onProgress);
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the rebuild of ${task.name} ended with ${code}`)),
    );
  });
  return built.finally(() => signal.removeEventListener('abort', cut));
}
