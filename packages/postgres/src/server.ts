import type pg from 'pg';
import { codeOf } from './failure.ts';
import { ServerUnusable } from './server-unusable.ts';

type Connection = Pick<pg.Client, 'query'>;

/** The oldest server with all that is used. */
const serverVersionMin = 140_000;
const duplicateObject = '42710';
const uniqueViolation = '23505';

/** Throws `ServerUnusable` for a server that lacks what is needed. */
export async function requireVersion(client: Connection, setting: string): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
  );
  const [version] = rows;
  if (version && version.number >= serverVersionMin) return;
  const said = `the server is PostgreSQL ${version?.name ?? 'of an unknown version'}`;
  throw new ServerUnusable('TooOld', setting, said, 'Version 14 or newer is needed.');
}

/** Throws `ServerUnusable` for a server that would lose what it has acknowledged. */
export async function requireDurable(client: Connection, setting: string): Promise<void> {
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const { rows } = await client.query<{ value: string }>('select current_setting($1) as value', [name]);
    if (rows[0]?.value !== 'off') continue;
    const said = `the server runs with ${name}=off and would lose what it acknowledged`;
    throw new ServerUnusable('NotDurable', setting, said, `Set ${name}=on.`);
  }
}

/** Makes a role that nobody logs in as, where there is none. Roles are the whole server's: another may be making it. */
export async function createRole(client: Connection, role: string): Promise<void> {
  try {
    const { rows } = await client.query('select from pg_roles where rolname = $1', [role]);
    if (rows.length === 0) await client.query(`create role "${role}" nologin`);
  } catch (error) {
    const code = codeOf(error);
    if (code !== duplicateObject && code !== uniqueViolation) throw error;
  }
}
