import { rmSync } from 'node:fs';
import { type Address, opening, openConnection, requireVersion } from '@hoso/postgres';
import type pg from 'pg';
import { keyNames } from './key-schema.ts';
import { KeysUnusable } from './key-store.ts';
import {
  createMasterKey,
  type MasterKey,
  nextMasterKeyPath,
  readMasterKey,
  settleMasterKey,
  unwrap,
  wrap,
} from './master-key.ts';
import { findKeyPlace, keysSettingDefault } from './migrate-keys.ts';
import type { Rotated } from './rotate-master-key.ts';

/** Keys locked anew in one statement. */
const pageRows = 2_000;

export interface RotateOptions {
  /** Of who made the place of keys. */
  readonly url: string;
  readonly masterKeyPath: string;
  readonly setting?: string;
}

/**
 * Locks every key of a database with a new master key, as its owner, and puts that in the place of the old one's file:
 * `rotateMasterKey` of several processes. They have to stand still, since each holds the master key that it read when
 * it began. Throws `KeysUnusable` (`in use` while anybody else is connected) and `ServerUnusable`.
 *
 * Decision: the guard of the table is lifted for this one transaction. / Because nobody but the owner can, and nobody
 * sees the table without its guard. / Instead of a function that any service could call.
 */
export async function rotateMasterKeyInPostgres(options: RotateOptions): Promise<Rotated> {
  const { url, masterKeyPath, setting = keysSettingDefault } = options;
  const address: Address = { url, setting };
  return opening(address, async () => {
    const client = await openConnection(address, { isPatient: true });
    try {
      await requireVersion(client, setting);
      await client.query(`begin; select pg_advisory_xact_lock(hashtextextended('${keyNames.schema} migration', 0))`);
      const master = await masterOf(client, masterKeyPath, setting);
      await requireAlone(client, setting);
      const nextPath = nextMasterKeyPath(masterKeyPath);
      rmSync(nextPath, { force: true });
      createMasterKey(nextPath);
      const next = readMasterKey(nextPath);
      const keys = await lockAnew(client, master, next, setting);
      await client.query('commit');
      settleMasterKey(masterKeyPath, next.id);
      return { from: master.id, to: next.id, keys };
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      await client.end();
    }
  });
}

/** The master key that the keys are locked with, put in its place where a rotation was cut off right before that. */
async function masterOf(client: pg.Client, masterKeyPath: string, setting: string): Promise<MasterKey> {
  const place = await findKeyPlace(client, setting);
  if (!place) throw new KeysUnusable(setting, 'not made');
  settleMasterKey(masterKeyPath, place.master);
  const master = readMasterKey(masterKeyPath);
  if (master.id !== place.master) throw new KeysUnusable(setting, 'another master key');
  return master;
}

async function requireAlone(client: pg.Client, setting: string): Promise<void> {
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' limit 1`,
  );
  if (rows.length > 0) throw new KeysUnusable(setting, 'in use');
}

async function lockAnew(client: pg.Client, master: MasterKey, next: MasterKey, setting: string): Promise<number> {
  const { schema, owner } = keyNames;
  await client.query(`set local role "${owner}"`);
  await client.query(`alter table ${schema}.key disable trigger never_changed`);
  let keys = 0;
  for (let after = ''; ; ) {
    const { rows } = await client.query<{ kid: string; wrapped: Buffer | null }>(
      `select kid, wrapped from ${schema}.key where kid > $1 order by kid limit ${pageRows}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) break;
    after = last.kid;
    const locked = rows.map(({ kid, wrapped }) => {
      if (wrapped === null) return null;
      const key = unwrap(master, kid, wrapped);
      if (!key) throw new KeysUnusable(setting, 'damaged');
      keys += 1;
      return wrap(next, kid, key);
    });
    await client.query(
      `update ${schema}.key k set master = $1, wrapped = n.wrapped
       from unnest($2::text[], $3::bytea[]) n (kid, wrapped) where k.kid = n.kid`,
      [next.id, rows.map(({ kid }) => kid), locked],
    );
  }
  await client.query(`update ${schema}.store set master = $1`, [next.id]);
  await client.query(`alter table ${schema}.key enable trigger never_changed`);
  return keys;
}
