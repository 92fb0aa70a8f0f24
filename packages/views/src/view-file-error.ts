import { StoreUnavailable } from '@hoso/event-sourcing';

/** A file of views that cannot be used. It is a cache: the message says what to remove, the log has everything. */
export class ViewFileError extends Error {
  override readonly name = 'ViewFileError';

  constructor(
    readonly path: string,
    readonly reason: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${path}: ${reason}; ${remedy}`, options);
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html), and the extended one of a write that failed. */
const corrupt = 11;
const full = 13;
const notADatabase = 26;
const writeFailed = 778;

/** What `work` answers; a damaged file and a full disk are said in our words. */
export function sayingWhy<Answer>(path: string, remedy: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    const code = sqliteCode(error);
    if (code === undefined) throw error;
    if ((code & 0xff) === corrupt || (code & 0xff) === notADatabase) {
      throw new ViewFileError(path, 'it is damaged or not a database', remedy, { cause: error });
    }
    if ((code & 0xff) === full || code === writeFailed) throw new StoreUnavailable('full', { cause: error });
    throw error;
  }
}

function sqliteCode(error: unknown): number | undefined {
  if (!Error.isError(error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}
