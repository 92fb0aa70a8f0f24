import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backends } from '@hoso/backends';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { keyNames } from './key-schema.ts';
import { type KeyStore, KeysUnusable } from './key-store.ts';
import { migrateKeys, postgresKeyStore, purgeDestroyedKeys } from './postgres.ts';
import { describeKeyStore } from './testing/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hoso-master-'));
afterAll(() => rmSync(folder, { recursive: true }));
let places = 0;

/** A database of its own, with keys in it. */
async function newPlace() {
  const server = await backends.postgres();
  if (!('url' in server)) throw new Error(server.missing);
  const place = { url: server.url, masterKeyPath: join(folder, `master-${++places}.key`) };
  await migrateKeys({ ...place, kind: 'simulated' });
  return place;
}

describeKeyStore('PostgreSQL', async () => {
  const place = await newPlace();
  return { open: () => postgresKeyStore(place), remove: async () => {} };
});

async function asked(url: string, sql: string, values: unknown[] = []): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** The same database, as a new user of that role or of none. */
async function userUrl(url: string, role?: string): Promise<string> {
  const user = `k${Math.random().toString(36).slice(2, 10)}`;
  await asked(url, `create role ${user} login password 'secret' ${role ? `in role "${role}"` : ''}`);
  const own = new URL(url);
  own.username = user;
  own.password = 'secret';
  return own.href;
}

