import { postgresSchemes } from './adapters.ts';
import { schemeOf } from './settings.ts';

/**
 * Does `work` unless another process is at something of the same name: then it answers `busy`, and has done nothing. A
 * name is free again when its work, or the process, has ended, however that ends.
 */
export type Alone = <Answer>(name: string, work: () => Promise<Answer>) => Promise<Answer | typeof busy>;

export const busy = Symbol('another process is at it');

/** For a place that no other process works on. */
export const nobodyElse: Alone = (_, work) => work();

/**
 * Among all processes that share an event store, and the place of its keys: KurrentDB has no locks, PostgreSQL has.
 *
 * Decision: a lock of the event store's server, on a connection of its own for as long as the work takes. / Because it
 * ends with the process, and a process that only stands still keeps it. / Instead of a lease in the views, which needs
 * clocks that agree, and whose holder may wake up after it.
 */
export function aloneAmong(eventStoreUrl: string, keysUrl: string): Alone {
  const url = [eventStoreUrl, keysUrl].find((one) => postgresSchemes.includes(schemeOf(one)));
  if (url === undefined) return nobodyElse;
  const setting = url === eventStoreUrl ? 'EVENT_STORE_URL' : 'KEYS_URL';
  return async (name, work) => {
    const { openConnection, reaching } = await import('@hoso/postgres');
    const client = await reaching(() => openConnection({ url, setting }));
    try {
      const text = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as is_mine';
      const { rows } = await reaching(() => client.query<{ is_mine: boolean }>(text, [`hoso ${name}`]));
      return rows[0]?.is_mine ? await work() : busy;
    } finally {
      await client.end();
    }
  };
}
