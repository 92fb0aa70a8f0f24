import { basename, extname } from 'node:path';
import { LogDamaged, type Position } from '@hoso/event-sourcing';

/**
 * Why a file cannot be opened as a log. `NoLog`: it is not there. `NotALog`: something else lies there. `NewerLog`: a
 * newer version of the platform wrote it. `DamagedLog`: it was a log, and what it holds cannot be trusted. `LogThere`:
 * a file is there where one is to be made.
 */
export type LogFileErrorCode = 'NoLog' | 'NotALog' | 'NewerLog' | 'DamagedLog' | 'LogThere';

/** A file that is no log we can open. Nothing on disk was changed. */
export class LogFileError extends Error {
  override readonly name = 'LogFileError';

  constructor(
    readonly code: LogFileErrorCode,
    readonly path: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${path}: ${reason}`, options);
  }
}

/**
 * SQLite's own result code of an error, extended (sqlite.org/rescode.html); `undefined` for an error that is not
 * SQLite's.
 */
export function sqliteCode(error: unknown): number | undefined {
  if (!Error.isError(error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

const corrupt = 11;
const notADatabase = 26;

/** Positions that a read is about. */
export interface Range {
  readonly from: Position;
  readonly to: Position;
}

/** What a log is called: its file, without where that lies. */
export function logNameOf(path: string): string {
  return basename(path, extname(path));
}

/** What `read` answers; where SQLite finds the file damaged, that is told with the positions that were asked for. */
export function readingRange<Answer>(path: string, range: () => Range, read: () => Answer): Answer {
  try {
    return read();
  } catch (error) {
    if (!isDamage(error)) throw error;
    const { from, to } = range();
    throw new LogDamaged(logNameOf(path), from, to, 'its file is damaged', { cause: error });
  }
}

/** What `work` answers; where SQLite finds the file damaged, that is said in our words. */
export function findingDamage<Answer>(path: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new LogFileError('DamagedLog', path, 'the log is damaged', { cause: error });
  }
}

function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && ((code & 0xff) === corrupt || code === notADatabase);
}
