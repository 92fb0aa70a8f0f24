import { createDatabase } from './ferretdb-server.ts';
import type { Kind } from './kinds.ts';
import { natsAccounts } from './nats-server.ts';
import { nextNumber, type Said, sharedServer } from './run.ts';

/** A running, isolated server's URL, or why there is none: each way that was tried, with its reason. */
export type Backend = Said;

/**
 * Real servers for tests and benches. Each is started once a run, by the first way that works: its URL in the
 * environment (`HOSO_TEST_<KIND>_URL`), Docker, a program on this machine, one built or fetched (kept outside the
 * checkout). Every call answers with a part of it that nobody else uses: an account, a database, a bucket's prefix.
 */
export const backends = {
  nats: async (): Promise<Backend> => isolated('nats', accountOf),
  postgres: async (): Promise<Backend> => isolated('postgres', (url) => createDatabase(url, 'hoso')),
  mongo: async (): Promise<Backend> => isolated('mongo', databaseOf),
  kurrentdb: async (): Promise<Backend> => isolated('kurrentdb', async (url) => url),
  s3: async (): Promise<Backend> => isolated('s3', bucketOf),
};

export function isHad(backend: Backend): backend is { readonly url: string } {
  return 'url' in backend;
}

/**
 * Whether a server that cannot be had makes the run fail: on CI the three that always can be had there, and the kinds
 * that `HOSO_TEST_REQUIRED` names, as `kurrentdb,s3`.
 */
export function mustBeHad(kind: Kind, environment: NodeJS.ProcessEnv = process.env): boolean {
  const required = (environment['HOSO_TEST_REQUIRED'] ?? '').split(',').map((name) => name.trim());
  const onCi = environment['CI'] === 'true' && (kind === 'nats' || kind === 'postgres' || kind === 'mongo');
  return onCi || required.includes(kind);
}

async function isolated(kind: Kind, part: (url: string) => Promise<string>): Promise<Backend> {
  const said = await sharedServer(kind);
  return 'url' in said ? { url: await part(said.url) } : said;
}

/** A server given by URL has its own users; the others have an account for each who asks. */
async function accountOf(url: string): Promise<string> {
  if (url === process.env['HOSO_TEST_NATS_URL']) return url;
  const number = nextNumber('nats');
  if (number >= natsAccounts) throw new Error(`more than ${natsAccounts} asked for NATS in one run`);
  const own = new URL(url);
  own.username = `t${number}`;
  own.password = `t${number}`;
  return own.href.replace(/\/$/, '');
}

async function databaseOf(url: string): Promise<string> {
  const own = new URL(url);
  own.pathname = `/hoso${nextNumber('mongo')}`;
  return own.href;
}

/** The bucket is made by whoever uses it. */
async function bucketOf(url: string): Promise<string> {
  const own = new URL(url);
  own.pathname = `/hoso-${nextNumber('s3')}`;
  return own.href;
}
