import { chmodSync } from 'node:fs';
import { backup } from 'node:sqlite';
import type { LogIdentity, Position } from '@hoso/event-sourcing';
import { findingDamage } from './log-file-error.ts';
import { openLog, openLogReadOnly } from './log-file.ts';
import { logOf } from './log-queries.ts';

/** A log as it was copied. */
export interface CopiedLog {
  readonly log: LogIdentity;
  /** The copy's last position. */
  readonly head: Position;
}

/** Pages copied before others on this thread have a turn: 4 MB. */
const pagesAtOnce = 1_000;

/**
 * Copies a log to a file of its own, byte for byte as it stands at one moment, while its store goes on writing. Memory
 * stays small, whatever its size. The copy is checked whole; it has no write-ahead file. Throws `LogFileError`, which
 * may leave `to` behind. Until it resolves the store's write-ahead file cannot be shortened.
 *
 * Decision: a read transaction is held meanwhile. / Because SQLite otherwise begins the copy anew at each commit of
 * another process, and would never be done under load.
 */
export async function copyLog(
  path: string,
  to: string,
  onPages: (copied: number, of: number) => void = () => undefined,
): Promise<CopiedLog> {
  const from = openLogReadOnly(path);
  try {
    from.exec('begin');
    // The transaction, and with it the moment, begins with the first read.
    from.prepare('select max(position) from events').get();
    await backup(from, to, {
      rate: pagesAtOnce,
      progress: ({ totalPages, remainingPages }) => onPages(totalPages - remainingPages, totalPages),
    });
  } finally {
    from.close();
  }
  chmodSync(to, 0o600);
  const copy = openLog(to, Number.POSITIVE_INFINITY);
  try {
    copy.exec('pragma journal_mode = delete');
    const last = findingDamage(to, () => copy.prepare('select max(position) as head from events').get());
    return { log: logOf(copy, to), head: Number(last?.['head']) };
  } finally {
    copy.close();
  }
}
