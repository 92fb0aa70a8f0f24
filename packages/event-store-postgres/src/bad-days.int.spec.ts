import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { backends } from '@hoso/backends';
import type { EventStore } from '@hoso/event-sourcing';
import { everything, freshStream, noted, notes, refusalOf, write } from '@hoso/event-sourcing/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { lossyProxy } from '../test/lossy-proxy.ts';
import { migrate, type PostgresEventStore, postgresEventStore } from './index.ts';
import { namesOf } from './schema.ts';

const server = await backends.postgres();
const url = 'url' in server ? server.url : '';
const admin = new pg.Client({ connectionString: url });
beforeAll(() => admin.connect());
afterAll(() => admin.end());

/** The same database, said in another way. */
function changed(change: (address: URL) => void): string {
  const address = new URL(url);
  change(address);
  return address.href;
}

async function newLog(): Promise<string> {
  const log = `d${randomUUID().slice(0, 8)}`;
  await migrate({ url, log, born: { kind: 'simulated' } });
  return log;
}

async function withStore(log: string, at: string, use: (store: PostgresEventStore) => Promise<void>): Promise<void> {
  const store = await postgresEventStore({ url: at, log });
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

describe('A log on PostgreSQL that cannot be opened', () => {
  const user = `u${randomUUID().slice(0, 8)}`;
  const asUser = (address: URL) => {
    address.username = user;
    address.password = 'secret';
  };
  beforeAll(() => admin.query(`create role ${user} login password 'secret'`));
  const free = async () => {
    const listening = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => listening.once('listening', resolve));
    const address = listening.address();
    await new Promise((resolve) => listening.close(resolve));
    return address !== null && typeof address === 'object' ? String(address.port) : '';
  };

  it.each([
    ['an address of something else', async () => 'mysql://u:secret@h/d', 'BadUrl', 'postgres://user:password@host'],
    ['no address', async () => 'secret', 'BadUrl', 'postgres://user:password@host'],
    ['nobody there', async () => changed((at) => (at.port = '1')), 'Unreachable', 'Start PostgreSQL there'],
    [
      'a port that is free',
      async () => free().then((p) => changed((at) => (at.port = p))),
      'Unreachable',
      'ECONNREFUSED',
    ],
    [
      'a host that is not',
      async () => changed((at) => (at.hostname = 'no.invalid')),
      'Unreachable',
      'correct the address',
    ],
    [
      'another password',
      async () => changed((at) => (at.password = 'secret')),
      'Refused',
      'Correct the name or the password',
    ],
    ['no such database', async () => changed((at) => (at.pathname = '/nowhere')), 'Refused', 'nowhere'],
    ['a user without the role', async () => changed(asUser), 'Refused', 'Give the user the role'],
  ])('tells the setting and the remedy: %s', async (_, at, code, words) => {
    const log = await newLog();
    const refused = await refusalOf(postgresEventStore({ url: await at(), log }));
    expect(refused).toMatchObject({ name: 'ServerUnusable', code, setting: 'EVENT_STORE_URL' });
    expect(String(refused)).toMatch(/EVENT_STORE_URL: .*\. [A-Z]/);
    expect(String(refused)).toContain(words);
    expect(String(refused)).not.toContain('secret');
  });

  it('tells whoever migrates that he may not', async () => {
    const refused = await refusalOf(
      migrate({ url: changed(asUser), log: 'mine', born: { kind: 'simulated' }, setting: 'OWNER_URL' }),
    );
    expect(refused).toMatchObject({ name: 'ServerUnusable', code: 'Refused', setting: 'OWNER_URL' });
  });

  it('tells that the server is too old', async () => {
    // A function before the server's own says what a server of version 13 says.
    await admin.query(`create schema old;
      create function old.current_setting(text) returns text language sql as
        $$ select case $1 when 'server_version_num' then '130012' else '13.12' end $$;
      grant usage on schema old to public;
      alter role ${user} set search_path = old, pg_catalog`);
    const refused = await refusalOf(postgresEventStore({ url: changed(asUser), log: 'any' }));
    expect(refused).toMatchObject({ name: 'ServerUnusable', code: 'TooOld' });
    expect(String(refused)).toContain('PostgreSQL 13.12. Version 14 or newer is needed.');
  });

  it('says that there is no such log', async () => {
    expect(await refusalOf(postgresEventStore({ url, log: 'nowhere' }))).toMatchObject({ code: 'NoLog' });
  });
});

