import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, Socket } from 'node:net';

export interface ChildOptions {
  readonly file: string;
  readonly args: readonly string[];
  /** What it says once it can serve; it is looked for in standard output and standard error. */
  readonly readyWhen: RegExp;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly ids?: { readonly uid: number; readonly gid: number } | undefined;
  readonly stopWith: NodeJS.Signals;
  /** What is removed with it where this process ends without having stopped it. */
  readonly folder?: string | undefined;
}

/** A server as a child of this process. */
export interface ChildServer {
  readonly child: ChildProcess;
  /** Stops it in its own way, or by force where that takes too long. */
  stop(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

const readyTimeoutMs = 30_000;
const stopTimeoutMs = 10_000;
const tailMax = 4_000;

/**
 * Resolves once the server says that it is ready. Rejects with its last words where it ends or says nothing in time.
 */
export async function startChild(options: ChildOptions): Promise<ChildServer> {
  const { file, args, readyWhen, cwd, env = process.env, ids, stopWith, folder = '' } = options;
  const child = spawn(file, [...args], { ...ids, cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const unguard = guard(child, stopWith, folder);
  child.once('exit', unguard);
  let said = '';
  let settle: ((error?: Error) => void) | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve());
  });
  const timer = setTimeout(() => settle?.(new Error(`${file} said nothing of being ready: ${said}`)), readyTimeoutMs);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-tailMax);
      if (readyWhen.test(said)) settle?.();
    });
  }
  child.once('error', (error) => settle?.(error));
  child.once('exit', (code, signal) => settle?.(new Error(`${file} ended (${signal ?? code}): ${said}`)));
  const server: ChildServer = {
    child,
    stop: () => end(child, stopWith),
    kill: () => end(child, 'SIGKILL'),
  };
  try {
    await ready;
    return server;
  } catch (error) {
    await server.kill();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A shell that outlives this process, however it ends: it then stops the server, by force where that takes too long,
 * and removes its folder. It waits for the end of a pipe that nobody else holds. Answers what sends it away.
 */
function guard({ pid }: ChildProcess, stopWith: NodeJS.Signals, folder: string): () => void {
  if (pid === undefined || process.platform === 'win32') return () => {};
  const words = `cat
    kill -s "$2" "$1"
    for _ in $(seq ${stopTimeoutMs / 100}); do kill -0 "$1" || break; sleep 0.1; done
    kill -s KILL "$1"
    sleep 0.1
    test -z "$3" || rm -rf "$3"`;
  const args = ['-c', words, 'guard', String(pid), stopWith.replace(/^SIG/, ''), folder];
  const watcher = spawn('/bin/sh', args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  for (const part of [watcher, watcher.stdin]) part.on('error', () => {});
  // Neither keeps this process from ending.
  watcher.unref();
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
  return () => {
    if (watcher.pid !== undefined && watcher.exitCode === null) process.kill(-watcher.pid, 'SIGKILL');
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await gone;
  clearTimeout(force);
}

/** A port that is free now on 127.0.0.1. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
