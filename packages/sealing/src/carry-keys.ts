import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type Address, opening, openConnection, requireVersion } from '@hoso/postgres';
import type pg from 'pg';
import { keyNames } from './key-schema.ts';
import { KeysUnusable } from './key-store.ts';
import { checkHeader, createKeysFile, readable } from './keys-file.ts';
import { readMasterKey } from './master-key.ts';
import { findKeyPlace, keysSettingDefault, type MigrateKeysOptions, migrateKeys } from './migrate-keys.ts';

/** Keys asked for, or sent, at once. */
const pageRows = 2_000;

/** A key as it is stored: locked, or destroyed. */
interface LockedKey {
  readonly kid: string;
  readonly master: string;
  readonly wrapped: Uint8Array | null;
}

/** Told of how many of how many keys are carried. */
export type OnKeys = (keys: number, of: number) => void;

/**
 * Copies the keys of a PostgreSQL database, as they stand at one moment, to a file as the embedded platform has it,
 * while services use them. They stay locked: the master key is another file. It takes a member of `hoso_keys_owner`;
 * services see no list of keys. Throws `KeysUnusable` and `ServerUnusable`.
 */
export async function copyKeysFromPostgres(
  { url, setting = keysSettingDefault }: { readonly url: string; readonly setting?: string },
  to: string,
  onKeys: OnKeys = () => undefined,
): Promise<void> {
  await withOwner({ url, setting }, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const place = await findKeyPlace(client, setting);
    if (!place) throw new KeysUnusable(setting, 'not made');
    const { rows } = await client.query<{ count: number }>(`select count(*) as count from ${keyNames.schema}.key`);
    const of = rows[0]?.count ?? 0;
    createKeysFile(to, place.master);
    const db = new DatabaseSync(to);
    try {
      db.exec('pragma journal_mode = delete; pragma synchronous = full');
      const insert = db.prepare('insert into key values (?, ?, ?)');
      let done = 0;
      for await (const keys of keysOf(client)) {
        db.exec('begin');
        for (const { kid, master, wrapped } of keys) insert.run(kid, master, wrapped);
        db.exec('commit');
        done += keys.length;
        onKeys(done, of);
      }
    } finally {
      db.close();
    }
    chmodSync(to, 0o600);
  });
}

/**
 * Puts a file's keys into a PostgreSQL database, where there are none, as who may create schemas and roles. Repeating
 * it changes nothing. Throws `KeysUnusable` where other keys are there, or where they are locked with another master
 * key than that of `masterKeyPath`, and `ServerUnusable`.
 */
export async function restoreKeysToPostgres(
  options: MigrateKeysOptions,
  from: string,
  onKeys: OnKeys = () => undefined,
): Promise<void> {
  const { url, masterKeyPath, setting = keysSettingDefault } = options;
  checkHeader(from);
  const db = new DatabaseSync(from, { readOnly: true });
  try {
    const told = db.prepare("select value from property where name = 'master'").get()?.['value'];
    if (told !== readMasterKey(masterKeyPath).id) throw new KeysUnusable(from, 'another master key');
    await migrateKeys(options);
    await withOwner({ url, setting }, async (client) => {
      await client.query(`begin; select pg_advisory_xact_lock(hashtextextended('${keyNames.schema} migration', 0))`);
      const of = Number(db.prepare('select count(*) as count from key').get()?.['count']);
      const isThere = await holdsKeys(client);
      let done = 0;
      for (const keys of keysIn(db)) {
        if (isThere) await requireSame(client, keys, setting);
        else await insert(client, keys);
        done += keys.length;
        onKeys(done, of);
      }
      const { rows } = await client.query<{ count: number }>(`select count(*) as count from ${keyNames.schema}.key`);
      if (rows[0]?.count !== of) throw new KeysUnusable(setting, 'other keys');
      await client.query('commit');
    });
  } catch (error) {
    throw readable(from, error);
  } finally {
    db.close();
  }
}

async function withOwner(address: Address, work: (client: pg.Client) => Promise<void>): Promise<void> {
  await opening(address, async () => {
    const client = await openConnection(address, { isPatient: true });
    try {
      await requireVersion(client, address.setting);
      await client.query('set idle_in_transaction_session_timeout = 0');
      await work(client);
    } finally {
      await client.end();
    }
  });
}

async function* keysOf(client: pg.Client): AsyncIterable<readonly LockedKey[]> {
  const text = `select kid, master, wrapped from ${keyNames.schema}.key where kid > $1 order by kid limit ${pageRows}`;
  for (let after = ''; ; ) {
    const { rows } = await client.query<LockedKey>({ name: 'keys', text, values: [after] });
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.kid;
  }
}

function* keysIn(db: DatabaseSync): Iterable<readonly LockedKey[]> {
  const page = db.prepare(`select kid, master, wrapped from key where kid > ? order by kid limit ${pageRows}`);
  for (let after = ''; ; ) {
    const keys = page.all(after).map((row) => ({
      ...{ kid: String(row['kid']), master: String(row['master']) },
      wrapped: row['wrapped'] instanceof Uint8Array ? row['wrapped'] : null,
    }));
    const last = keys.at(-1);
    if (!last) return;
    yield keys;
    after = last.kid;
  }
}

async function holdsKeys(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(`select from ${keyNames.schema}.key limit 1`);
  return rows.length > 0;
}

/** What a restore that was cut off has left is what it would put there. */
async function requireSame(client: pg.Client, keys: readonly LockedKey[], setting: string): Promise<void> {
  const { rows } = await client.query<LockedKey>({
    ...{ name: 'same', text: `select kid, master, wrapped from ${keyNames.schema}.key where kid = any($1)` },
    values: [keys.map(({ kid }) => kid)],
  });
  const known = new Map(rows.map((key) => [key.kid, key]));
  if (!keys.every((key) => isSame(key, known.get(key.kid)))) throw new KeysUnusable(setting, 'other keys');
}

function isSame(one: LockedKey, other: LockedKey | undefined): boolean {
  if (one.master !== other?.master) return false;
  return one.wrapped === null || other.wrapped === null
    ? one.wrapped === other.wrapped
    : Buffer.compare(one.wrapped, other.wrapped) === 0;
}

async function insert(client: pg.Client, keys: readonly LockedKey[]): Promise<void> {
  await client.query({
    name: 'restore',
    text: `insert into ${keyNames.schema}.key select * from unnest($1::text[], $2::text[], $3::bytea[])`,
    values: [
      keys.map(({ kid }) => kid),
      keys.map(({ master }) => master),
      keys.map(({ wrapped }) => wrapped && Buffer.from(wrapped)),
    ],
  });
}
