// `npm run distributed`: every service as a process of its own on this machine, with servers of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { LogKind } from '@hoso/event-sourcing';
import { platformTokens, signInLink } from '@hoso/nest/platform-tokens';
import { demoLog, liveLog, migratePlatform, nodeFlags, writeKeys } from '@hoso/runtime';
import { announce, dataFolder, FolderError, lockFolder } from '@hoso/standalone/data-folder';
import { BackupError, restoreToServers, workedOnIn } from '@hoso/standalone/restore-to-servers';
import { demoCommands, liveCommands } from '@hoso/standalone/try-next';
import { z } from 'zod';
import { type Child, startChild } from './child.ts';
import {
  ownerPlaces,
  type Places,
  type ProcessName,
  processNames,
  runFolderOf,
  settingsOf,
  writeEnvironments,
} from './environments.ts';
import { newPasswords, passwordsForServers } from './passwords.ts';

const usage =
  'npm run distributed -- [--live] [--port <number>] [--data <folder>] [--scale <service>=<processes>]… ' +
  '[--views mongodb|sqlite] [--rate <requests a minute, 0: no limit>] ' +
  '[--from <folder of a backup> --keys-from <folder of its keys>]';
const processesMax = 16;
const Scale = z.string().transform((text, context) => {
  const [name, count] = text.split('=');
  const known = processNames.find((one) => one === name);
  const processes = Number(count);
  if (known && Number.isInteger(processes) && processes >= 1 && processes <= processesMax) {
    return [known, processes] as const;
  }
  const message = `<service>=<1 to ${processesMax}>, with a service of ${processNames.join(', ')}`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
const Options = z.object({
  port: z.coerce.number().int().min(0).max(65_535),
  data: z.string().min(1),
  scale: z.array(Scale).transform((pairs) => new Map<ProcessName, number>(pairs)),
  live: z.boolean(),
  views: z.enum(['mongodb', 'sqlite']),
  rate: z
    .string()
    .regex(/^\d{1,9}$/, 'a number')
    .optional(),
  from: z.string().optional(),
  'keys-from': z.string().optional(),
});
const Ready = z.object({ ready: z.string() });
const Servers = z.object({ nats: z.string(), postgres: z.string(), views: z.string().optional() });
const tokenLastsS = 30 * 86_400;
const root = resolve(import.meta.dirname, '..', '..');
const { port, data, scale, live: isLive, views, rate, from, 'keys-from': keysFrom } = readOptions();

const { log, kind, folder, unlock } = await prepared();
const runFolder = runFolderOf(folder.path);
const children: Child[] = [];
/** Of the demo, which is no child to be stopped by its name. */
const playing = new AbortController();
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal, 0));
process.on('disconnect', () => void stop('its parent is gone', 0));

try {
  await start();
} catch (error) {
  if (!stopping) console.error(`hoso: ${Error.isError(error) ? error.message : String(error)}`);
  await stop('it could not start', 1);
}

async function start(): Promise<void> {
  const began = performance.now();
  // What an earlier run left of servers that are gone.
  rmSync(runFolder, { recursive: true, force: true });
  mkdirSync(runFolder, { mode: 0o700 });
  console.log('starting NATS, PostgreSQL and a server of views; what this machine lacks of them is built once');
  const places = await startServers();
  const owner = ownerPlaces(places);
  if (from !== undefined) await restore(from, owner);
  else if (isLive) await migratePlatform({ ...owner, log, kind });
  await writeKeys(folder.keyFolder, tokenLastsS);
  if (from === undefined && !isLive) await playDemo(owner);
  if (stopping) return;
  const environments = writeEnvironments(places);
  const started = processNames.flatMap((name) =>
    Array.from({ length: scale.get(name) ?? 1 }, (_, index) => startProcess(name, index + 1, places)),
  );
  const answers = await Promise.all(
    started.map(async (child) => [child.name, Ready.parse(await child.ready).ready] as const),
  );
  if (stopping) return;
  const url = answers.find(([name]) => name.startsWith('gateway'))?.[1] ?? '';
  announce(folder, { pid: process.pid, url, log });
  const link = await platformTokens(folder.keyFolder).mintSecret({
    ...{ id: 'inspector-local', role: 'inspector', unit: 'inspectorate' },
  });
  const environmentFile = join(relative(process.cwd(), environments), 'processing.env');
  const flag = folder.path === resolve('.hoso') ? '' : ` --data ${data}`;
  console.log(`
${answers.map(([name, at]) => `  ${name.padEnd(18)} ${at}`).join('\n')}
ready on ${url} in ${Math.round(performance.now() - began)} ms: log ${log} (${kind}), ${answers.length} processes
Open the page, signed in as an inspector; this link works once, for ten minutes (hoso token --link makes another):
  ${signInLink(url, link)}
Try next, in another terminal:
${(kind === 'live' ? liveCommands : demoCommands).map((words) => `  npx hoso ${words}${flag}`).join('\n')}
One more process joins, at any time, and leaves when it is stopped:
  node_modules/.bin/node ${nodeFlags.join(' ')} --env-file=${environmentFile} services/processing/dist/main.js
The data of NATS and PostgreSQL is of this run: it goes when the run ends.`);
  process.send?.({ ready: url, processes: started.map((child) => [child.name, child.process.pid]) });
}

