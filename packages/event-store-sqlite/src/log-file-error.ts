/**
 * Why a file cannot be opened as a log. `NoLog`: it is not there. `NotALog`: something else lies there. `NewerLog`: a
 * newer version of the platform wrote it. `DamagedLog`: it was a log, and what it holds cannot be trusted.
 */
export type LogFileErrorCode = 'NoLog' | 'NotALog' | 'NewerLog' | 'DamagedLog';

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

/** What `work` answers; where SQLite finds the file damaged, that is said in our words. */
export function findingDamage<Answer>(path: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    const code = sqliteCode(error);
    if (code === undefined || ((code & 0xff) !== corrupt && code !== notADatabase)) throw error;
    throw new LogFileError('DamagedLog', path, 'the log is damaged', { cause: error });
  }
}
