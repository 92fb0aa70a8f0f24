import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../tree.ts';

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The built platform as a process of its own. */
export interface PlatformProcess {
  readonly url: string;
  readonly pid: number;
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly said: () => string;
  /** Sends a signal and waits for the end. */
  readonly stop: (signal: NodeJS.Signals) => Promise<Ended>;
}

export interface StartOptions {
  /** The data folder. */
  readonly data: string;
  /** On a new folder: play the demo into it, instead of beginning a live log. */
  readonly demo?: boolean;
  readonly args?: readonly string[];
  /** Settings in its environment. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The largest file that the process may write, in bytes: a disk that is full, for anyone who is not root too. */
  readonly fileBytesMax?: number;
}

/** A platform that ended before it was ready. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';

  readonly ended: Ended;
  readonly said: string;

  constructor(ended: Ended, said: string) {
    super(`the platform ended with ${ended.code ?? ended.signal}: ${said}`);
    this.ended = ended;
    this.said = said;
  }
}

/** The program that `npm start` runs. */
export const mainProgram = join(root, 'services', 'standalone', 'dist', 'main.js');
const shellBlock = 512;

/** Starts the platform on a free port, without a rate limit; it ends with us. Rejects with `NotStarted`. */
export async function startPlatform(options: StartOptions): Promise<PlatformProcess> {
  const { data, demo = false, args = [], settings = {}, fileBytesMax } = options;
  if (!existsSync(mainProgram)) throw new Error(`${mainProgram} is missing: build first (npm test does)`);
  const log = demo || args.some((word) => ['--log', '--live'].includes(word)) ? [] : ['--live'];
  const words = ['--enable-source-maps', mainProgram, '--port', '0', '--data', data, '--rate', '0', ...log, ...args];
  const limited = `ulimit -S -f ${Math.ceil((fileBytesMax ?? 0) / shellBlock)} && exec "$0" "$@"`;
  const [program, given] =
    fileBytesMax === undefined ? [process.execPath, words] : ['/bin/sh', ['-c', limited, process.execPath, ...words]];
  const env = { ...plainEnvironment(), ...settings };
  const child = spawn(program, given, { cwd: root, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  // Not 'close': it never comes to who has disconnected from the child.
  const ended = new Promise<Ended>((resolve) => {
    child.once('exit', (code, signal) => setImmediate(() => resolve({ code, signal })));
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(addressIn(message)));
    ended.then((how) => reject(new NotStarted(how, stdout + stderr)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    child,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    said: () => stdout + stderr,
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** A fresh folder, and how to remove it. */
export function trialFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'hoso-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Our environment without what concerns the test process or another platform. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS, HOSO_DATA, HOSO_TOKEN, PORT, LANG, ...environment } = process.env;
  return environment;
}

function addressIn(message: unknown): string {
  if (typeof message === 'object' && message !== null && 'ready' in message) return String(message.ready);
  throw new Error(`not a ready message: ${JSON.stringify(message)}`);
}
