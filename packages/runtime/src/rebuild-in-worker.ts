import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RebuildProgress } from '@hoso/event-sourcing';
import type { KeysAddress, LogAddress } from './adapters.ts';

/** Where a worker finds what it needs to build views by itself. */
export interface RebuildPlaces {
  readonly log: LogAddress;
  /** `VIEWS_URL`. */
  readonly viewsUrl: string;
  /** Some views are found by what is sealed. */
  readonly keys: KeysAddress;
  /** The address of a module whose `views` are those of the services that run here. */
  readonly viewsModule: string;
}

/** A generation to be built. */
export interface RebuildTask extends RebuildPlaces {
  readonly name: string;
  readonly generation: number;
}

/**
 * Decision: a heap of its own of at most 640 MB. / Because V8 lets one that may grow to 4 GB grow with what dies while
 * documents gather: two views of a million events took up to 1,180 MB, and 700 so, for as much of processors; of
 * `documentsMax` dossiers some 330 MB are in use. / Instead of: what the machine has. Documents that do not find room
 * end the worker, which is told, and nothing else.
 */
const resourceLimits = { maxOldGenerationSizeMb: 640, maxYoungGenerationSizeMb: 48 } as const;

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
    ...{ workerData: task, resourceLimits },
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
