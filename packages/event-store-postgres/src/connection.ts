import { StoreUnavailable } from '@hoso/event-sourcing';
import pg from 'pg';

/** Statements and connections that take longer are given up. */
const statementTimeoutMs = 30_000;
const connectTimeoutMs = 5_000;
/** What a process may read at once. */
const readersMax = 4;
const int8 = 20;

/** Positions and milliseconds lie within 2⁵³. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8 ? Number : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text'),
};

function configOf(url: string): pg.PoolConfig {
  return {
    connectionString: url,
    types,
    application_name: 'hoso',
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    keepAlive: true,
  };
}

/** Connections for reading. A connection that breaks while nobody uses it is replaced by the pool. */
export function readingPool(url: string): pg.Pool {
  const pool = new pg.Pool({ ...configOf(url), max: readersMax });
  pool.on('error', () => {});
  return pool;
}

/** One connection, open. */
export async function openConnection(url: string): Promise<pg.Client> {
  const client = new pg.Client(configOf(url));
  client.on('error', () => {});
  await client.connect();
  return client;
}

const full = ['53100', '53200'];
/** Connections that break or are refused, servers that start or stop, and whatever a lock or a time limit ended. */
const passing = /^(08|57P|53300$|57014$|40|55P03$|25006$)/;

/** What the server said, where it said something. */
export function codeOf(error: unknown): string | undefined {
  return Error.isError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether the same may succeed later; whether it has happened is not known then. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return Error.isError(error) && /terminat|timeout|closed|Connection/i.test(error.message);
  return passing.test(code) || /^E[A-Z]+$/.test(code);
}

/** A failure in the port's words, or itself where it is a fault. */
export function unavailable(error: unknown): unknown {
  if (Error.isError(error) && /after calling end on the pool/.test(error.message))
    return new StoreUnavailable('closed');
  const code = codeOf(error);
  if (code !== undefined && full.includes(code)) return new StoreUnavailable('full', { cause: error });
  return isPassing(error) ? new StoreUnavailable('unreachable', { cause: error }) : error;
}

/** What `work` answers; a server that cannot be reached is said in the port's words. */
export async function reaching<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(error);
  }
}