/** Which log, in which folder. What a person has to mend of either is told in a line. */
async function prepared() {
  try {
    const { name, kind } = await workedOn();
    const folder = dataFolder(data);
    return { log: name, kind, folder, unlock: lockFolder(folder) };
  } catch (error) {
    if (!(error instanceof FolderError || error instanceof BackupError)) throw error;
    console.error(`hoso: ${error.message}`);
    process.exit(3);
  }
}

async function workedOn(): Promise<{ readonly name: string; readonly kind: LogKind }> {
  if (from !== undefined) return await workedOnIn(from);
  return isLive ? { name: liveLog, kind: 'live' } : { name: demoLog, kind: 'simulated' };
}

/** Begins where the log of a backup stood, of whichever way to run. */
async function restore(backup: string, owner: ReturnType<typeof ownerPlaces>): Promise<void> {
  const { eventStoreUrl, keysUrl: url, masterKeyFile } = owner;
  const keys = { url, masterKeyFile, tokenKeyFile: join(folder.keyFolder, 'token.key') };
  const blobsUrl = `file:${folder.uploads}`;
  const places = { eventStoreUrl, log, blobsUrl, imports: join(runFolder, 'imports'), keys };
  const { logs } = await restoreToServers({
    ...{ from: backup, keysFrom, withoutKeys: false, places, onProgress: () => undefined },
  });
  console.log(`restored ${logs.map(({ store, name, head }) => `${store}/${name} up to event ${head}`).join(', ')}`);
}

async function startServers(): Promise<Places> {
  const passwords = newPasswords();
  const child = startChild({
    name: 'servers',
    program: join(import.meta.dirname, 'servers.ts'),
    environment: { ...process.env, ...passwordsForServers(passwords), HOSO_SERVERS_VIEWS: views },
    onEnd: (how) => void stop(`the servers are gone: ${how}`, 1),
  });
  children.push(child);
  const servers = Servers.parse(await child.ready);
  return {
    ...{ ...servers, views: servers.views, passwords, log, port, rate },
    ...{ data: folder.path, keys: folder.keyFolder },
  };
}

function startProcess(program: ProcessName, number: number, places: Places): Child {
  const name = `${program}-${number}`;
  // Each process has a name of its own, and metrics at a port of its own.
  const { NODE_OPTIONS, PORT, HOSO_DATA, OTEL_SERVICE_NAME, ...environment } = process.env;
  const metrics = { OTEL_EXPORTER_PROMETHEUS_PORT: '0' };
  const settings = settingsOf(program, places);
  const child = startChild({
    name,
    program: join(root, 'services', program, 'dist', 'main.js'),
    environment: { ...environment, ...metrics, ...settings, ...(number > 1 ? { PORT: '0' } : {}) },
    onEnd: (how) => {
      console.error(`${name} has ended with ${how}, and is not started again: the others go on without it`);
    },
  });
  children.push(child);
  return child;
}

/** The edge first, the servers last: what is in hand comes to its end. */
async function stop(why: string, code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  console.log(`stopping (${why})`);
  playing.abort();
  const [servers, ...others] = children;
  const isEdge = (child: Child): boolean => child.name.startsWith('gateway');
  await Promise.all(others.filter(isEdge).map((child) => child.stop()));
  await Promise.all(others.filter((child) => !isEdge(child)).map((child) => child.stop()));
  await servers?.stop();
  rmSync(join(folder.path, 'running.json'), { force: true });
  unlock();
  console.log('stopped');
  process.exit(code);
}

function readOptions() {
  const { PORT = '8080', HOSO_DATA = './.hoso' } = process.env;
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: PORT },
        data: { type: 'string', default: HOSO_DATA },
        scale: { type: 'string', multiple: true, default: [] },
        live: { type: 'boolean', default: false },
        views: { type: 'string', default: 'mongodb' },
        rate: { type: 'string' },
        from: { type: 'string' },
        'keys-from': { type: 'string' },
      },
    });
    return Options.parse(values);
  } catch (error) {
    const said =
      error instanceof z.ZodError
        ? error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`).join('; ')
        : String(Error.isError(error) ? error.message : error);
    console.error(`hoso: ${said}\n${usage}`);
    process.exit(2);
  }
}

/** In a process of its own, as anybody would: it takes all services for as long as it lasts. */
async function playDemo(owner: ReturnType<typeof ownerPlaces>): Promise<void> {
  const { eventStoreUrl, keysUrl, masterKeyFile } = owner;
  const settings = { EVENT_STORE_URL: eventStoreUrl, KEYS_URL: keysUrl, MASTER_KEY_FILE: masterKeyFile };
  const words = [join(root, 'services', 'standalone', 'bin', 'hoso.mjs'), 'ops', 'demo', '--data', folder.path];
  const child = spawn(process.execPath, words, {
    ...{ stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...settings }, signal: playing.signal },
  });
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the demo could not be played: it ended with ${signal ?? `exit code ${code}`}`);
}