describe('A user of the services on PostgreSQL', () => {
  let place: { url: string; masterKeyPath: string };
  let service: string;
  let store: KeyStore;
  beforeAll(async () => {
    place = await newPlace();
    service = await userUrl(place.url, keyNames.service);
    store = await postgresKeyStore({ ...place, url: service });
  });
  afterAll(() => store.close());

  it('makes keys, finds them and destroys them', async () => {
    const key = (await store.keyOf('a')).export();
    expect(await store.findKey('a')).toMatchObject({ type: 'secret' });
    expect(key).toHaveLength(32);
    await store.destroy('a');
    expect(await store.findKey('a')).toBe('destroyed');
  });

  it.each([
    ['lists keys', 'select * from hoso_keys.key'],
    ['writes a key by hand', "insert into hoso_keys.key values ('x', 'm', '\\x00')"],
    ['changes a key', "update hoso_keys.key set wrapped = '\\x00'"],
    ['deletes a tombstone', 'delete from hoso_keys.key'],
    ['empties the keys', 'truncate hoso_keys.key'],
    ['takes the guards away', 'drop trigger never_changed on hoso_keys.key'],
    ['says that the master key is another one', "update hoso_keys.store set master = 'x'"],
    ['becomes the owner', 'set role hoso_keys_owner'],
    ['makes a table beside the keys', 'create table hoso_keys.mine (a int)'],
  ])('never %s', async (_, sql) => {
    await expect(asked(service, sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('and nobody brings a destroyed key back or deletes its tombstone, not even the owner', async () => {
    await store.destroy('gone');
    for (const sql of [
      "update hoso_keys.key set wrapped = '\\x00'",
      'delete from hoso_keys.key',
      'truncate hoso_keys.key',
    ]) {
      await expect(asked(place.url, sql)).rejects.toThrow('never changed, only destroyed');
    }
  });

  it('has the database for himself: whoever has not his role may not even connect', async () => {
    const stranger = await userUrl(place.url);
    await expect(asked(stranger, 'select 1')).rejects.toThrow('permission denied for database');
    await expect(postgresKeyStore({ ...place, url: stranger })).rejects.toMatchObject({
      name: 'ServerUnusable',
      code: 'Refused',
      setting: 'KEYS_URL',
    });
  });
});

describe('A place of keys on PostgreSQL', () => {
  it('is made once, also by several at once, with a master key for its owner only', async () => {
    const server = await backends.postgres();
    const place = {
      url: 'url' in server ? server.url : '',
      masterKeyPath: join(folder, 'once.key'),
      kind: 'live' as const,
    };
    const made = await Promise.all([1, 2, 3].map(() => migrateKeys(place)));
    expect(made.map(({ from }) => from).sort()).toEqual([0, 1, 1]);
    expect(statSync(place.masterKeyPath).mode & 0o777).toBe(0o600);
    const before = readFileSync(place.masterKeyPath, 'utf8');
    expect(await migrateKeys(place)).toEqual({ from: 1, to: 1 });
    expect(readFileSync(place.masterKeyPath, 'utf8')).toBe(before);
  });

  it('of a live log is not opened on a server that acknowledges before the disk has it', async () => {
    const server = await backends.postgres();
    const place = { url: 'url' in server ? server.url : '', masterKeyPath: join(folder, 'live.key') };
    await migrateKeys({ ...place, kind: 'live' });
    await expect(postgresKeyStore(place)).rejects.toMatchObject({ name: 'ServerUnusable', code: 'NotDurable' });
  });

  it('says what is wrong with the master key, and makes no new one', async () => {
    const place = await newPlace();
    const missing = { ...place, masterKeyPath: join(folder, 'nowhere.key') };
    for (const open of [
      () => postgresKeyStore(missing),
      () => migrateKeys({ ...missing, kind: 'simulated' as const }),
    ]) {
      await expect(open()).rejects.toMatchObject({ name: 'KeysUnusable', reason: 'master key missing' });
    }
    const other = join(folder, 'other.key');
    writeFileSync(other, `hoso-master-key-1 ${Buffer.alloc(32, 1).toString('base64')}\n`);
    for (const open of [
      () => postgresKeyStore({ ...place, masterKeyPath: other }),
      () => migrateKeys({ ...place, masterKeyPath: other, kind: 'simulated' as const }),
    ]) {
      await expect(open()).rejects.toMatchObject({ reason: 'another master key', path: 'KEYS_URL' });
    }
  });

  it('is refused where it was never made, is foreign, or newer', async () => {
    const place = await newPlace();
    const server = await backends.postgres();
    const empty = 'url' in server ? server.url : '';
    await expect(postgresKeyStore({ ...place, url: empty })).rejects.toMatchObject({ reason: 'not made' });
    await asked(empty, 'create schema hoso_keys');
    for (const open of [postgresKeyStore, (at: typeof place) => migrateKeys({ ...at, kind: 'live' as const })]) {
      await expect(open({ ...place, url: empty })).rejects.toMatchObject({ reason: 'foreign' });
    }
    await asked(place.url, 'update hoso_keys.store set schema_version = 2');
    await expect(postgresKeyStore(place)).rejects.toBeInstanceOf(KeysUnusable);
    await expect(postgresKeyStore(place)).rejects.toMatchObject({ reason: 'newer' });
  });

  it('notices a locked key that belongs to another kid', async () => {
    const place = await newPlace();
    const store = await postgresKeyStore(place);
    await store.keyOf('a');
    await store.close();
    await asked(
      place.url,
      `set session_replication_role = replica;
       insert into hoso_keys.key select 'b', master, wrapped from hoso_keys.key`,
    );
    const again = await postgresKeyStore(place);
    await expect(again.keyOf('b')).rejects.toMatchObject({ name: 'KeysUnusable', reason: 'damaged' });
    await expect(again.findKey('b')).rejects.toMatchObject({ name: 'KeysUnusable', reason: 'damaged' });
    expect(await again.findKey('a')).toMatchObject({ type: 'secret' });
    await again.close();
  });

  it('goes on after the server has ended its connections, and then serves no key destroyed meanwhile', async () => {
    const place = await newPlace();
    const [store, other] = [await postgresKeyStore(place), await postgresKeyStore(place)];
    await store.keyOf('a');
    await asked(
      place.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'hoso'`,
    );
    await other.destroy('a');
    expect(await store.findKey('a')).toBe('destroyed');
    expect((await store.keyOf('b')).export()).toHaveLength(32);
    for (const opened of [store, other]) await opened.close();
  });

  it('holds nothing of a destroyed key in its table once it is purged', async () => {
    const place = await newPlace();
    const store = await postgresKeyStore(place);
    await Promise.all(['a', 'b', 'c'].map((kid) => store.keyOf(kid)));
    const locked = (await asked(place.url, "select wrapped from hoso_keys.key where kid = 'b'"))[0]?.['wrapped'];
    const file = async () => {
      await asked(place.url, 'checkpoint');
      const [row] = await asked(
        place.url,
        "select pg_read_binary_file(pg_relation_filepath('hoso_keys.key'::regclass)) as bytes",
      );
      return Buffer.isBuffer(row?.['bytes']) ? row['bytes'] : Buffer.alloc(0);
    };
    if (!Buffer.isBuffer(locked)) throw new Error('b has no locked key');
    await store.destroy('b');
    expect((await file()).includes(locked)).toBe(true);
    await purgeDestroyedKeys(place.url);
    const purged = await file();
    expect([purged.length > 0, purged.includes(locked)]).toEqual([true, false]);
    expect(await store.findKey('a')).toMatchObject({ type: 'secret' });
    await store.close();
  });
});
