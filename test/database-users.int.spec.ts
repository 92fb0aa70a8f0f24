import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startFerretDb, startPostgres } from '@hoso/backends';
import { type StreamWrite } from '@hoso/event-sourcing';
import { noted, write } from '@hoso/event-sourcing/testing';
import { postgresEventStore, postgresRecorder } from '@hoso/event-store-postgres';
import { auditLogOf, type DatabaseUserName, databaseUserNames, databaseUserOf, migratePlatform } from '@hoso/runtime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import pg from 'pg';
import { root } from './tree.ts';

// Servers as docker-compose.yml has them: the secrets of make-secrets, users by infra/postgres/init.sh, and what these
// may do by `hoso ops migrate`.
const secrets = mkdtempSync(join(tmpdir(), 'hoso-users-'));
const services = ['registry', 'intake', 'processing', 'postal-delivery'] as const;
const log = 'main';
const audits = auditLogOf(log);
let server: PostgresServer;

beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'infra', 'docker', 'make-secrets.ts'), secrets], { stdio: 'pipe' });
  server = await startPostgres({ durable: false });
  await makeUsers();
  for (const isThere of [false, true]) {
    const done = await migratePlatform({
      ...{ eventStoreUrl: owners('hoso_events'), log, kind: 'simulated' as const },
      ...{ keysUrl: owners('hoso_keys'), masterKeyFile: join(secrets, 'master.key') },
    });
    expect(done.map(({ from, to }) => from === to)).toEqual([isThere, isThere, isThere]);
  }
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(secrets, { recursive: true });
});

describe.each(databaseUserNames)('On PostgreSQL the user of %s', (name) => {
  it.each(
    [log, audits].flatMap((of) => {
      const events = `"log_${of}".events`;
      return [
        [of, 'writes an event by hand', `insert into ${events} select * from ${events}`],
        [of, 'changes an event', `update ${events} set recorded_at = 0`],
        [of, 'deletes an event', `delete from ${events}`],
        [of, 'empties the log', `truncate ${events}`],
        [of, 'takes the guards away', `drop trigger never_changed on ${events}`],
        [of, 'switches the guards off', `alter table ${events} disable trigger all`],
        [of, 'drops the log', `drop table ${events}`],
        [of, 'drops all of it', `drop schema "log_${of}" cascade`],
        [of, 'takes outcomes back', `delete from "log_${of}".policy_outcomes`],
        [of, 'makes a table beside it', `create table "log_${of}".mine (a int)`],
        [of, 'becomes the owner', `set role "hoso_${of}_owner"`],
        [of, 'lends his rights', `grant "hoso_${of}_writer" to hoso_relay`],
      ] as const;
    }),
  )('in the log %s never %s', async (_, _what, sql) => {
    expect(await answerTo(urlOf(name, 'event-store'), sql)).toMatch(
      /permission denied|must be owner|must have admin option/,
    );
  });

  it('is let in with no other password than his own', async () => {
    for (const other of databaseUserNames) {
      const url = new URL(urlOf(name, 'event-store'));
      url.username = databaseUserOf(other);
      const answer = await answerTo(url.href, 'select 1');
      if (other === name) expect(answer).toBe('done');
      else expect(answer).toMatch(/password authentication failed/);
    }
  });
});

describe('On PostgreSQL', () => {
  it.each(services)('%s works on the log, and records reads in that of audit', async (name) => {
    const store = await postgresEventStore({ url: urlOf(name, 'event-store'), log });
    expect(await store.append([write(`note-${name}`, 0, noted())])).toMatchObject({ version: 1 });
    expect(await store.policies.progress(`policy-of-${name}`, 0)).toMatchObject({ holds: [] });
    await store.close();
    expect(await recorded(name, access('PersonalDataRead'))).toMatchObject({ version: 1 });
  });

  it.each(services)("%s writes no finding into audit's log, and reads nothing there", async (name) => {
    await expect(recorded(name, access('FindingRaised'))).rejects.toThrow('may record PersonalDataRead in this log');
    const finding = { ...access('PersonalDataRead'), stream: 'finding-1' };
    await expect(recorded(name, finding)).rejects.toThrow('may record PersonalDataRead in this log');
    const url = urlOf(name, 'event-store');
    for (const sql of [
      `select "log_${audits}".append(null, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`,
      `select "log_${audits}".save_progress('p', 0, '{}', '{}', '{}', '{}', '[]', '[]')`,
      `select body from "log_${audits}".events`,
      `set role "hoso_${audits}_writer"`,
    ]) {
      expect(await answerTo(url, sql)).toMatch(/permission denied/);
    }
  });

  it('audit writes into its own log, and into the other nothing', async () => {
    const url = urlOf('audit', 'event-store');
    const own = await postgresEventStore({ url, log: audits });
    await own.append([write('finding-1', 0, noted({ type: 'FindingRaised' }))]);
    await own.close();
    const other = await postgresEventStore({ url, log });
    expect(await other.head()).toBeGreaterThan(0);
    await expect(other.append([write('note-audit', 0, noted())])).rejects.toThrow('permission denied');
    await expect(other.policies.progress('of-audit', 0)).rejects.toThrow('permission denied');
    await other.close();
  });

  it('who backs up reads both logs, writes into none, and has no keys', async () => {
    const url = urlOf('backup', 'event-store');
    for (const which of [log, audits]) {
      const store = await postgresEventStore({ url, log: which });
      expect(await store.head()).toBeGreaterThan(0);
      await expect(store.append([write('note-backup', 0, noted())])).rejects.toThrow('permission denied');
      await store.close();
    }
    expect(await answerTo(new URL('/hoso_keys', url).href, 'select 1')).toMatch(/permission denied for database/);
  });

  it('the relay reads the log, and has neither keys nor what audit found', async () => {
    const url = urlOf('relay', 'event-store');
    const store = await postgresEventStore({ url, log });
    expect(await store.head()).toBeGreaterThan(0);
    await expect(store.append([write('note-relay', 0, noted())])).rejects.toThrow('permission denied');
    await store.close();
    expect(await answerTo(url, `select body from "log_${audits}".events`)).toMatch(/permission denied/);
    const keys = new URL('/hoso_keys', url).href;
    expect(await answerTo(keys, 'select 1')).toMatch(/permission denied for database/);
  });

  it.each([...services, 'audit'] as const)('%s makes and finds keys, and lists none', async (name) => {
    expect(await answerTo(urlOf(name, 'keys'), 'select kind from hoso_keys.store')).toBe('done');
    expect(await answerTo(urlOf(name, 'keys'), 'select * from hoso_keys.key')).toMatch(/permission denied/);
  });
});

