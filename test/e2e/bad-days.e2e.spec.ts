import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { type NatsServer, type PostgresServer, startNats, startPostgres } from '@hoso/backends';
import { openConnection } from '@hoso/postgres';
import { databaseUserOf, migratePlatform, writeKeys } from '@hoso/runtime';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { root } from '../tree.ts';
import { until } from './api.ts';
import { plainEnvironment, trialFolder } from './platform-process.ts';
import { startWithinMs } from './ways.ts';

type Settings = Readonly<Record<string, string>>;

const folder = trialFolder();
const keys = join(folder.path, 'keys');
const password = 's3cret-of-users';
let nats: NatsServer;
let postgres: PostgresServer;
let ports: readonly Server[] = [];

beforeAll(async () => {
  const users = ['intake', 'relay', 'registry', 'gateway'].map((user) => `{ user: ${user}, password: ${password} }`);
  nats = await startNats({ config: `accounts { A { jetstream: enabled, users: [${users.join(', ')}] } }` });
  postgres = await startPostgres({ durable: true });
  const client = await openConnection({ url: postgres.url, setting: 'EVENT_STORE_URL' });
  for (const name of ['hoso_events', 'hoso_keys']) await client.query(`create database ${name}`);
  for (const name of ['intake', 'relay', 'registry'] as const) {
    await client.query(`create role ${databaseUserOf(name)} login password '${password}'`);
  }
  await client.query('create role hoso_nobody login');
  await client.end();
  await writeKeys(keys, 86_400);
  await migratePlatform({ ...owned('main'), kind: 'live' });
}, startWithinMs);
afterAll(async () => {
  await nats?.stop();
  await postgres?.stop();
  folder.remove();
}, startWithinMs);

const children: Process[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) await child.end();
  for (const port of ports) port.close();
  ports = [];
});

const at = (url: string, parts: Partial<Pick<URL, 'port' | 'pathname' | 'username' | 'password'>>): string =>
  Object.assign(new URL(url), parts).href;
const database = (name: string, username?: string): string =>
  at(postgres.url, { pathname: `/${name}`, ...(username === undefined ? {} : { username, password }) });
const owned = (log: string) => ({
  ...{ eventStoreUrl: database('hoso_events'), log, keysUrl: database('hoso_keys') },
  masterKeyFile: join(keys, 'master.key'),
});
const busOf = (user: string): string => nats.url.replace('nats://', `nats://${user}:${password}@`);

/** The settings of a service, all as they must be. */
const good = (service: 'intake' | 'registry' = 'intake'): Settings => ({
  BUS_URL: busOf(service),
  EVENT_STORE_URL: database('hoso_events', databaseUserOf(service)),
  KEYS_URL: database('hoso_keys', databaseUserOf(service)),
  MASTER_KEY_FILE: join(keys, 'master.key'),
  VIEWS_URL: `sqlite:${join(folder.path, 'views')}`,
  TOKEN_PUBLIC_KEY_FILE: join(keys, 'token.pub'),
  SERVICE_TOKEN_FILE: join(keys, 'service.token'),
});

interface Process {
  readonly said: () => string;
  /** What `/health/ready` answers. */
  readonly ready: () => Promise<{ readonly status: number; readonly reasons: readonly string[] } | undefined>;
  readonly ended: Promise<number | null>;
  readonly end: () => Promise<unknown>;
}

const Reasons = z.object({ reasons: z.array(z.string()) });

