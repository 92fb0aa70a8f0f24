import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type ChildServer, freePort, startChild } from './child-server.ts';
import { findProgram, goProgram } from './programs.ts';
import type { Server } from './way.ts';

/** A server of views of one's own, which may be killed and started again: what it holds lies in PostgreSQL. */
export interface ViewsServer extends Server {
  readonly pid: () => number;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/**
 * FerretDB on a PostgreSQL server: it speaks MongoDB's protocol and keeps its promises, but slowly (about 6 ms a
 * write): for contract suites, never to measure with.
 */
export async function startFerretDb(postgresUrl: string, { users }: FerretDbOptions = {}): Promise<ViewsServer> {
  const program = findProgram('ferretdb') ?? (await goProgram(ferretDb));
  const folder = await mkdtemp(join(tmpdir(), 'hoso-ferretdb-'));
  const port = await freePort();
  const database = await createDatabase(postgresUrl, 'ferret');
  if (users) await letIn(database, users);
  const launch = (): Promise<ChildServer> =>
    startChild({
      file: program,
      args: [
        '--handler=pg',
        `--postgresql-url=${users ? withoutUser(database) : database}`,
        `--listen-addr=127.0.0.1:${port}`,
        '--telemetry=disable',
        `--state-dir=${folder}`,
        '--debug-addr=-',
        '--log-level=info',
      ],
      readyWhen: /Listening on TCP/,
      cwd: folder,
      folder,
      stopWith: 'SIGTERM',
    });
  let server = await launch().catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    url: `mongodb://127.0.0.1:${port}/`,
    pid: () => server.child.pid ?? 0,
    kill: () => server.kill(),
    restart: async () => {
      await server.stop();
      server = await launch();
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface FerretDbOptions {
  /**
   * PostgreSQL's users who are let in, with their own passwords (`authMechanism=PLAIN`), and nobody else. What one of
   * them makes is his. Without them everybody is let in.
   */
  readonly users?: readonly string[];
}

async function letIn(databaseUrl: string, users: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const name = new URL(databaseUrl).pathname.slice(1);
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect, create on database ${name} to ${users.join(', ')}`);
  } finally {
    await client.end();
  }
}

function withoutUser(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.username = '';
  url.password = '';
  return url.href;
}

/** A new database on that server; answers its URL. */
export async function createDatabase(serverUrl: string, prefix: string): Promise<string> {
  const name = `${prefix}_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

const ferretDb = {
  name: 'ferretdb',
  module: 'github.com/FerretDB/FerretDB',
  package: '/cmd/ferretdb',
  version: 'v1.24.2',
  // Without it the program panics when it starts.
  files: { 'build/version/version.txt': 'v1.24.2\n' },
} as const;
