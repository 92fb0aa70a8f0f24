import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { retrying } from '@hoso/postgres';
import type pg from 'pg';
import { keyBytes } from './aes-gcm.ts';
import { keyNames } from './key-schema.ts';
import { KeysUnusable } from './key-store.ts';
import { type MasterKey, unwrap, wrap } from './master-key.ts';

/** Keys by kid; an `Error` where what is stored cannot be read. */
export type FoundKeys = ReadonlyMap<string, KeyObject | 'destroyed' | KeysUnusable>;

/** The functions of the place, which may be repeated without harm. */
export interface KeyRows {
  find(kids: readonly string[]): Promise<FoundKeys>;
  /** Makes those that are not there, and answers all. */
  make(kids: readonly string[]): Promise<FoundKeys>;
  destroy(kid: string): Promise<void>;
}

const randomKey = (): KeyObject => createSecretKey(randomBytes(keyBytes));

export function keyRows(
  pool: pg.Pool,
  master: MasterKey,
  setting: string,
  newKey: (kid: string) => KeyObject = randomKey,
): KeyRows {
  const { schema } = keyNames;
  const ask = async (name: string, text: string, values: readonly unknown[]): Promise<FoundKeys> => {
    const query = { name, text, values: [...values] };
    const { rows } = await retrying(() => pool.query<{ kid: string; wrapped: Buffer | null }>(query), setting);
    return new Map(rows.map(({ kid, wrapped }) => [kid, wrapped === null ? 'destroyed' : opened(kid, wrapped)]));
  };
  const opened = (kid: string, wrapped: Buffer) => unwrap(master, kid, wrapped) ?? new KeysUnusable(setting, 'damaged');
  return {
    find: (kids) => ask('find', `select kid, wrapped from ${schema}.find($1)`, [kids]),
    make: (kids) => {
      const locked = kids.map((kid) => wrap(master, kid, newKey(kid)));
      return ask('make', `select kid, wrapped from ${schema}.make($1, $2, $3)`, [kids, master.id, locked]);
    },
    destroy: async (kid) => {
      const text = `select ${schema}.destroy($1, $2)`;
      await retrying(() => pool.query({ name: 'destroy', text, values: [kid, master.id] }), setting);
    },
  };
}
