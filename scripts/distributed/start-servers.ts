import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type NatsServer,
  type PostgresServer,
  startFerretDb,
  startNats,
  startPostgres,
  type ViewsServer,
} from '@hoso/backends';
import { openConnection } from '@hoso/postgres';
import { databaseUserNames, databaseUserOf } from '@hoso/runtime';
import { z } from 'zod';
import { type Passwords, readPasswords } from './passwords.ts';

/** The servers that a distributed platform stands on, with the users that it needs and no more. */
export interface Servers {
  readonly nats: NatsServer;
  readonly postgres: PostgresServer;
  /** Absent: views in SQLite. */
  readonly views: ViewsServer | undefined;
}

const accounts = readFileSync(new URL('../../infra/nats/accounts.conf', import.meta.url), 'utf8');
const settings = z.object({
  /** JSON: of each user of the databases. */
  HOSO_SERVERS_PASSWORDS: z.string(),
  HOSO_SERVERS_VIEWS: z.enum(['mongodb', 'sqlite']),
});

/**
 * Starts them, holds them until this process is told to end, and ends it then. Where its parent is gone, services may
 * still use them for `drainMs`.
 */
export async function holdServers(
  drainMs: number,
  options: { readonly viewsOfUsers?: boolean } = {},
): Promise<Servers> {
  const stops: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async (afterMs: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await delay(afterMs);
    for (const each of stops.reverse()) await each();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
  process.on('disconnect', () => void stop(drainMs));
  return await startServers((each) => stops.push(each), options);
}

/** Starts them as the environment says; `later` is told how to stop each. `viewsOfUsers`: each has views of his own. */
async function startServers(
  later: (stop: () => Promise<void>) => void,
  { viewsOfUsers = true } = {},
): Promise<Servers> {
  const { HOSO_SERVERS_PASSWORDS, HOSO_SERVERS_VIEWS: viewsIn } = settings.parse(process.env);
  const passwords = readPasswords(HOSO_SERVERS_PASSWORDS);
  const [nats, postgres] = await Promise.all([
    startNats({ config: `max_payload: 8MB\n${accounts}` }),
    startPostgres({ durable: true }),
  ]);
  later(nats.stop);
  later(postgres.stop);
  await makeDatabases(postgres.url, passwords);
  const views =
    viewsIn === 'sqlite'
      ? undefined
      : await startFerretDb(postgres.url, viewsOfUsers ? { users: databaseUserNames.map(databaseUserOf) } : {});
  if (views) later(views.stop);
  return { nats, postgres, views };
}

/** Events and keys apart, and users who are given by the migration what they need and no more. */
async function makeDatabases(url: string, passwords: Passwords): Promise<void> {
  const client = await openConnection({ url, setting: 'EVENT_STORE_URL' });
  for (const name of ['hoso_events', 'hoso_keys']) await client.query(`create database ${name}`);
  for (const name of databaseUserNames) {
    await client.query(`create role ${databaseUserOf(name)} login password '${passwords[name]}'`);
  }
  await client.end();
}
