import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { backends } from '@hoso/backends';
import { type NewEvent } from '@hoso/event-sourcing';
import pg from 'pg';
import { migrate, postgresEventStore } from './index.ts';
import { namesOf, schemaVersion } from './schema.ts';

const server = await backends.postgres();
const url = 'url' in server ? server.url : '';
const log = `r${randomUUID().slice(0, 8)}`;
const { schema, writer, reader } = namesOf(log);
const events = `"${schema}".events`;
const insert = `insert into ${events} values (2, 0, 0, 1, '${randomUUID()}', '${randomUUID()}', 'note-1', '{}')`;

/** A user of that role, as a service has one. */
async function logIn(role: string): Promise<pg.Client> {
  const user = `u${randomUUID().slice(0, 8)}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create role ${user} login password 'secret' in role "${role}"`);
  await admin.end();
  const own = new URL(url);
  own.username = user;
  own.password = 'secret';
  const client = new pg.Client({ connectionString: own.href });
  await client.connect();
  return client;
}

const users = new Map<string, pg.Client>();
const as = (role: string): pg.Client => {
  const client = users.get(role);
  if (!client) throw new Error(`nobody logged in as ${role}`);
  return client;
};
function noteTaken(): NewEvent {
  const commandId = randomUUID();
  return {
    ...{ commandId, commandType: 'TakeNote', correlationId: commandId },
    ...{ type: 'NoteTaken', schemaVersion: 1, occurredAt: '2022-03-15T02:03:04.005Z', data: {} },
    actor: { id: 'officer-17', role: 'officer', unit: 'H49.06' },
  };
}

const refusalOf = (client: pg.Client, sql: string): Promise<string> =>
  client.query(sql).then(
    () => 'done',
    (error: { message: string }) => error.message,
  );

beforeAll(async () => {
  await migrate({ url, log, born: { kind: 'simulated' } });
  for (const role of [writer, reader]) users.set(role, await logIn(role));
});
afterAll(async () => {
  for (const client of users.values()) await client.end();
});

describe.each([
  ['the writer', () => as(writer)],
  ['the reader', () => as(reader)],
])('On PostgreSQL %s', (_, client) => {
  it.each([
    ['writes an event by hand', insert],
    ['changes an event', `update ${events} set recorded_at = 0`],
    ['deletes an event', `delete from ${events}`],
    ['empties the log', `truncate ${events}`],
    ['takes the guards away', `drop trigger never_changed on ${events}`],
    ['switches the guards off', `alter table ${events} disable trigger all`],
    [
      'replaces the functions',
      `create or replace function "${schema}".refuse_change() returns trigger language sql as ''`,
    ],
    ['moves a checkpoint by hand', `insert into "${schema}".policy_checkpoints values ('p', 0, 9)`],
    ['takes outcomes back', `delete from "${schema}".policy_outcomes`],
    ['makes a table beside the log', `create table "${schema}".mine (a int)`],
    ['becomes the owner', `set role "${namesOf(log).owner}"`],
  ])('never %s', async (_what, sql) => {
    expect(await refusalOf(client(), sql)).toMatch(/permission denied|must be owner/);
  });

  it('reads', async () => {
    const { rows } = await client().query(`select count(*)::int as events from ${events}`);
    expect(rows).toEqual([{ events: 1 }]);
  });
});