describe('On PostgreSQL an append whose answer is lost', () => {
  it('is found by its command id when it is sent again, and is there once', async () => {
    const log = await newLog();
    const proxy = await lossyProxy(url);
    await withStore(log, proxy.url, async (store) => {
      await store.append([write(freshStream(), 0, noted())]);
      proxy.loseNextAnswer();
      const streams = Array.from({ length: 20 }, () => freshStream());
      const receipts = await Promise.all(streams.map((stream) => store.append([write(stream, 0, noted())])));
      expect(proxy.lost()).toBe(1);
      expect(receipts.map(({ position }) => position)).toEqual(streams.map((_, index) => index + 3));
      expect(await store.head()).toBe(22);
    });
    await proxy.stop();
  });

  it('is of unknown outcome while the server stays away, and its command id tells later', async () => {
    const log = await newLog();
    const proxy = await lossyProxy(url);
    await withStore(log, proxy.url, async (store) => {
      const [stream, event] = [freshStream(), noted()];
      await store.append([write(freshStream(), 0, noted())]);
      proxy.loseNextAnswer();
      proxy.refuseFromNowOn();
      expect(await refusalOf(store.append([write(stream, 0, event)]))).toMatchObject({
        name: 'StoreUnavailable',
        reason: 'unknown',
      });
      const unsent = noted();
      expect(await refusalOf(store.append([write(freshStream(), 0, unsent)]))).toMatchObject({ reason: 'unreachable' });
      proxy.letIn();
      expect(await store.findCommand(unsent.commandId)).toEqual([]);
      expect(await store.append([write(stream, 0, event)])).toMatchObject({ version: 1, position: 3 });
      expect(await everything(store)).toHaveLength(3);
    });
    await proxy.stop();
  });
});

describe('On PostgreSQL a store', () => {
  it('hears of appends although its connection for notices is gone', async () => {
    const log = await newLog();
    await withStore(log, url, (reader) =>
      withStore(log, url, async (writer) => {
        await writer.append([write(freshStream(), 0, noted())]);
        const listening = `from pg_stat_activity
          where datname = current_database() and query ilike 'listen "${namesOf(log).channel}"%'`;
        // A store listens from a moment after it was opened.
        while ((await admin.query(`select pid ${listening}`)).rowCount !== 2) await delay(10);
        await admin.query(`select pg_terminate_backend(pid) ${listening}`);
        for (let head = 2; head < 5; head += 1) {
          const waits = reader.waitPast(head, 20_000);
          await writer.append([write(freshStream(), 0, noted())]);
          expect(await waits).toBe(head + 1);
        }
      }),
    );
  });

  it('takes at most six connections, however many ask at once', async () => {
    const log = await newLog();
    await withStore(log, url, async (store) => {
      const asked = Array.from({ length: 200 }, () => [
        store.readAll(0, 100),
        store.append([write(freshStream(), 0, noted())]),
      ]);
      await Promise.all(asked.flat());
      const { rows } = await admin.query(
        `select count(*)::int as open from pg_stat_activity
          where datname = current_database() and application_name = 'hoso'`,
      );
      expect(rows[0].open).toBeLessThanOrEqual(6);
    });
  });

  it('goes on after the server has ended all its connections', async () => {
    const log = await newLog();
    await withStore(log, url, async (store) => {
      await store.append([write(freshStream(), 0, noted())]);
      await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'hoso'`);
      expect(await store.append([write(freshStream(), 0, noted())])).toMatchObject({ position: 3 });
      expect(await everything(store)).toHaveLength(3);
    });
  });
});

describe('On PostgreSQL a log that somebody has damaged', () => {
  /** Only who owns the server can: he takes the guards away first. */
  const damagedBy = async (
    sql: (events: string) => string,
    use: (store: EventStore, stream: string) => Promise<void>,
  ) => {
    const log = await newLog();
    const stream = freshStream();
    await withStore(log, url, async (store) => {
      await store.append([write(stream, 0, ...notes(5))]);
      await admin.query(`set session_replication_role = replica; ${sql(`"${namesOf(log).schema}".events`)};
        set session_replication_role = origin`);
      await use(store, stream);
    });
  };

  it('tells the positions that are missing', () =>
    damagedBy(
      (events) => `delete from ${events} where position in (3, 4)`,
      async (store, stream) => {
        const refused = await refusalOf(store.readAll(0, 100));
        expect(refused).toMatchObject({ name: 'LogDamaged', from: 3, to: 4 });
        expect(await refusalOf(store.readStream(stream, 0, 10))).toMatchObject({ name: 'LogDamaged' });
        expect(await store.readAll(4, 10)).toHaveLength(2);
      },
    ));

  it('tells bytes that are no text', () =>
    damagedBy(
      (events) => `update ${events} set body = '\\xff' where position = 3`,
      async (store) => {
        expect(await refusalOf(store.readAll(2, 1))).toMatchObject({ name: 'LogDamaged', from: 3, to: 3 });
      },
    ));
});
