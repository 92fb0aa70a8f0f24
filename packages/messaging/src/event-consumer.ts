import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery, Partition, RecordedEvent } from '@hoso/event-sourcing';

/** How many events wait for a slow consumer. Beyond that they are dropped: the gap in `sequence` sends it to the store. */
export const waitingMax = 10_000;
/** The most events in one batch. */
export const batchMax = 500;
const backoffMs = { first: 20, max: 5_000 };

/** One consumption of some partitions: offers wait in a queue and are handled a batch at a time, in order, at least once. */
export interface EventConsumer {
  name: string;
  offer(events: readonly RecordedEvent[]): void;
  close(): Promise<void>;
}

/** `isActive`: of several consumptions under one name only the first is given events. */
export function eventConsumer(
  partitions: readonly Partition[],
  handle: (batch: readonly Delivery[]) => Promise<void>,
  isActive: () => boolean,
): EventConsumer {
  const waiting: Delivery[] = [];
  const abort = new AbortController();
  let sequence = 0;
  let running: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    let delayMs = backoffMs.first;
    while (waiting.length > 0 && !abort.signal.aborted) {
      const batch = waiting.splice(0, batchMax);
      try {
        await handle(batch);
        delayMs = backoffMs.first;
      } catch {
        waiting.unshift(...batch.map((delivery) => ({ ...delivery, redelivered: true })));
        await sleep(delayMs, undefined, { signal: abort.signal }).catch(() => undefined);
        delayMs = Math.min(delayMs * 2, backoffMs.max);
      }
    }
  };

  const start = (): void => {
    running ??= drain().finally(() => {
      running = undefined;
      // Something may have come in after the last look and before this.
      if (waiting.length > 0 && !abort.signal.aborted) start();
    });
  };

  return {
    name: '',
    offer: (events) => {
      if (!isActive()) return;
      for (const event of events) {
        if (!partitions.includes(event.partition)) continue;
        sequence += 1;
        waiting.push({ event, sequence, redelivered: false });
      }
      if (waiting.length > waitingMax) waiting.splice(0, waiting.length - waitingMax);
      start();
    },
    close: async () => {
      abort.abort();
      await running;
    },
  };
}
