import type { Bus } from './bus.ts';
import type { Position } from './envelope.ts';
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

/** The bus holds more than the log: a store that came back from a backup. Nothing may follow on what was lost. */
export class BusAhead extends Error {
  override readonly name = 'BusAhead';

  constructor(published: Position, head: Position) {
    super(
      `the bus holds the log up to ${published}, the store up to ${head}: remove the bus's stream of this log; ` +
        'it is filled again from the store',
    );
  }
}

export interface Relay {
  /** Ends after the batch in hand. */
  close(): Promise<void>;
}

/**
 * Carries the log to the bus. It holds nothing of its own: the bus says where it goes on (the log is the outbox), so
 * that several relays at once, or one that died in the middle, do no harm. A bus that lost what it held is found out
 * when nothing new comes, or when it refuses what does.
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
  const closed = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)));

  /**
   * Carries on from where the bus stands until the log has had nothing new for a while. The next page is read and
   * handed over while the one before is still on its way.
   */
  async function carry(): Promise<void> {
    let position = await bus.published();
    let sending: Promise<void> = Promise.resolve();
    try {
      while (!signal.aborted) {
        const events = await store.readAll(position, batchMax);
        const last = events.at(-1);
        if (signal.aborted) break;
        if (last) {
          const before = sending;
          sending = bus.publish(events);
          // Heard of when it is awaited.
          sending.catch(() => undefined);
          await before;
          position = last.position;
          continue;
        }
        await sending;
        const head = await Promise.race([closed, store.waitPast(position, waitMs)]);
        if (head === undefined || head === position) break;
        if (head < position) throw new BusAhead(position, head);
      }
      await sending;
    } finally {
      // What became of the page behind the one that failed says nothing about why.
      await sending.catch(() => undefined);
    }
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
