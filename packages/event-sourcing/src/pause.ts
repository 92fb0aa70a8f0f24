/** Resolves after `ms`, or as soon as `signal` is aborted. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal?.aborted) return Promise.resolve();
  const timer = setTimeout(resolve, ms);
  const cut = () => {
    clearTimeout(timer);
    resolve();
  };
  signal?.addEventListener('abort', cut, { once: true });
  return promise.finally(() => signal?.removeEventListener('abort', cut));
}

/** Waits for all of `work`, however it ends; answers whether that came within the time. */
export async function settledWithin(work: Iterable<Promise<unknown>>, timeoutMs: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), timeoutMs);
  const settled = Promise.allSettled(work).then(() => true);
  return await Promise.race([settled, late]).finally(() => clearTimeout(timer));
}

/** Lets everything else that waits for this thread go first. An adapter may answer without ever leaving it. */
export function giveWay(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** How long to wait before the next attempt: doubling from `firstMs`, never longer than `maxMs`. */
export interface Backoff {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** The pause after the `attempt`-th failure in a row, counted from 1. */
export function backoffMs({ firstMs, maxMs }: Backoff, attempt: number): number {
  return Math.min(maxMs, firstMs * 2 ** Math.min(attempt - 1, 30));
}
