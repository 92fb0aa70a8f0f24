import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Step } from './readme.ts';

/** What a step said and how it ended; `npm start` counts as ended well once it is ready. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A reader's terminal: one shell that keeps its variables, and what `npm start` left running beside it. */
export interface ReaderSession {
  /** Runs a step. `strict`: the first command that fails ends it. */
  readonly run: (step: Step, strict: boolean) => Promise<Ended>;
  /** Everything that the running `npm start` has said so far. */
  readonly started: () => string;
  readonly close: () => Promise<void>;
}

const startMaxMs = 120_000;
const stepMaxMs = 120_000;
const stopMaxMs = 45_000;
const pollMs = 50;
/** What stands before a bar is a process's own line: it speaks of itself. */
const ready = /^[^|\n]*\bready\b.*http:\/\/\S+/m;

/**
 * Opens a session in `folder`, with a data folder of its own (`HOSO_DATA`) and a free port (`PORT`). `start`: what is
 * run where a step says `npm start`.
 */
export async function openReaderSession(folder: string, start = 'npm start'): Promise<ReaderSession> {
  const own = mkdtempSync(join(tmpdir(), 'hoso-reader-'));
  const env = await environment(join(own, 'data'));
  const shell = spawn('sh', [], { cwd: folder, env, stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  shell.stdout.on('data', (chunk) => {
    said += chunk;
  });
  let platform: Platform | undefined;
  let steps = 0;

  async function runShell(text: string, strict: boolean): Promise<Ended> {
    steps += 1;
    const file = join(own, `step-${steps}`);
    writeFileSync(file, strict ? `set -e\n${text}set +e\n` : text);
    if (ended(shell)) return { code: 1, stdout: '', stderr: 'the shell has ended: a command before failed' };
    shell.stdin.write(`. ${file} >${file}.out 2>${file}.err </dev/null; echo "step ${steps} ended with $?"\n`);
    const sign = new RegExp(`^step ${steps} ended with (\\d+)$`, 'm');
    await until(
      () => sign.test(said) || ended(shell),
      stepMaxMs,
      () => end(shell, 'SIGKILL'),
    );
    const code = Number(sign.exec(said)?.[1] ?? shell.exitCode ?? 1);
    return { code, stdout: readFileSync(`${file}.out`, 'utf8'), stderr: readFileSync(`${file}.err`, 'utf8') };
  }

  async function begin(line: string): Promise<Ended> {
    await platform?.stop();
    platform = startPlatform(line.replace('npm start', start), folder, env);
    const { child, output } = platform;
    await until(
      () => ready.test(output()) || ended(child),
      startMaxMs,
      () => end(child, 'SIGINT'),
    );
    return { code: ready.test(output()) ? 0 : (child.exitCode ?? 1), stdout: output(), stderr: '' };
  }

  return {
    run: (step, strict) => ('start' in step ? begin(step.start) : runShell(step.shell, strict)),
    started: () => platform?.output() ?? '',
    close: async () => {
      end(shell, 'SIGKILL');
      await platform?.stop();
      rmSync(own, { recursive: true, force: true });
    },
  };
}

interface Platform {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

function startPlatform(line: string, folder: string, env: NodeJS.ProcessEnv): Platform {
  const child = spawn('sh', ['-c', `exec ${line}`], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const stop = async () => {
    if (!ended(child)) end(child, 'SIGINT');
    await until(
      () => ended(child),
      stopMaxMs,
      () => end(child, 'SIGKILL'),
    );
  };
  return { child, output: () => output, stop };
}

/** A reader's environment: nothing of npm, of jest, or of the Node that runs the tests. */
async function environment(data: string): Promise<NodeJS.ProcessEnv> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_)|JEST_|NODE$|NODE_ENV$|NODE_OPTIONS$|INIT_CWD$|HOSO_|PORT$|CI$)/.test(name),
  );
  const env = Object.fromEntries(inherited);
  const path = (env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.endsWith(join('node_modules', '.bin')));
  return { ...env, PATH: path.join(delimiter), HOSO_DATA: data, PORT: String(await freePort()) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** All stay in the process group of the tests, so that whoever stops these stops a session too. */
function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!ended(child)) child.kill(signal);
}

/** Waits until `holds`; after `mostMs` it gives up by `giveUp`. */
async function until(holds: () => boolean, mostMs: number, giveUp: () => void): Promise<void> {
  const end = performance.now() + mostMs;
  while (!holds()) {
    if (performance.now() > end) return giveUp();
    await delay(pollMs);
  }
}
