import { setTimeout } from 'node:timers/promises';
import type { EventStore } from '@hoso/event-sourcing';
import { openLogReadOnly } from './log-file.ts';
import { logQueries } from './log-queries.ts';

/** A log that can be read and waited for, and not written. */
export type LogReader = Omit<EventStore, 'append'>;

/** How often a reader looks whether another thread or process has written. */
const pollMs = 10;

/**
 * Opens a log for reading only, beside the store that writes it: in a worker thread or in another process. Throws
 * `LogFileError`. It MUST be closed: the store cannot shorten its write-ahead file past the slowest reader.
 */
export function openLogReader(path: string): LogReader {
  const db = openLogReadOnly(path);
  const queries = logQueries(db, path);
  return {
    ...queries,
    async waitPast(position, timeoutMs) {
      const until = performance.now() + timeoutMs;
      for (;;) {
        const head = await queries.head();
        const leftMs = until - performance.now();
        if (head > position || leftMs <= 0) return head;
        await setTimeout(Math.min(pollMs, leftMs));
      }
    },
    async close() {
      if (db.isOpen) db.close();
    },
  };
}
