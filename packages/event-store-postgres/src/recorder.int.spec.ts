import { randomUUID } from 'node:crypto';
import { backends } from '@hoso/backends';
import { encodeAppend, envelopeOf, type NewEvent } from '@hoso/event-sourcing';
import { noted, write } from '@hoso/event-sourcing/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate, type PostgresRecorder, postgresEventStore, postgresRecorder } from './index.ts';
import { namesOf } from './schema.ts';

const server = await backends.postgres();
const url = 'url' in server ? server.url : '';
const log = `c${randomUUID().slice(0, 8)}`;
const { schema, recorder } = namesOf(log);
const now = 1_647_313_200_000;
const clock = () => now;
const recordable = { category: 'access', types: ['Noted'] };

/** One event of a command, as recorders write it. */
function access(commandId = randomUUID(), changes: Partial<NewEvent> = {}) {
  const event = noted({ commandId, ...changes });
  return write(`access-${commandId}`, 0, event);
}

let own: string;
let client: pg.Client;
let recorders: PostgresRecorder;
const refusalOf = (sql: string, values: unknown[] = []): Promise<string> =>
  client.query(sql, values).then(
    () => 'done',
    (error: { message: string }) => error.message,
  );

beforeAll(async () => {
  await migrate({ url, log, born: { kind: 'simulated' }, clock });
  // Of a log that is there already, too.
  await migrate({ url, log, recordable });
  await migrate({ url, log, recordable });
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const user = `u${randomUUID().slice(0, 8)}`;
  await admin.query(`create role ${user} login password 'secret' in role "${recorder}"`);
  await admin.end();
  const address = new URL(url);
  address.username = user;
  address.password = 'secret';
  own = address.href;
  client = new pg.Client({ connectionString: own });
  await client.connect();
  recorders = await postgresRecorder({ url: own, log, clock });
});
afterAll(async () => {
  await recorders.close();
  await client.end();
});

describe('Who records in a log on PostgreSQL', () => {
  it('appends what the log takes from everybody, many at once', async () => {
    const commands = Array.from({ length: 300 }, () => randomUUID());
    const receipts = await Promise.all(commands.map((commandId) => recorders.append([access(commandId)])));
    const reader = await postgresEventStore({ url, log });
    for (const [index, { position, version, id }] of receipts.entries()) {
      expect([version, id]).toEqual([1, commands[index]]);
      const [recorded] = await reader.readAll(position - 1, 1);
      expect(recorded && envelopeOf(recorded).stream).toBe(`access-${commands[index]}`);
    }
    await reader.close();
  });

  it('is given the first receipt again, by a store that has forgotten all', async () => {
    const commandId = randomUUID();
    const first = await recorders.append([access(commandId)]);
    const other = await postgresRecorder({ url: own, log, clock });
    expect(await other.append([access(commandId)])).toEqual(first);
    const actor = { id: 'somebody-else', role: 'clerk', unit: 'H49' };
    await expect(other.append([access(commandId, { actor })])).rejects.toMatchObject({ code: 'CommandIdReused' });
    await other.close();
  });

  const commandId = randomUUID();
  const derived = '0190b8a2-7c00-8000-8000-000000000361';
  it.each([
    ['in a stream of another category', () => write(`finding-${commandId}`, 0, access(commandId).events[0] ?? noted())],
    ['of another type', () => access(commandId, { type: 'FindingRaised' })],
    ['in a stream that is not the command’s', () => ({ ...access(commandId), stream: 'access-1' })],
    ['on top of another event', () => ({ ...access(commandId), expected: 1 })],
    ['under a command id that can be worked out', () => access(derived)],
    ['two at once', () => write(`access-${commandId}`, 0, ...[0, 1].map(() => noted({ commandId })))],
  ])('is refused an event %s', async (_, forbidden) => {
    await expect(recorders.append([forbidden()])).rejects.toThrow('this user may record Noted in this log');
  });

  it('is refused a body that says something else than what stands beside it', async () => {
    const id = randomUUID();
    const [event] = encodeAppend(recorders.log.id, [access(id)]).writes.flatMap(({ events }) => events);
    const call = `select "${schema}".record($1, $2, '{1}', $3, '{0}', '{1}', '{0}', $4, $5)`;
    const stream = `access-${id}`;
    const attempt = (body: string | undefined) =>
      refusalOf(call, [now, [id], [stream], [event?.id], body === undefined ? [] : [Buffer.from(body)]]);
    const said = event?.body ?? '';
    for (const body of [
      said.replace('"type":"Noted"', '"type":"FindingRaised"'),
      said.replace(`"stream":"${stream}"`, '"stream":"finding-1"'),
      said.replace(`"id":"${event?.id}"`, `"id":"${randomUUID()}"`),
      said.replaceAll(id, randomUUID()),
      '{}',
      undefined,
    ]) {
      expect(await attempt(body)).toMatch(/may record Noted/);
    }
    expect(await refusalOf(call, [now, [id], [stream], [randomUUID()], [Buffer.from(said)]])).toMatch(
      /may record Noted/,
    );
    expect(await attempt('no JSON')).toMatch(/invalid input syntax for type json/);
    expect(await attempt(said)).toBe('done');
  });

  it.each([
    ['calls what writers call', `select "${schema}".append(null, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`],
    ['moves a checkpoint', `select "${schema}".save_progress('p', 0, '{}', '{}', '{}', '{}', '[]', '[]')`],
    ['reads the log', `select count(*) from "${schema}".events`],
    ['writes an event by hand', `insert into "${schema}".events default values`],
    ['changes an event', `update "${schema}".events set recorded_at = 0`],
    ['deletes an event', `delete from "${schema}".events`],
    ['empties the log', `truncate "${schema}".events`],
    ['takes the guards away', `drop trigger never_changed on "${schema}".events`],
    [
      'replaces the functions',
      `create or replace function "${schema}".refuse_change() returns trigger language sql as ''`,
    ],
    ['becomes a writer', `set role "${namesOf(log).writer}"`],
  ])('never %s', async (_, sql) => {
    expect(await refusalOf(sql)).toMatch(/permission denied|must be owner/);
  });

  it('finds again only what was recorded', async () => {
    const store = await postgresEventStore({ url, log, clock });
    const finding = noted();
    await store.append([write('finding-1', 0, finding)]);
    await store.close();
    const found = await client.query(`select * from "${schema}".recorded($1)`, [finding.commandId]);
    expect(found.rows).toEqual([]);
  });

  it('is told of a log that was migrated before there were recorders', async () => {
    const older = `d${randomUUID().slice(0, 8)}`;
    await migrate({ url, log: older, born: { kind: 'simulated' } });
    await expect(postgresRecorder({ url, log: older })).rejects.toMatchObject({ code: 'OlderLog' });
  });
});
