import { randomUUID } from 'node:crypto';
import { encodeAppend, instantOf, type LogIdentity, type LogKind, logOpened, logStream } from '@hoso/event-sourcing';
import { createRole, opening, openConnection, requireVersion } from '@hoso/postgres';
import type pg from 'pg';
import { appendWriter } from './append-writer.ts';
import { settingDefault } from './setting.ts';
import { LogError } from './log-error.ts';
import { type Recordable, recordFunctions } from './record-function.ts';
import { type LogNames, migrationOf, namesOf, schemaVersion, upgradeOf } from './schema.ts';

/** What to do where something else has a log's name. */
const another = 'set LOG to another name, or name another database';

export interface MigrateOptions {
  /** Of a user who may create schemas and roles; the services' users may not. */
  readonly url: string;
  /** The log's name; its schema and roles are named after it. */
  readonly log: string;
  /** What a log that is not there yet is born as; its id is random unless given. */
  readonly born?: { readonly id?: string; readonly kind: LogKind };
  /** What its recorders may append; without it the log has none. */
  readonly recordable?: Recordable;
  /** Milliseconds since 1970; what a log that is not live is stamped by. */
  readonly clock?: () => number;
  /** What named the URL, for errors to say. */
  readonly setting?: string;
}

/** What a migration did. */
export interface Migration {
  readonly log: LogIdentity;
  readonly from: number;
  readonly to: number;
}

/**
 * Brings a log's schema to this version, and creates log and roles where there are none. Repeating it changes nothing;
 * of two at once one waits for the other. Throws `LogError` for a newer schema and for a name that something else has,
 * and `ServerUnusable` where the server is away, too old, or does not let this user do it.
 */
export async function migrate(options: MigrateOptions): Promise<Migration> {
  const address = { url: options.url, setting: options.setting ?? settingDefault };
  return opening(address, async () => {
    const client = await openConnection(address, { isPatient: true });
    try {
      await requireVersion(client, address.setting);
      return await bringOn(client, options);
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      await client.end();
    }
  });
}

async function bringOn(client: pg.Client, options: MigrateOptions): Promise<Migration> {
  const { log, born, recordable, clock = Date.now } = options;
  const names = namesOf(log);
  const roles = [names.owner, names.writer, names.reader, ...(recordable ? [names.recorder] : [])];
  for (const role of roles) await createRole(client, role);
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${names.schema} migration`]);
  const known = await findLog(client, names, log);
  if (!known && !born) throw new LogError('NoLog', log, 'there is no such log');
  const identity = known?.identity ?? { id: born?.id ?? randomUUID(), kind: born?.kind ?? 'live' };
  if (!known) await createLog(client, names, identity, clock);
  else if (known.version < schemaVersion) await upgradeLog(client, names);
  if (recordable) {
    await becomeOwner(client, names);
    await client.query(recordFunctions(names, recordable));
  }
  await client.query('commit');
  return { log: identity, from: known?.version ?? 0, to: schemaVersion };
}

/** The log of that name and the version of its schema. Throws `LogError` where something else lies there. */
export async function findLog(
  client: Pick<pg.Client, 'query'>,
  { schema }: LogNames,
  log: string,
): Promise<{ readonly identity: LogIdentity; readonly version: number } | undefined> {
  const there = await client.query<{ has_schema: boolean; has_log: boolean }>(
    `select to_regnamespace($1) is not null as has_schema, to_regclass($2) is not null as has_log`,
    [`"${schema}"`, `"${schema}".log`],
  );
  const [{ has_schema: hasSchema, has_log: hasLog } = { has_schema: false, has_log: false }] = there.rows;
  if (!hasSchema) return undefined;
  if (!hasLog)
    throw new LogError('NotALog', log, `the schema ${schema} is there, but it is no log of Hoso: ${another}`);
  const { rows } = await client.query<{ id: string; kind: LogKind; schema_version: number }>(
    `select id, kind, schema_version from "${schema}".log`,
  );
  const [found] = rows;
  if (!found) throw new LogError('NotALog', log, `the schema ${schema} names no log: ${another}`);
  if (found.schema_version > schemaVersion) {
    throw new LogError(
      'NewerLog',
      log,
      `of version ${found.schema_version}; this process knows up to ${schemaVersion}: run the newer release`,
    );
  }
  return { identity: { id: found.id, kind: found.kind }, version: found.schema_version };
}

async function createLog(
  client: pg.Client,
  names: LogNames,
  identity: LogIdentity,
  clock: () => number,
): Promise<void> {
  await createSchema(client, names, identity);
  const write = appendWriter({ schema: names.schema, log: identity, clock, findCommand: async () => [] });
  const opened = logOpened(identity, instantOf(Math.floor(clock())));
  await write(client, [encodeAppend(identity.id, [{ stream: logStream(identity.id), expected: 0, events: [opened] }])]);
}

/** A log's tables and functions, without any event; until the transaction ends, the client works as their owner. */
export async function createSchema(client: pg.Client, names: LogNames, { id, kind }: LogIdentity): Promise<void> {
  await client.query(`grant "${names.owner}" to current_user`);
  await client.query(`create schema "${names.schema}" authorization "${names.owner}"`);
  await becomeOwner(client, names);
  await client.query(migrationOf(names));
  await client.query(`insert into "${names.schema}".log values (true, $1, $2, $3)`, [id, kind, schemaVersion]);
}

async function upgradeLog(client: pg.Client, names: LogNames): Promise<void> {
  await becomeOwner(client, names);
  await client.query(upgradeOf(names));
}

/** A superuser's functions would run as superuser: all that there is belongs to a role that may nothing else. */
async function becomeOwner(client: pg.Client, { owner }: LogNames): Promise<void> {
  await client.query('set local role none');
  await client.query(`grant "${owner}" to current_user`);
  await client.query(`set local role "${owner}"`);
}
