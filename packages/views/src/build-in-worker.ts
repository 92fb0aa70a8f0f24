import { Worker } from 'node:worker_threads';

export interface BuildInWorkerOptions<Progress> {
  /** The worker's file. It builds, posts progress, and ends. */
  readonly worker: URL | string;
  /** What the worker finds as `workerData`. */
  readonly data: unknown;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the worker at once. What it has saved stays. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a rebuild beside this thread. Resolves once the worker has ended by itself; rejects with its error, or where it ends in
 * any other way. Every message that the worker posts is progress.
 */
export async function buildInWorker<Progress>(options: BuildInWorkerOptions<Progress>): Promise<void> {
  const { worker: file, data, onProgress, signal } = options;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const worker = new Worker(file, { workerData: data });
  const end = () => void worker.terminate();
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end, { once: true });
  worker.on('message', (progress: Progress) => onProgress?.(progress));
  worker.on('error', reject);
  worker.on('exit', (code) => {
    if (code === 0 && !signal?.aborted) resolve();
    else reject(new Error(signal?.aborted ? 'the rebuild was stopped' : `the rebuild's worker ended with ${code}`));
  });
  try {
    await promise;
  } finally {
    signal?.removeEventListener('abort', end);
  }
}
