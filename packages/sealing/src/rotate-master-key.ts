import { existsSync, rmSync } from 'node:fs';
import { openKeysFile, readable } from './keys-file.ts';
import { KeysUnusable } from './key-store.ts';
import { createMasterKey, nextMasterKeyPath, readMasterKey, settleMasterKey, unwrap, wrap } from './master-key.ts';

/** Told of how many keys are locked anew. */
export interface Rotated {
  readonly from: string;
  readonly to: string;
  readonly keys: number;
}

/**
 * Locks every key of a file with a new master key, and puts that in the old one's place. No event is touched: data keys
 * stay what they are. Nobody else may have the file open: whoever has would read with the old master key. Killed at any
 * point, either the old master key still fits, or the next opening puts the new one in its place. Throws
 * `KeysUnusable`.
 *
 * Decision: the new master key is written beside the old one before the keys are locked with it. / Because a file
 * locked with a key that exists in memory alone would be lost with the process. / Instead of: the file of the master
 * key first, which would fit no key after a kill.
 */
export function rotateMasterKey(path: string, masterKeyPath: string): Rotated {
  if (!existsSync(path)) throw new KeysUnusable(path, 'not made');
  const { db, master } = openKeysFile(path, masterKeyPath);
  const nextPath = nextMasterKeyPath(masterKeyPath);
  try {
    // One that was left by a rotation that was cut off locks nothing: opening has settled that.
    rmSync(nextPath, { force: true });
    createMasterKey(nextPath);
    const next = readMasterKey(nextPath);
    db.exec('begin exclusive');
    const update = db.prepare('update key set master = ?, wrapped = ? where kid = ?');
    let keys = 0;
    for (const { kid, wrapped } of db.prepare('select kid, wrapped from key').all()) {
      if (typeof kid !== 'string') throw new KeysUnusable(path, 'damaged');
      const key = wrapped instanceof Uint8Array ? unwrap(master, kid, wrapped) : undefined;
      if (wrapped !== null && !key) throw new KeysUnusable(path, 'damaged');
      update.run(next.id, key ? wrap(next, kid, key) : null, kid);
      keys += key ? 1 : 0;
    }
    db.prepare("update property set value = ? where name = 'master'").run(next.id);
    db.exec('commit');
    // Nothing that opens with the old master key is left in the write-ahead log either.
    db.exec('pragma wal_checkpoint(truncate)');
    settleMasterKey(masterKeyPath, next.id);
    return { from: master.id, to: next.id, keys };
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw readable(path, error);
  } finally {
    db.close();
  }
}
