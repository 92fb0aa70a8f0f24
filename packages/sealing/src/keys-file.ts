import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { KeysUnusable } from './key-store.ts';
import { createMasterKey, type MasterKey, readMasterKey, settleMasterKey } from './master-key.ts';
import { draftOf, publish } from './write-once.ts';

/** "HosK": tells a file of keys from any other SQLite file. */
const applicationId = 0x486f734b;
const version = 1;
const waitMs = 5_000;

/**
 * Opens the file of keys with its master key, and makes what is missing where nothing exists yet. Throws
 * `KeysUnusable`.
 *
 * Decision: the file gets its name when its tables are in it. / Because a kill in the middle of creation must not leave
 * something that the next start takes for damage. / Instead of: `create table if not exists` at each start.
 */
export function openKeysFile(path: string, masterKeyPath: string): { db: DatabaseSync; master: MasterKey } {
  if (!existsSync(path)) {
    if (!existsSync(masterKeyPath)) createMasterKey(masterKeyPath);
    const { id } = readMasterKey(masterKeyPath);
    createKeysFile(path, id);
  }
  checkHeader(path);
  const db = new DatabaseSync(path, { timeout: waitMs });
  try {
    db.exec('pragma synchronous = full; pragma secure_delete = on');
    const id = db.prepare("select value from property where name = 'master'").get()?.['value'];
    // A rotation that was cut off after its last write has left the master key beside its place.
    if (typeof id === 'string') settleMasterKey(masterKeyPath, id);
    const master = readMasterKey(masterKeyPath);
    if (id !== master.id) throw new KeysUnusable(path, 'another master key');
    return { db, master };
  } catch (error) {
    db.close();
    throw readable(path, error);
  }
}

/** SQLite's word for a broken file as ours; any other error as it is. */
export function readable(path: string, error: unknown): unknown {
  const code = sqliteCode(error);
  // 11 corrupt, 26 not a database, 1 a table that is not there
  return code !== undefined && [1, 11, 26].includes(code & 0xff)
    ? new KeysUnusable(path, 'damaged', { cause: error })
    : error;
}

/** The extended result code of an error of SQLite. */
export function sqliteCode(error: unknown): number | undefined {
  return Error.isError(error) && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined;
}

/** Makes a file for keys that are locked with the master key of that id, whole or not at all. */
export function createKeysFile(path: string, masterId: string): void {
  const draft = draftOf(path);
  closeSync(openSync(draft, 'wx', 0o600));
  const db = new DatabaseSync(draft);
  db.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    begin immediate;
    pragma application_id = ${applicationId};
    pragma user_version = ${version};
    create table property (name text primary key, value text not null) strict, without rowid;
    create table key (
      kid text primary key,
      master text not null,
      wrapped blob -- null once destroyed
    ) strict, without rowid;
  `);
  db.prepare("insert into property values ('master', ?)").run(masterId);
  db.exec('commit');
  db.close();
  publish(draft, path);
}

/** Read from the bytes, since merely opening somebody else's database with SQLite may change it. */
export function checkHeader(path: string): void {
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  const read = readSync(file, header, 0, header.length, 0);
  closeSync(file);
  if (read === 0) throw new KeysUnusable(path, 'damaged');
  const ours = header.toString('latin1', 0, 16) === 'SQLite format 3\0' && header.readUInt32BE(68) === applicationId;
  if (!ours) throw new KeysUnusable(path, 'foreign');
  if (header.readUInt32BE(60) > version) throw new KeysUnusable(path, 'newer');
}