async function start(service: string, settings: Settings, ...flags: readonly string[]): Promise<Process> {
  const PORT = String(await freePort());
  const program = join(root, 'services', service, 'dist', 'main.js');
  if (!existsSync(program)) throw new Error(`${program} is missing: build first (npm test does)`);
  const child = spawn(process.execPath, [...flags, program], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...plainEnvironment(), ...settings, PORT },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ready = async () => {
    const answer = await fetch(`http://127.0.0.1:${PORT}/health/ready`).catch(() => undefined);
    return answer && { status: answer.status, ...Reasons.parse(await answer.json()) };
  };
  const end = () => {
    child.kill('SIGKILL');
    return ended;
  };
  const started = { said: () => said, ready, ended, end };
  children.push(started);
  return started;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Waits until the process is not ready for a reason of these words. */
async function waitsFor(child: Process, words: RegExp): Promise<readonly string[]> {
  let last: Awaited<ReturnType<Process['ready']>>;
  const reasons = async () => {
    last = await child.ready();
    return last?.status === 503 && last.reasons.some((reason) => words.test(reason)) ? last.reasons : undefined;
  };
  return await until(`waiting for ${words}`, reasons, 60_000).catch((error: Error) => {
    throw new Error(`${error.message}, but ${JSON.stringify(last)}: ${child.said()}`);
  });
}
const isReady = (child: Process): Promise<boolean> =>
  until('ready', async () => ((await child.ready())?.status === 200 ? true : undefined), 60_000);

/** A server that says at once what an old NATS server says. */
async function oldNats(): Promise<string> {
  const info = { server_id: 'x', version: '2.9.10', headers: true, max_payload: 1_048_576 };
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(`INFO ${JSON.stringify(info)}\r\n`);
    socket.on('data', (data) => void (data.includes('PING') && socket.write('PONG\r\n')));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ports = [...ports, server];
  return `nats://127.0.0.1:${portOf(server)}`;
}

/** A database whose functions say what a server of version 13 says to this user. */
async function oldPostgres(): Promise<string> {
  const client = await openConnection({ url: database('hoso_events'), setting: 'EVENT_STORE_URL' });
  await client.query(`create schema old;
    create function old.current_setting(text) returns text language sql as
      $$ select case $1 when 'server_version_num' then '130012' else '13.12' end $$;
    grant usage on schema old to public;
    alter role hoso_nobody password '${password}';
    alter role hoso_nobody set search_path = old, pg_catalog`);
  await client.end();
  return database('hoso_events', 'hoso_nobody');
}

/** A schema of somebody else's under the name of a log. */
async function foreignSchema(): Promise<string> {
  const client = await openConnection({ url: database('hoso_events'), setting: 'EVENT_STORE_URL' });
  await client.query(`create schema log_theirs; grant usage on schema log_theirs to public`);
  await client.end();
  return 'theirs';
}

describe('A process that cannot reach what it needs waits, is not ready and says why', () => {
  const nowhere = (url: string): string => at(url, { port: '1' });
  it.each<[string, () => Settings, RegExp]>([
    ['the bus', () => ({ BUS_URL: 'nats://127.0.0.1:1' }), /^BUS_URL: no NATS server answers .*\. Start one there/],
    ['a host that is not', () => ({ BUS_URL: 'nats://no.invalid' }), /^BUS_URL: no NATS server answers .*\. Start one/],
    [
      'the store of events',
      () => ({ EVENT_STORE_URL: nowhere(database('hoso_events')) }),
      /^EVENT_STORE_URL: nobody answers .*\. Start PostgreSQL there, or correct the address/,
    ],
    [
      'the keys',
      () => ({ KEYS_URL: nowhere(database('hoso_keys')) }),
      /^KEYS_URL: nobody answers .*\. Start PostgreSQL/,
    ],
    ['the views', () => ({ VIEWS_URL: 'mongodb://127.0.0.1:1/hoso?serverSelectionTimeoutMS=500' }), /VIEWS_URL/],
    ['a log that nobody made', () => ({ LOG: 'unborn' }), /unborn: there is no such log: `hoso ops migrate` makes it/],
    ['a stream, while no relay runs', () => ({}), /^BUS_URL: .*stream/],
  ])(
    '%s',
    async (_, wrong, words) => {
      const child = await start('intake', { ...good(), ...wrong() });
      const reasons = await waitsFor(child, words);
      expect(reasons.join()).not.toContain(password);
      await until('said', async () => (/^intake( waits)?: /m.test(child.said()) ? true : undefined), 60_000);
    },
    120_000,
  );
});

describe('The gateway, which answers its health by itself,', () => {
  it('tells why it is not ready also while it waits for the bus', async () => {
    const settings = { BLOBS_URL: `file:${join(folder.path, 'uploads')}`, TOKEN_KEY_FILE: join(keys, 'token.key') };
    const gateway = await start('gateway', { ...settings, BUS_URL: 'nats://127.0.0.1:1' });
    expect(await waitsFor(gateway, /^BUS_URL: no NATS server answers/)).toHaveLength(1);
  }, 120_000);
});

describe('A process that waiting cannot help ends with a code, and tells the setting and the remedy', () => {
  const wrongly = (url: string): string => at(url, { password: 'wr0ng' });
  it.each<[string, () => Promise<Settings>, RegExp]>([
    [
      'a wrong password of the bus',
      async () => ({ BUS_URL: wrongly(busOf('intake')) }),
      /BUS_URL: .*does not let intake in/,
    ],
    [
      'a wrong password of the events',
      async () => ({ EVENT_STORE_URL: wrongly(good()['EVENT_STORE_URL'] ?? '') }),
      /EVENT_STORE_URL: the server does not let this user in .*Correct the name or the password/,
    ],
    [
      'a wrong password of the keys',
      async () => ({ KEYS_URL: wrongly(good()['KEYS_URL'] ?? '') }),
      /KEYS_URL: the server does not let this user in .*Correct the name or the password/,
    ],
    [
      'a NATS server that is too old',
      async () => ({ BUS_URL: await oldNats() }),
      /BUS_URL: .*is NATS 2\.9\.10\. Run NATS 2\.11/,
    ],
    [
      'a PostgreSQL server that is too old',
      async () => ({ EVENT_STORE_URL: await oldPostgres() }),
      /EVENT_STORE_URL: the server is PostgreSQL 13\.12\. Version 14 or newer is needed/,
    ],
    [
      "somebody else's schema",
      async () => ({ LOG: await foreignSchema() }),
      /EVENT_STORE_URL: log theirs: the schema log_theirs is there, but it is no log of Hoso.*another/,
    ],
    [
      'another master key',
      async () => ({ MASTER_KEY_FILE: join(keys, 'token.pub') }),
      /master key.*MASTER_KEY_FILE|not a master key of Hoso/,
    ],
  ])(
    '%s',
    async (_, wrong, words) => {
      const child = await start('intake', { ...good(), ...(await wrong()) });
      expect(await child.ended).toBe(1);
      expect(child.said()).toMatch(words);
      expect(child.said()).not.toMatch(/s3cret|wr0ng/);
    },
    120_000,
  );
});

const hourMs = 3_600_000;
/** For Node: a process's clock is so far away while there is such a file. */
const away = (ms: number, whileThere: string): string =>
  `--import=data:text/javascript,${encodeURIComponent(`import { existsSync } from 'node:fs';
    const now = Date.now;
    Date.now = () => now() + (existsSync(${JSON.stringify(whileThere)}) ? ${ms} : 0);`)}`;

describe('A process on bad days', () => {
  const relay = () =>
    start('relay', {
      ...{ ...good(), BUS_URL: busOf('relay') },
      EVENT_STORE_URL: database('hoso_events', databaseUserOf('relay')),
    });

  it('whose clock is an hour ahead of the store is not ready, and says so', async () => {
    await isReady(await relay());
    const child = await start('intake', good(), away(hourMs, keys));
    expect(
      await waitsFor(child, /^this machine's clock is -?\d+ s away from the store's: set both by NTP/),
    ).toHaveLength(1);
    await isReady(await start('intake', good()));
  }, 180_000);

  it.each([hourMs, -hourMs])(
    'that knows no store hears from those who do that its clock is an hour away (%i ms)',
    async (awayMs) => {
      const blobs = { BLOBS_URL: `file:${join(folder.path, 'uploads')}` };
      await isReady(await relay());
      await isReady(await start('registry', { ...good('registry'), ...blobs }));
      const settings = { ...blobs, BUS_URL: busOf('gateway'), TOKEN_KEY_FILE: join(keys, 'token.key') };
      const set = join(folder.path, 'clock-is-set');
      const gateway = await start('gateway', settings, away(awayMs, set));
      await isReady(gateway);
      writeFileSync(set, '');
      await waitsFor(gateway, /^the clock of whoever asked is -?\d+ s away from that of who answers: set both by NTP/);
      rmSync(set);
      await isReady(gateway);
    },
    180_000,
  );

  it('is not ready while a server is away, and is again once it is back, also one that comes back empty', async () => {
    const carrying = await relay();
    const child = await start('intake', good());
    await isReady(carrying);
    await isReady(child);
    await postgres.kill();
    await waitsFor(child, /^EVENT_STORE_URL: the store does not answer/);
    await waitsFor(carrying, /EVENT_STORE_URL/);
    await postgres.restart();
    await isReady(child);
    await nats.kill();
    await waitsFor(child, /^BUS_URL: the bus cannot be used at the moment/);
    await nats.restartEmpty();
    await isReady(child);
    await isReady(carrying);
  }, 240_000);
});
