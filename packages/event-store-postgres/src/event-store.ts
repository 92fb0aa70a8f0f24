import { type EventStore, encodeAppend, type PolicyStore, waitingReaders } from '@hoso/event-sourcing';
import type pg from 'pg';
import { appendWriter } from './append-writer.ts';
import { reaching, readingPool } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { headListener } from './head-listener.ts';
import { LogError } from './log-error.ts';
import { logQueries } from './log-queries.ts';
import { findLog, requireServer } from './migrate.ts';
import { policyStore } from './policy-store.ts';
import { namesOf, schemaVersion } from './schema.ts';

export interface PostgresEventStoreOptions {
  /** Of a user who is a member of the log's writer role. */
  readonly url: string;
  /** The log's name, as `migrate` made it. */
  readonly log: string;
  /** Milliseconds since 1970; a live log is stamped by the server's clock alone. */
  readonly clock?: () => number;
}

/** A log in one schema, and in the same schema the progress of the policies that follow it. */
export type PostgresEventStore = EventStore & { readonly policies: PolicyStore };

/**
 * Opens a log that `migrate` made. Throws `LogError` where it is not there, is newer than we know, or its server is too
 * old, or acknowledges before anything is on the disk though the log is live. Any number of processes MAY write.
 */
export async function postgresEventStore(options: PostgresEventStoreOptions): Promise<PostgresEventStore> {
  const { url, log: name, clock = Date.now } = options;
  const { schema, channel } = namesOf(name);
  const pool = readingPool(url);
  try {
    const identity = await reaching(() => openLog(pool, name));
    const queries = logQueries(pool, schema, identity);
    const arrivals = waitingReaders(queries.head);
    const { findCommand } = queries;
    const commits = new GroupCommit(url, appendWriter({ schema, log: identity, clock, findCommand }));
    const listener = headListener(url, channel, queries.head, arrivals.wake);
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      await commits.close();
      arrivals.end();
      await listener.close();
      await pool.end();
    };
    return {
      ...queries,
      policies: policyStore(pool, schema),
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

async function openLog(pool: pg.Pool, name: string) {
  await requireServer(pool, name);
  const known = await findLog(pool, namesOf(name), name);
  if (!known) throw new LogError('NoLog', name, 'there is no such log: `hoso ops migrate` makes it');
  if (known.version < schemaVersion) {
    throw new LogError('NotALog', name, `its schema is of version ${known.version}: \`hoso ops migrate\` brings it on`);
  }
  if (known.identity.kind === 'live') await requireDurable(pool, name);
  return known.identity;
}

/** A live log on a server that acknowledges early would lose what it has acknowledged. */
async function requireDurable(pool: pg.Pool, name: string): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const { rows } = await pool.query<{ value: string }>('select current_setting($1) as value', [setting]);
    const value = rows[0]?.value;
    if (value !== 'off') continue;
    throw new LogError(
      'NotDurable',
      name,
      `the server runs with ${setting}=off: a live log would lose what it acknowledged`,
    );
  }
}
