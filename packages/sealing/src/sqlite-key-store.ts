import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { DomainError, StoreUnavailable } from '@hoso/event-sourcing';
import { keyBytes } from './aes-gcm.ts';
import { type KeyCache, keyCache } from './key-cache.ts';
import { checkKid, type KeyStore, KeysUnusable } from './key-store.ts';
import { openKeysFile, readable, sqliteCode } from './keys-file.ts';
import { type MasterKey, unwrap, wrap } from './master-key.ts';

export interface SqliteKeyStoreOptions {
  /** The file of the master key; by default `master.key` beside the keys. */
  readonly masterKeyPath?: string;
  /** Unlocked keys kept in memory. */
  readonly cachedKeysMax?: number;
  /** Makes a key that is not there; at random unless said. For simulated logs, whose keys follow from a seed. */
  readonly newKey?: (kid: string) => KeyObject;
}

/** The most keys written in one transaction. */
export const keysPerBatchMax = 1_000;
const cachedKeysMaxDefault = 20_000;

/**
 * Keys in a SQLite file of their own, each locked by the master key. Both files are made where neither exists, readable
 * for their owner only; nothing that exists is ever overwritten. Throws `KeysUnusable`. New keys that wait are written
 * in one transaction.
 */
export function sqliteKeyStore(path: string, options: SqliteKeyStoreOptions = {}): KeyStore {
  const { db, master } = openKeysFile(path, options.masterKeyPath ?? join(dirname(path), 'master.key'));
  const table = keyTable(db, master, path, options.newKey ?? randomKey);
  const cache = keyCache(options.cachedKeysMax ?? cachedKeysMaxDefault);
  const cached = unlessOthersWrote(db, cache);
  const waiting = new Map<string, Promise<KeyObject>>();
  const { write, drain } = sharedTransactions(db, path);
  let closed: Promise<void> | undefined;

  return {
    async keyOf(kid) {
      checkKid(kid);
      if (closed) throw new StoreUnavailable('closed');
      const known = cached(kid) ?? waiting.get(kid);
      if (known) return known;
      const created = write(
        () => table.create(kid),
        (key) => cache.put(kid, key),
      );
      waiting.set(kid, created);
      const done = () => waiting.delete(kid);
      created.then(done, done);
      return created;
    },
    async findKey(kid) {
      checkKid(kid);
      if (closed) throw new StoreUnavailable('closed');
      const known = cached(kid);
      if (known) return known;
      const found = table.find(kid);
      if (found !== undefined && found !== 'destroyed') cache.put(kid, found);
      return found;
    },
    async destroy(kid) {
      checkKid(kid);
      if (closed) throw new StoreUnavailable('closed');
      await write(
        () => table.destroy(kid),
        () => cache.forget(kid),
      );
      // The write-ahead log still holds the page as it was.
      db.exec('pragma wal_checkpoint(truncate)');
    },
    close() {
      closed ??= new Promise((resolve) => {
        drain();
        // Those who wait for a key go on before the file goes.
        setImmediate(() => {
          db.close();
          resolve();
        });
      });
      return closed;
    },
  };
}

/** A key from memory, as long as no other connection has written: it may have destroyed it. */
function unlessOthersWrote(db: DatabaseSync, cache: KeyCache): (kid: string) => KeyObject | undefined {
  const version = db.prepare('pragma data_version');
  let seen = version.get()?.['data_version'];
  return (kid) => {
    const now = version.get()?.['data_version'];
    if (now !== seen) cache.clear();
    seen = now;
    return cache.find(kid);
  };
}

/**
 * Writes that wait share one transaction; each succeeds or fails by itself. `drain` carries out those that still wait.
 */
function sharedTransactions(db: DatabaseSync, path: string) {
  let queue: Write[] = [];
  return {
    write,
    drain: () => {
      while (queue.length > 0) flush();
    },
  };

  /** Carries `work` out in the next transaction. `written` runs in the order of the writes, once they are durable. */
  function write<T>(work: () => T, written: (outcome: T) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      if (queue.length === 0) setImmediate(flush);
      queue.push({
        carryOut() {
          try {
            const outcome = work();
            return () => {
              written(outcome);
              resolve(outcome);
            };
          } catch (error) {
            if (sqliteCode(error) !== undefined) throw error;
            return () => reject(error);
          }
        },
        reject,
      });
    });
  }

  function flush(): void {
    const batch = queue.slice(0, keysPerBatchMax);
    queue = queue.slice(keysPerBatchMax);
    if (queue.length > 0) setImmediate(flush);
    if (batch.length === 0) return;
    try {
      db.exec('begin immediate');
      const outcomes = batch.map((write) => write.carryOut());
      db.exec('commit');
      for (const tell of outcomes) tell();
    } catch (error) {
      // After SQLITE_FULL the transaction is already gone.
      if (db.isTransaction) db.exec('rollback');
      for (const { reject } of batch) reject(unavailable(path, error));
    }
  }
}

interface Write {
  /** Answers how to tell the outcome. Throws only what ends the whole transaction. */
  readonly carryOut: () => () => void;
  readonly reject: (error: unknown) => void;
}

const randomKey = (): KeyObject => createSecretKey(randomBytes(keyBytes));

function keyTable(db: DatabaseSync, master: MasterKey, path: string, newKey: (kid: string) => KeyObject) {
  const select: StatementSync = db.prepare('select wrapped from key where kid = ?');
  const insert = db.prepare('insert into key (kid, master, wrapped) values (?, ?, ?)');
  const bury = db.prepare(
    'insert into key (kid, master, wrapped) values (?, ?, null) on conflict (kid) do update set wrapped = null',
  );
  const table = {
    find(kid: string): KeyObject | 'destroyed' | undefined {
      const row = select.get(kid);
      if (!row) return undefined;
      const wrapped = row['wrapped'];
      if (wrapped === null) return 'destroyed';
      const key = wrapped instanceof Uint8Array ? unwrap(master, kid, wrapped) : undefined;
      if (!key) throw new KeysUnusable(path, 'damaged');
      return key;
    },
    create(kid: string): KeyObject {
      const found = table.find(kid);
      if (found === 'destroyed') throw new DomainError('KeyDestroyed', { kid });
      if (found) return found;
      const key = newKey(kid);
      insert.run(kid, master.id, wrap(master, kid, key));
      return key;
    },
    destroy(kid: string): void {
      bury.run(kid, master.id);
    },
  };
  return table;
}

function unavailable(path: string, error: unknown): unknown {
  const code = sqliteCode(error);
  // 13: SQLite found the disk full; 778: the write itself was refused, as by a limit on file sizes
  return code === 13 || code === 778 ? new StoreUnavailable('full', { cause: error }) : readable(path, error);
}
