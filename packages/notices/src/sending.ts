import type { Sending, SendingFailure } from '@hoso/contracts';

export function failed(reason: SendingFailure, status: number | undefined, forGood: boolean): Sending {
  return { outcome: 'failed', reason, ...(status === undefined ? {} : { status }), forGood };
}

/** What took too long, whatever it may still come to. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
  readonly code = 'ETIMEDOUT';
}

/** Rejects with `TimedOut` unless it is done by then. */
export async function withinMs<Value>(timeoutMs: number, task: Promise<Value>): Promise<Value> {
  const timer = Promise.withResolvers<never>();
  const timeout = setTimeout(() => timer.reject(new TimedOut(`not within ${timeoutMs} ms`)), timeoutMs);
  try {
    return await Promise.race([task, timer.promise]);
  } finally {
    clearTimeout(timeout);
    // Whatever it comes to afterwards has been answered for.
    task.catch(() => undefined);
  }
}
