import type { KeyObject } from 'node:crypto';
import { DomainError, StoreUnavailable } from '@hoso/event-sourcing';
import { type Address, opening, openPool, requireDurable, requireVersion } from '@hoso/postgres';
import type pg from 'pg';
import { heardCache } from './heard-cache.ts';
import { keyRows } from './key-rows.ts';
import { keyNames, keySchemaVersion } from './key-schema.ts';
import { checkKid, type KeyStore, KeysUnusable } from './key-store.ts';
import { keyWriter } from './key-writer.ts';
import { type MasterKey, readMasterKey, settleMasterKey } from './master-key.ts';
import { findKeyPlace, keysSettingDefault } from './migrate-keys.ts';

export interface PostgresKeyStoreOptions {
  /** Of a user who is a member of `hoso_keys_service`. */
  readonly url: string;
  /** The master key's file; every process that shares the keys has the same one. */
  readonly masterKeyPath: string;
  /** Unlocked keys kept in memory. */
  readonly cachedKeysMax?: number;
  /** What named the URL, for errors to say. */
  readonly setting?: string;
  /** Makes a key that is not there; at random unless said. For simulated logs, whose keys follow from a seed. */
  readonly newKey?: (kid: string) => KeyObject;
}

/** One more connection hears of keys that others destroy. */
const connectionsMax = 2;
const cachedKeysMaxDefault = 20_000;

/**
 * Keys in a PostgreSQL database of their own, each locked by the master key, for any number of processes. `migrateKeys`
 * made the place. Throws `KeysUnusable` and `ServerUnusable`.
 */
export async function postgresKeyStore(options: PostgresKeyStoreOptions): Promise<KeyStore> {
  const { url, masterKeyPath, cachedKeysMax = cachedKeysMaxDefault, setting = keysSettingDefault } = options;
  const address = { url, setting };
  readMasterKey(masterKeyPath);
  const pool = openPool(address, connectionsMax);
  let master: MasterKey;
  try {
    master = await opening(address, () => checkPlace(pool, address, masterKeyPath));
  } catch (error) {
    await pool.end();
    throw error;
  }
  const rows = keyRows(pool, master, setting, options.newKey);
  const cache = heardCache(address, keyNames.channel, cachedKeysMax);
  const writer = keyWriter(rows, cache);
  let closed: Promise<void> | undefined;
  const close = async () => {
    await writer.drained();
    await cache.close();
    await pool.end();
  };
  const check = (kid: string) => {
    checkKid(kid);
    if (closed) throw new StoreUnavailable('closed');
  };

  return {
    async keyOf(kid) {
      check(kid);
      const key = cache.find(kid) ?? (await writer.make(kid));
      if (key === 'destroyed') throw new DomainError('KeyDestroyed', { kid });
      return key;
    },
    async findKey(kid) {
      check(kid);
      const cached = cache.find(kid);
      if (cached) return cached;
      const forgotten = cache.forgotten();
      const found = (await rows.find([kid])).get(kid);
      if (found instanceof Error) throw found;
      if (found !== undefined && found !== 'destroyed') cache.put(kid, found, forgotten);
      return found;
    },
    async destroy(kid) {
      check(kid);
      await writer.destroy(kid);
    },
    close: () => (closed ??= close()),
  };
}

/** Answers the master key that the keys there are locked with. */
async function checkPlace(pool: pg.Pool, { setting }: Address, masterKeyPath: string): Promise<MasterKey> {
  await requireVersion(pool, setting);
  const place = await findKeyPlace(pool, setting);
  if (!place) throw new KeysUnusable(setting, 'not made');
  if (place.version < keySchemaVersion) throw new KeysUnusable(setting, 'older');
  if (place.kind === 'live') await requireDurable(pool, setting);
  // A rotation that was cut off after its last write has left the master key beside its place.
  settleMasterKey(masterKeyPath, place.master);
  const master = readMasterKey(masterKeyPath);
  if (place.master !== master.id) throw new KeysUnusable(setting, 'another master key');
  return master;
}