describe('On PostgreSQL', () => {
  it('the reader appends nothing', async () => {
    const call = `select "${schema}".append(null, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`;
    expect(await refusalOf(as(reader), call)).toMatch(/permission denied for function append/);
  });

  it.each([
    ['begins a stream with its second event', '{1}', '{1}', '{0}', 'conflict'],
    ['expects less than no event', '{-1}', '{1}', '{0}', 'conflict'],
    ['puts an event where no follower looks', '{0}', '{1}', '{16}', 'an event is in one of 16 partitions'],
    ['brings an event that belongs to no write', '{0}', '{2}', '{0}', 'null value in column'],
    ['brings an event without saying of which write', '{0}', '{1}', '{0,0}', 'null value in column'],
  ])('never %s by calling append itself', async (_what, expected, writes, partitions, refused) => {
    const stream = `note-${randomUUID()}`;
    const append = async (...[ofExpected, ofWrites, ofPartitions = '']: readonly string[]) => {
      const events = ofPartitions.split(',');
      const ids = `{${events.map(() => randomUUID()).join()}}`;
      const bodies = `{${events.map(() => String.raw`"\\x7b7d"`).join()}}`;
      const call = `select status from "${schema}".append(null, '{${randomUUID()}}', '{1}', '{${stream}}',
        '${ofExpected}', '${ofWrites}', '${ofPartitions}', '${ids}', '${bodies}')`;
      return as(writer)
        .query(call)
        .then(
          ({ rows }) => rows[0]?.status,
          (error: Error) => error.message,
        );
    };
    const before = await as(reader).query(`select max(position) as head from ${events}`);
    expect(await append(expected, writes, partitions)).toContain(refused);
    expect((await as(reader).query(`select max(position) as head from ${events}`)).rows).toEqual(before.rows);
    expect(await append('{0}', '{1}', '{0}')).toBe('all written');
  });

  it('not even the owner changes or deletes an event while the guards stand', async () => {
    const owner = new pg.Client({ connectionString: url });
    await owner.connect();
    for (const sql of [`update ${events} set recorded_at = 0`, `delete from ${events}`, `truncate ${events}`]) {
      expect(await refusalOf(owner, sql)).toMatch(/never changed and never deleted/);
    }
    await owner.end();
  });

  it('nobody stamps a live log', async () => {
    const live = `v${randomUUID().slice(0, 8)}`;
    await migrate({ url, log: live, born: { kind: 'live' } });
    const client = await logIn(namesOf(live).writer);
    const { schema: ofLive } = namesOf(live);
    const call = `select "${ofLive}".append(1, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`;
    expect(await refusalOf(client, call)).toMatch(/stamped by the clock of its server alone/);
    await client.end();
  });

  it('a live log is not opened on a server that acknowledges before the disk has it', async () => {
    const live = `v${randomUUID().slice(0, 8)}`;
    await migrate({ url, log: live, born: { kind: 'live' } });
    await expect(postgresEventStore({ url, log: live })).rejects.toMatchObject({ code: 'NotDurable' });
  });
});

describe('A migration on PostgreSQL', () => {
  const name = `m${randomUUID().slice(0, 8)}`;

  it('twice at once makes one log', async () => {
    const made = await Promise.all([1, 2, 3].map(() => migrate({ url, log: name, born: { kind: 'simulated' } })));
    expect(new Set(made.map((migration) => migration.log.id)).size).toBe(1);
    expect(made.map(({ from }) => from).sort()).toEqual([0, schemaVersion, schemaVersion]);
  });

  it('makes no log that nobody wants born', async () => {
    await expect(migrate({ url, log: 'nobody' })).rejects.toMatchObject({ code: 'NoLog' });
  });

  it('brings a log of the first version on, with all that it holds', async () => {
    const first = `m${randomUUID().slice(0, 8)}`;
    await migrate({ url, log: first, born: { kind: 'simulated' } });
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    const { schema: ofFirst, writer: writers } = namesOf(first);
    await admin.query(`drop function "${ofFirst}".append; update "${ofFirst}".log set schema_version = 1;
      create index events_command on "${ofFirst}".events (command_id);
      create function "${ofFirst}".append(bigint, text[]) returns void language sql as '';`);
    await expect(postgresEventStore({ url, log: first })).rejects.toMatchObject({ code: 'OlderLog' });
    expect(await migrate({ url, log: first })).toMatchObject({ from: 1, to: schemaVersion });
    const store = await postgresEventStore({ url, log: first });
    expect(await store.head()).toBe(1);
    await store.append([{ stream: 'note-1', expected: 0, events: [noteTaken()] }]);
    expect(await store.head()).toBe(2);
    await store.close();
    const { rows } = await admin.query(
      `select proowner::regrole::text as owner, has_function_privilege($1, oid, 'execute') as writes,
        has_function_privilege('public', oid, 'execute') as anybody
        from pg_proc where pronamespace = $2::regnamespace and proname = 'append'`,
      [writers, `"${ofFirst}"`],
    );
    expect(rows).toEqual([{ owner: namesOf(first).owner, writes: true, anybody: false }]);
    await admin.end();
  });

  it('leaves a newer log alone', async () => {
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(`update "${namesOf(name).schema}".log set schema_version = ${schemaVersion + 1}`);
    await admin.end();
    await expect(migrate({ url, log: name })).rejects.toMatchObject({ code: 'NewerLog' });
    await expect(postgresEventStore({ url, log: name })).rejects.toMatchObject({ code: 'NewerLog' });
  });

  it('leaves a schema alone that is not a log', async () => {
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query('create schema log_theirs');
    await admin.end();
    await expect(migrate({ url, log: 'theirs', born: { kind: 'live' } })).rejects.toMatchObject({ code: 'NotALog' });
  });
});
