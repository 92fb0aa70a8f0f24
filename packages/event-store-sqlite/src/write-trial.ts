import { statSync } from 'node:fs';
import { open, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '@hoso/event-sourcing';
import type { GroupCommit } from './group-commit.ts';
import { schemaVersion } from './schema.ts';

/** Less room than this counts as none: more than the largest append takes. */
const roomBytes = 1024 * 1024;
/** How often it is found out anew, however often somebody asks. */
const everyMs = 1_000;

/** Why nothing can be written now; nothing where it can. */
export type Unwritable = () => Promise<StoreUnavailable | undefined>;

/**
 * Looks at the room that is left and at what came of the last write. After one that failed it tries: bytes past the end
 * of the log's files, then a transaction that changes nothing.
 *
 * Decision: nobody tries while writing goes well. / Because each append tells that already, for nothing. / Instead of:
 * a trial every few seconds for as long as the platform runs.
 */
export function writeTrial(db: DatabaseSync, path: string, commits: GroupCommit): Unwritable {
  let last: { readonly at: number; readonly outcome: Promise<StoreUnavailable | undefined> } | undefined;
  const tried = async (): Promise<StoreUnavailable | undefined> => {
    if (!(await hasRoom(path))) return new StoreUnavailable('full');
    if (!commits.failure) return undefined;
    if (!(await canGrow(path))) return new StoreUnavailable('full');
    await commits.run(() => db.exec(`pragma user_version = ${schemaVersion}`));
    commits.recover();
    return undefined;
  };
  return () => {
    if (!last || performance.now() - last.at > everyMs) {
      const outcome = tried().catch((error: unknown) =>
        error instanceof StoreUnavailable ? error : new StoreUnavailable('unreachable', { cause: error }),
      );
      last = { at: performance.now(), outcome };
    }
    return last.outcome;
  };
}

/** A file system that cannot tell is taken at its next write. */
async function hasRoom(path: string): Promise<boolean> {
  const { bavail, bsize, blocks } = await statfs(dirname(path));
  return blocks === 0 || bavail * bsize >= roomBytes;
}

/** Whether a file may reach beyond the log's own, for a quota or a limit on sizes is no less full than a disk. */
async function canGrow(path: string): Promise<boolean> {
  const trial = `${path}.trial`;
  const end = Math.max(...[path, `${path}-wal`].map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0));
  const file = await open(trial, 'w', 0o600);
  try {
    const { bytesWritten } = await file.write(Buffer.alloc(roomBytes, 1), 0, roomBytes, end);
    await file.sync();
    return bytesWritten === roomBytes;
  } catch {
    return false;
  } finally {
    await file.close();
    await rm(trial, { force: true });
  }
}
