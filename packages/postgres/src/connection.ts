import pg from 'pg';
import { type Address, checkAddress } from './server-unusable.ts';

const connectTimeoutMs = 10_000;
/** What the server gives up, and a little later what we no longer wait for: a network may swallow the answer. */
const statementTimeoutMs = 30_000;
const answerTimeoutMs = 40_000;
/** A process that hangs in a transaction must not keep its locks for ever. */
const idleInTransactionTimeoutMs = 30_000;
const int8 = 20;

/** Positions and milliseconds lie within 2⁵³. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8 ? Number : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text'),
};

/**
 * One connection, open. With `isPatient` its statements may take as long as they take, as those of a migration do. With
 * `isPipelined` a statement is sent without waiting for the answer to the one before.
 * Rejects with what `pg` says, and with `ServerUnusable` for an address that is none.
 */
export async function openConnection(
  address: Address,
  { isPatient = false, isPipelined = false } = {},
): Promise<pg.Client> {
  const { query_timeout, statement_timeout, ...config } = { ...configOf(address), pipeline: isPipelined };
  const client = new pg.Client(isPatient ? config : { ...config, query_timeout, statement_timeout });
  // Whoever asks something of a broken connection is told then.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** At most `max` connections, opened when asked for. One that breaks while nobody uses it is replaced. */
export function openPool(address: Address, max: number): pg.Pool {
  const pool = new pg.Pool({ ...configOf(address), max });
  pool.on('error', () => {});
  return pool;
}

function configOf(address: Address) {
  checkAddress(address);
  return {
    connectionString: address.url,
    types,
    application_name: 'hoso',
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: answerTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
    keepAlive: true,
  };
}
