import type { Position } from './envelope.ts';
import type { EventStore } from './event-store.ts';

/** Readers who wait for a log to grow, for adapters of stores. */
export interface WaitingReaders {
  readonly waitPast: EventStore['waitPast'];
  /** The head has moved. */
  readonly wake: (head: Position) => void;
  /** Nobody needs to wait any longer. */
  readonly end: () => void;
}

/** The longest time that a timer of Node can measure. */
const timeoutMaxMs = 2 ** 31 - 1;

export function waitingReaders(readHead: () => Promise<Position>): WaitingReaders {
  const waiting = new Set<{
    readonly position: Position;
    readonly resolve: (head: Position | Promise<Position>) => void;
  }>();
  return {
    async waitPast(position, timeoutMs) {
      const { promise, resolve } = Promise.withResolvers<Position>();
      const waiter = { position, resolve };
      waiting.add(waiter);
      const timer = setTimeout(() => resolve(readHead()), Math.min(timeoutMs, timeoutMaxMs));
      try {
        const head = await readHead();
        return head > position ? head : await promise;
      } finally {
        clearTimeout(timer);
        waiting.delete(waiter);
      }
    },
    wake: (head) => {
      for (const { position, resolve } of waiting) if (head > position) resolve(head);
    },
    end: () => {
      for (const { resolve } of waiting) resolve(readHead());
    },
  };
}
