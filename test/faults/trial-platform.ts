import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { liveLog, migratePlatform, writeKeys } from '@hoso/runtime';
import { dataFolder } from '@hoso/standalone/data-folder';
import { z } from 'zod';
import {
  ownerPlaces,
  type Places,
  type ProcessName,
  processNames,
  runFolderOf,
  settingsOf,
} from '../../scripts/distributed/environments.ts';
import { newPasswords, type Passwords, passwordsForServers } from '../../scripts/distributed/passwords.ts';
import { plainEnvironment } from '../e2e/platform-process.ts';
import { root } from '../tree.ts';
import { type Supervised, supervised } from './supervised.ts';

export type ServerName = 'nats' | 'postgres' | 'views';

/** A distributed platform whose every process and server may be killed, and comes back. */
export interface TrialPlatform {
  readonly url: string;
  readonly data: string;
  readonly places: Places;
  /** By name: `processing-2`. */
  readonly processes: ReadonlyMap<string, Supervised>;
  /** One more process of a program, which is no replica of ours to kill. */
  readonly oneMore: (program: ProcessName, name: string, nodeWords: readonly string[]) => Supervised;
  readonly server: (server: ServerName, act: 'kill' | 'start' | 'pids') => Promise<readonly number[]>;
  /** Stops processes for a time, also where nobody is left to wake them. */
  readonly pause: (pids: readonly number[], forMs: number) => Promise<void>;
  stop(): Promise<void>;
}

export interface TrialOptions {
  readonly data: string;
  readonly views: 'mongodb' | 'sqlite';
  readonly scale: Readonly<Partial<Record<ProcessName, number>>>;
}

const Servers = z.object({ nats: z.string(), postgres: z.string(), views: z.string().optional() });
const Done = z.object({ id: z.int(), pids: z.array(z.int()).optional(), failed: z.string().optional() });
const tokenLastsS = 86_400;

export async function startTrial({ data, views, scale }: TrialOptions): Promise<TrialPlatform> {
  const folder = dataFolder(data);
  const logs = join(data, 'said');
  for (const each of [logs, join(data, 'uploads'), runFolderOf(data)]) mkdirSync(each, { recursive: true });
  const passwords = newPasswords();
  const held = holdServers(passwords, views, logs);
  const servers = Servers.parse(await held.first);
  const places: Places = {
    ...{
      nats: servers.nats,
      postgres: servers.postgres,
      views: servers.views,
      passwords,
      viewsWithoutUsers: true as const,
    },
    ...{ log: liveLog, data: folder.path, keys: folder.keyFolder, port: await freePort(), rate: '0' },
  };
  await migratePlatform({ ...ownerPlaces(places), log: places.log, kind: 'live' });
  await writeKeys(folder.keyFolder, tokenLastsS);
  const more: Supervised[] = [];
  const start = (program: ProcessName, name: string, nodeWords: readonly string[], port: string): Supervised =>
    supervised({
      ...{ name, logs, nodeWords },
      program: join(root, 'services', program, 'dist', 'main.js'),
      environment: { ...plainEnvironment(), ...settingsOf(program, places), PORT: port },
    });
  const processes = new Map(
    processNames.flatMap((program) =>
      Array.from({ length: scale[program] ?? 1 }, (_, index) => {
        const port = program === 'gateway' ? String(places.port) : '0';
        return [`${program}-${index + 1}`, start(program, `${program}-${index + 1}`, [], port)] as const;
      }),
    ),
  );
  await Promise.all(Array.from(processes.values(), (each) => each.ready()));
  return {
    ...{ url: `http://127.0.0.1:${places.port}`, data, places, processes },
    oneMore: (program, name, nodeWords) => {
      const one = start(program, name, nodeWords, '0');
      more.push(one);
      return one;
    },
    ...{ server: held.order, pause },
    stop: async () => {
      const all = [...processes.values(), ...more];
      await Promise.all(all.map((each) => each.stop()));
      await held.stop();
    },
  };
}

/** The servers in a process of their own, which ends with us even when we are killed. */
function holdServers(passwords: Passwords, views: TrialOptions['views'], logs: string) {
  const file = openSync(join(logs, 'servers.log'), 'a');
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'servers.ts')], {
    stdio: ['ignore', file, file, 'ipc'],
    detached: true,
    env: { ...plainEnvironment(), ...passwordsForServers(passwords), HOSO_SERVERS_VIEWS: views },
  });
  closeSync(file);
  const ended = once(child, 'exit');
  const waiting = new Map<number, (done: z.infer<typeof Done>) => void>();
  const first = new Promise<unknown>((resolve, reject) => {
    child.once('message', (message) => {
      child.on('message', (said) => {
        const done = Done.parse(said);
        waiting.get(done.id)?.(done);
      });
      resolve(message);
    });
    void ended.then(() => reject(new Error('the servers ended before they were ready')));
  });
  let last = 0;
  return {
    first,
    order: async (server: ServerName, act: 'kill' | 'start' | 'pids'): Promise<readonly number[]> => {
      const id = ++last;
      const { promise, resolve } = Promise.withResolvers<z.infer<typeof Done>>();
      waiting.set(id, resolve);
      child.send({ id, server, act });
      const { pids = [], failed } = await promise;
      waiting.delete(id);
      if (failed !== undefined) throw new Error(`${server}: ${failed}`);
      return pids;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** By a shell that wakes them also where we are gone by then. */
async function pause(pids: readonly number[], forMs: number): Promise<void> {
  const all = pids.join(' ');
  const words = `kill -STOP ${all}; sleep ${forMs / 1_000}; kill -CONT ${all}`;
  const shell = spawn('/bin/sh', ['-c', words], { stdio: 'ignore', detached: true });
  await once(shell, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
