import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { type EventStore, encodeAppend, type LogKind, type PolicyStore, waitingReaders } from '@hoso/event-sourcing';
import { appendWriter } from './append-writer.ts';
import { GroupCommit } from './group-commit.ts';
import { createLog, openLog } from './log-file.ts';
import { logQueries } from './log-queries.ts';
import { policyStore } from './policy-store.ts';
import { type Unwritable, writeTrial } from './write-trial.ts';

export interface SqliteEventStoreOptions {
  /** The log's file. Beside it lie `-wal` and `-shm` while it is open. */
  readonly path: string;
  /**
   * What to create where there is no file yet; its id is random unless given. An existing log keeps the id and kind it
   * was born with. Without `log`, a missing file is `NoLog`.
   */
  readonly log?: { readonly id?: string; readonly kind: LogKind };
  /** The store's clock, in milliseconds since 1970. */
  readonly clock?: () => number;
  /** Told how many appends, and other pieces of work, shared each transaction. */
  readonly onBatch?: ((pieces: number) => void) | undefined;
}

/** A log in one file, and in the same file the progress of the policies that follow it. */
export interface SqliteEventStore extends EventStore {
  readonly policies: PolicyStore;
  /** Why nothing can be written now, for who tells others whether to come. */
  readonly unwritable: Unwritable;
  /**
   * For what can be made again: all that is written while `work` runs outlives the process at once, as always, but the
   * machine only once this resolves. Whatever is in the log is still a whole log, without gaps.
   */
  durableTogether<Answer>(work: () => Promise<Answer>): Promise<Answer>;
}

/**
 * Opens the log at `path`, or creates it. Throws `LogFileError`, with nothing changed on disk, where the file is no log
 * we can open. One process at a time MAY write a log: whoever owns the folder sees to that.
 */
export function sqliteEventStore(options: SqliteEventStoreOptions): SqliteEventStore {
  const { path, log, clock = Date.now, onBatch } = options;
  if (log && !existsSync(path)) {
    createLog(path, { id: log.id ?? randomUUID(), kind: log.kind }, Math.floor(clock()));
  }
  return storeOn(openLog(path), path, clock, onBatch);
}

/** The store over a connection that `openLog` gave. */
export function storeOn(
  db: DatabaseSync,
  path: string,
  clock: () => number,
  onBatch?: SqliteEventStoreOptions['onBatch'],
): SqliteEventStore {
  const queries = logQueries(db, path);
  const arrivals = waitingReaders(queries.head);
  const commits = new GroupCommit(db, { path, clock, onCommit: arrivals.wake, onBatch });
  const write = appendWriter(db);
  return {
    ...queries,
    policies: policyStore(db, commits),
    unwritable: writeTrial(db, path, commits),
    async append(writes) {
      const append = encodeAppend(queries.log.id, writes);
      return await commits.run((batch) => write(append, batch));
    },
    async durableTogether(work) {
      db.exec('pragma synchronous = normal');
      try {
        return await work();
      } finally {
        // A checkpoint begins by making the write-ahead file durable, whole.
        if (db.isOpen) db.exec('pragma synchronous = full; pragma wal_checkpoint');
      }
    },
    waitPast: arrivals.waitPast,
    async close() {
      if (!db.isOpen) return;
      commits.close();
      arrivals.end();
      db.close();
    },
  };
}