describe('On FerretDB', () => {
  it('each user has his views to himself, and a stranger has none', async () => {
    const names = ['intake', 'audit'] as const;
    const ferret = await startFerretDb(owners('postgres'), { users: databaseUserNames.map(databaseUserOf) });
    const clients: MongoClient[] = [];
    const as = (user: string, password: string): MongoClient => {
      const url = new URL(`/${user}?authMechanism=PLAIN`, ferret.url);
      url.username = user;
      url.password = password;
      const client = new MongoClient(url.href, { serverSelectionTimeoutMS: 5_000 });
      clients.push(client);
      return client;
    };
    try {
      const [intake, audit] = names.map((name) => as(databaseUserOf(name), passwordOf(name)));
      const views = intake?.db().collection<{ _id: number }>('dossiers');
      await views?.insertOne({ _id: 1 });
      await audit?.db().collection<{ _id: number }>('findings').insertOne({ _id: 1 });
      const others = audit?.db(databaseUserOf('intake'));
      await expect(others?.collection('dossiers').find().toArray()).rejects.toThrow('permission denied');
      await expect(others?.collection('dossiers').insertOne({})).rejects.toThrow('permission denied');
      await expect(others?.dropDatabase()).rejects.toThrow('must be owner');
      expect(await views?.find().toArray()).toEqual([{ _id: 1 }]);
      const stranger = as(databaseUserOf('intake'), 'guessed');
      await expect(stranger.db().collection('dossiers').find().toArray()).rejects.toThrow();
      const nobody = new MongoClient(ferret.url, { serverSelectionTimeoutMS: 5_000 });
      clients.push(nobody);
      await expect(nobody.db(databaseUserOf('intake')).collection('dossiers').find().toArray()).rejects.toThrow();
    } finally {
      for (const client of clients) await client.close();
      await ferret.stop();
    }
  }, 300_000);
});

/** As the server's container does it; without psql the same by hand. */
async function makeUsers(): Promise<void> {
  const { port, username, password } = new URL(server.url);
  if (spawnSync('psql', ['--version']).status === 0) {
    execFileSync('/bin/sh', [join(root, 'infra', 'postgres', 'init.sh')], {
      stdio: 'pipe',
      env: {
        ...process.env,
        ...{ SECRETS: secrets, PGHOST: '127.0.0.1', PGPORT: port, PGUSER: username, PGPASSWORD: password },
      },
    });
    return;
  }
  for (const sql of [
    ...['hoso_events', 'hoso_keys'].map((name) => `create database ${name}`),
    ...databaseUserNames.map((name) => `create role ${databaseUserOf(name)} login password '${passwordOf(name)}'`),
  ]) {
    expect(await answerTo(server.url, sql)).toBe('done');
  }
}

function owners(database: string): string {
  return new URL(`/${database}`, server.url).href;
}

function passwordOf(name: DatabaseUserName): string {
  return readFileSync(join(secrets, `${name}-database-password`), 'utf8').trim();
}

/** The secret as it was made, at this server. */
function urlOf(name: DatabaseUserName, of: 'event-store' | 'keys'): string {
  const url = new URL(readFileSync(join(secrets, `${name}-${of}-url`), 'utf8').trim());
  url.host = new URL(server.url).host;
  return url.href;
}

async function answerTo(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(sql);
    return 'done';
  } catch (error) {
    return Error.isError(error) ? error.message : String(error);
  } finally {
    await client.end();
  }
}

/** One event in a stream named after its command, as reads are recorded. */
function access(type: string): StreamWrite {
  const commandId = randomUUID();
  return write(`access-${commandId}`, 0, noted({ type, commandId }));
}

async function recorded(name: DatabaseUserName, one: StreamWrite) {
  const recorder = await postgresRecorder({ url: urlOf(name, 'event-store'), log: audits });
  try {
    return await recorder.append([one]);
  } finally {
    await recorder.close();
  }
}
