// Holds the servers of a distributed platform for the process that started it, and ends with it, however that ends.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { startFerretDb, startNats, startPostgres } from '@hoso/backends';
import { openConnection } from '@hoso/postgres';
import { databaseUserNames, databaseUserOf } from '@hoso/runtime';
import { z } from 'zod';

/** How long services may still use the servers when whoever started all of this was killed. */
const drainMs = 8_000;
const accounts = readFileSync(new URL('../../infra/nats/accounts.conf', import.meta.url), 'utf8');
const { HOSO_SERVERS_PASSWORDS, HOSO_SERVERS_VIEWS: viewsIn } = z
  .object({ HOSO_SERVERS_PASSWORDS: z.string(), HOSO_SERVERS_VIEWS: z.enum(['mongodb', 'sqlite']) })
  .parse(process.env);
const passwords = z
  .record(z.enum([...databaseUserNames, 'gateway']), z.string())
  .parse(JSON.parse(HOSO_SERVERS_PASSWORDS));

const stops: (() => Promise<void>)[] = [];
let stopping = false;
async function stop(afterMs: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await delay(afterMs);
  for (const each of stops.reverse()) await each();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
process.on('disconnect', () => void stop(drainMs));

const [nats, postgres] = await Promise.all([
  startNats({ config: `max_payload: 8MB\n${accounts}` }),
  startPostgres({ durable: true }),
]);
stops.push(nats.stop, postgres.stop);
await makeDatabases(postgres.url);
const views =
  viewsIn === 'sqlite'
    ? undefined
    : await startFerretDb(postgres.url, { users: databaseUserNames.map(databaseUserOf) });
if (views) stops.push(views.stop);
process.send?.({ nats: nats.url, postgres: postgres.url, views: views?.url });

/** Events and keys apart, and users who are given by the migration what they need and no more. */
async function makeDatabases(url: string): Promise<void> {
  const client = await openConnection({ url, setting: 'EVENT_STORE_URL' });
  for (const name of ['hoso_events', 'hoso_keys']) await client.query(`create database ${name}`);
  for (const name of databaseUserNames) {
    await client.query(`create role ${databaseUserOf(name)} login password '${passwords[name]}'`);
  }
  await client.end();
}
