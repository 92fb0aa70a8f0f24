import type { Bus } from './bus.ts';
import type { EventStore } from './event-store.ts';
import { type Backoff, backoffMs, pause } from './pause.ts';

export interface RelayOptions {
  readonly store: Pick<EventStore, 'readAll' | 'waitPast'>;
  readonly bus: Pick<Bus, 'publish' | 'published'>;
  /** The most events in one `publish`. */
  readonly batchMax: number;
  /** The longest wait for a new event before the store is asked again. */
  readonly waitMs?: number;
  readonly backoff?: Backoff;
  /** Told of each failed attempt; the relay goes on. */
  readonly onFailure?: (error: unknown) => void;
}

export interface Relay {
  /** Ends after the batch in hand. */
  close(): Promise<void>;
}

/**
 * Carries the log to the bus. It holds nothing of its own: the bus says where it goes on (the log is the outbox), so
 * that several relays at once, or one that died in the middle, do no harm.
 */
export function relay({
  store,
  bus,
  batchMax,
  waitMs = 1_000,
  backoff = { firstMs: 50, maxMs: 5_000 },
  onFailure,
}: RelayOptions): Relay {
  const closing = new AbortController();
  const { signal } = closing;
  const closed = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

  async function carry(): Promise<void> {
    const position = await bus.published();
    const events = await store.readAll(position, batchMax);
    if (signal.aborted) return;
    if (events.length > 0) await bus.publish(events);
    else await Promise.race([closed, store.waitPast(position, waitMs)]);
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        await carry();
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        onFailure?.(error);
        await pause(backoffMs(backoff, ++failures), signal);
      }
    }
  }

  const running = run();
  return {
    async close() {
      closing.abort();
      await running;
    },
  };
}
