import { existsSync } from 'node:fs';
import type { LogKind } from '@hoso/event-sourcing';
import { createRole, opening, openConnection, requireVersion } from '@hoso/postgres';
import type pg from 'pg';
import { keyMigration, keyNames, keySchemaVersion } from './key-schema.ts';
import { KeysUnusable } from './key-store.ts';
import { createMasterKey, readMasterKey } from './master-key.ts';

/** The setting that names the database of the keys, unless whoever opens it says another. */
export const keysSettingDefault = 'KEYS_URL';

export interface MigrateKeysOptions {
  /** A database of its own, as a user who may create schemas and roles in it; the services' users may not. */
  readonly url: string;
  /** The master key's file. It is made where neither it nor any key exists yet. */
  readonly masterKeyPath: string;
  /** Of which kind of log the keys are: those of a live log lie only where an acknowledged key outlives the machine. */
  readonly kind: LogKind;
  /** What named the URL, for errors to say. */
  readonly setting?: string;
}

/** What a place of keys says of itself. */
export interface KeyPlace {
  readonly kind: LogKind;
  readonly master: string;
  readonly version: number;
}

/**
 * Makes a place for keys, or brings it to this version; repeating it changes nothing, and of two at once one waits for
 * the other. Throws `KeysUnusable` where it is foreign, newer, or was locked with another master key, and
 * `ServerUnusable`.
 */
export async function migrateKeys(
  options: MigrateKeysOptions,
): Promise<{ readonly from: number; readonly to: number }> {
  const { url, masterKeyPath, kind, setting = keysSettingDefault } = options;
  const address = { url, setting };
  return opening(address, async () => {
    const client = await openConnection(address, { isPatient: true });
    try {
      await requireVersion(client, setting);
      for (const role of [keyNames.owner, keyNames.service]) await createRole(client, role);
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${keyNames.schema} migration`]);
      const place = await findKeyPlace(client, setting);
      if (!place && !existsSync(masterKeyPath)) createMasterKey(masterKeyPath);
      const { id } = readMasterKey(masterKeyPath);
      if (place && place.master !== id) throw new KeysUnusable(setting, 'another master key');
      if (!place) await createPlace(client, kind, id);
      await client.query('commit');
      return { from: place?.version ?? 0, to: keySchemaVersion };
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      await client.end();
    }
  });
}

/**
 * Takes what is left of destroyed keys out of the table's file, as its owner: PostgreSQL keeps older versions of rows
 * until then. Whoever asks for a key meanwhile waits.
 */
export async function purgeDestroyedKeys(url: string, setting = keysSettingDefault): Promise<void> {
  const address = { url, setting };
  await opening(address, async () => {
    const client = await openConnection(address, { isPatient: true });
    try {
      await client.query(`vacuum (full) ${keyNames.schema}.key`);
    } finally {
      await client.end();
    }
  });
}

/** The place of keys in this database; none where nothing has its name. Throws `KeysUnusable`. */
export async function findKeyPlace(client: Pick<pg.Client, 'query'>, setting: string): Promise<KeyPlace | undefined> {
  const { schema } = keyNames;
  const { rows: there } = await client.query<{ has_schema: boolean; has_store: boolean }>(
    'select to_regnamespace($1) is not null as has_schema, to_regclass($2) is not null as has_store',
    [schema, `${schema}.store`],
  );
  if (!there[0]?.has_schema) return undefined;
  if (!there[0].has_store) throw new KeysUnusable(setting, 'foreign');
  const { rows } = await client.query<KeyPlace>(`select kind, master, schema_version as version from ${schema}.store`);
  const [place] = rows;
  if (!place) throw new KeysUnusable(setting, 'foreign');
  if (place.version > keySchemaVersion) throw new KeysUnusable(setting, 'newer');
  return place;
}

async function createPlace(client: pg.Client, kind: LogKind, master: string): Promise<void> {
  const { schema, owner, service } = keyNames;
  const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name');
  const database = rows[0]?.name ?? '';
  // Who only reads logs has no business here.
  await client.query(`revoke all on database ${database} from public`);
  await client.query(`grant connect on database ${database} to "${service}"`);
  await client.query(`grant "${owner}" to current_user`);
  await client.query(`create schema ${schema} authorization "${owner}"`);
  await client.query(`set local role "${owner}"`);
  await client.query(keyMigration);
  await client.query(`insert into ${schema}.store values (true, $1, $2, $3)`, [kind, master, keySchemaVersion]);
}
