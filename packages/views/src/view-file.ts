import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { sayingWhy, ViewFileError } from './view-file-error.ts';

/** "HOSV" in ASCII: what SQLite's header calls the application that owns a file of views. */
const applicationId = 0x484f5356;
/** The version of the tables. A file with another one is left alone. */
const schemaVersion = 1;
/** How long a statement waits for another connection's lock. */
const busyTimeoutMs = 5_000;
/**
 * The write-ahead file is merged when it has grown to so many pages: a rebuild rewrites the same pages again and again.
 */
const walPagesMax = 4_000;

/**
 * Opens a file of views, or makes it with `tables`. `cacheKib`: the most memory that its pages take.
 *
 * Decision: `synchronous = normal`. / Because documents and their checkpoint are one transaction, so that a loss of
 * power takes back both alike and the follower reads those events again. / Instead of: an fsync for each batch of a
 * cache.
 */
export function openViewFile(path: string, tables: string, remedy: string, cacheKib: number): DatabaseSync {
  return sayingWhy(path, remedy, () => {
    const db = new DatabaseSync(path, { timeout: busyTimeoutMs });
    try {
      const isNew = isEmpty(db);
      if (!isNew) check(db, path, remedy);
      db.exec(
        `pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -${cacheKib};
         pragma wal_autocheckpoint = ${walPagesMax}`,
      );
      if (isNew) {
        inTransaction(db, () => {
          // Somebody else may have made it since.
          if (!isEmpty(db)) return;
          db.exec(`pragma application_id = ${applicationId}; pragma user_version = ${schemaVersion}; ${tables}`);
        });
        check(db, path, remedy);
      }
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** All of `work`, or nothing. */
export function inTransaction<Answer>(db: DatabaseSync, work: () => Answer): Answer {
  db.exec('begin immediate');
  try {
    const answer = work();
    db.exec('commit');
    return answer;
  } catch (error) {
    // After some errors SQLite has rolled back by itself.
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

/** Removes a file with what SQLite keeps beside it. */
export function removeViewFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
}

function isEmpty(db: DatabaseSync): boolean {
  return (
    db.prepare('select count(*) as tables from sqlite_schema').get()?.['tables'] === 0 && header(db).application === 0
  );
}

function check(db: DatabaseSync, path: string, remedy: string): void {
  const { application, version } = header(db);
  if (application !== applicationId) throw new ViewFileError(path, 'it is not a file of views', remedy);
  if (version !== schemaVersion) {
    throw new ViewFileError(path, `it has version ${version}; this process knows ${schemaVersion}`, remedy);
  }
}

function header(db: DatabaseSync): { readonly application: unknown; readonly version: unknown } {
  return {
    application: db.prepare('pragma application_id').get()?.['application_id'],
    version: db.prepare('pragma user_version').get()?.['user_version'],
  };
}
