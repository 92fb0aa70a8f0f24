import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../tree.ts';
import { type Ended, NotStarted, plainEnvironment, type StartOptions } from './platform-process.ts';

/** The platform with every service as a process of its own, as `npm run distributed` starts it. */
export interface DistributedPlatform {
  readonly url: string;
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** The process of that name: `processing-1`. */
  readonly pid: (name: string) => number;
  readonly said: () => string;
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

const program = join(root, 'scripts', 'distributed', 'main.ts');
const Told = z.object({ ready: z.string(), processes: z.array(z.tuple([z.string(), z.number()])) });

/** Views lie in SQLite: the server of views that every machine can have is slow. Rejects with `NotStarted`. */
export async function startDistributed({
  data,
  demo = false,
  args = [],
  settings = {},
}: Pick<StartOptions, 'data' | 'demo' | 'args' | 'settings'>): Promise<DistributedPlatform> {
  const words = ['--enable-source-maps', program, '--port', '0', '--data', data, '--rate', '0', '--views', 'sqlite'];
  const child = spawn(process.execPath, [...words, ...(demo ? [] : ['--live']), ...args], {
    ...{ cwd: root, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...plainEnvironment(), ...settings } },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.once('exit', (code, signal) => setImmediate(() => resolve({ code, signal })));
  });
  const told = await new Promise<z.infer<typeof Told>>((resolve, reject) => {
    child.once('message', (message) => resolve(Told.parse(message)));
    ended.then((how) => reject(new NotStarted(how, said)));
  });
  const pids = new Map(told.processes);
  return {
    ...{ url: told.ready, child, ended },
    said: () => said,
    pid: (name) => pids.get(name) ?? 0,
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
