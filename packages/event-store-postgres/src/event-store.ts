import {
  type EventStore,
  encodeAppend,
  type PolicyStore,
  type StoreUnavailable,
  waitingReaders,
} from '@hoso/event-sourcing';
import { type Address, opening, openPool, requireDurable, requireVersion } from '@hoso/postgres';
import type pg from 'pg';
import { appendWriter } from './append-writer.ts';
import { groupCommit } from './group-commit.ts';
import { headListener } from './head-listener.ts';
import { LogError } from './log-error.ts';
import { logQueries } from './log-queries.ts';
import { findLog } from './migrate.ts';
import { policyStore } from './policy-store.ts';
import { namesOf, schemaVersion } from './schema.ts';
import { settingDefault } from './setting.ts';

export interface PostgresEventStoreOptions {
  /** Of a user who is a member of the log's writer role. */
  readonly url: string;
  /** The log's name, as `migrate` made it. */
  readonly log: string;
  /** Milliseconds since 1970; a live log is stamped by the server's clock alone. */
  readonly clock?: () => number;
  /** What named the URL, for errors to say. */
  readonly setting?: string;
  /** Told how many appends share each call of the log's `append` function. */
  readonly onBatch?: ((appends: number) => void) | undefined;
}

/** What a process may read at once. One more connection writes, and another one listens. */
const readersMax = 4;

/** A log in one schema, and in the same schema the progress of the policies that follow it. */
export type PostgresEventStore = EventStore & {
  readonly policies: PolicyStore;
  /** Why nothing could be written a moment ago; nothing where it could, or where nobody has tried since. */
  readonly unwritable: () => Promise<StoreUnavailable | undefined>;
};

/**
 * Opens a log that `migrate` made. Throws `LogError` where it is not there or is of another version, and
 * `ServerUnusable` where its server is away, does not let us in, is too old, or acknowledges before anything is on the
 * disk though the log is live. Any number of processes MAY write.
 */
export async function postgresEventStore(options: PostgresEventStoreOptions): Promise<PostgresEventStore> {
  const { url, log: name, clock = Date.now, setting = settingDefault, onBatch } = options;
  const address = { url, setting };
  const { schema, channel } = namesOf(name);
  const pool = openPool(address, readersMax);
  try {
    const identity = await opening(address, () => openLog(pool, address, name));
    const queries = logQueries(pool, { setting, schema, name }, identity);
    const arrivals = waitingReaders(queries.head);
    const { findCommand } = queries;
    const write = appendWriter({ schema, log: identity, clock, findCommand });
    const commits = groupCommit(address, channel, (client, batch) => {
      onBatch?.(batch.length);
      return write(client, batch);
    });
    const listener = headListener(address, channel, queries.head, arrivals.wake);
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      await commits.close();
      arrivals.end();
      await listener.close();
      await pool.end();
    };
    return {
      ...queries,
      policies: policyStore(pool, schema, setting),
      unwritable: commits.unwritable,
      append: async (writes) => {
        const receipt = await commits.run(encodeAppend(identity.id, writes));
        arrivals.wake(receipt.position);
        return receipt;
      },
      waitPast: arrivals.waitPast,
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Throws where there is no log of that name, or its server is not as it must be. */
export async function openLog(pool: pg.Pool, { setting }: Address, name: string) {
  await requireVersion(pool, setting);
  const known = await findLog(pool, namesOf(name), name);
  if (!known) throw new LogError('NoLog', name, 'there is no such log: `hoso ops migrate` makes it');
  if (known.version < schemaVersion) {
    throw new LogError(
      'OlderLog',
      name,
      `its schema is of version ${known.version}: \`hoso ops migrate\` brings it on`,
    );
  }
  // A live log on a server that acknowledges early would lose what it has acknowledged.
  if (known.identity.kind === 'live') await requireDurable(pool, setting);
  return known.identity;
}
