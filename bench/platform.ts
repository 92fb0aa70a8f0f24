import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The built platform as a process of its own, on a free port, without a rate limit. */
export interface BenchedPlatform {
  readonly url: string;
  readonly pid: number;
  /** From spawning the process to its ready message. */
  readonly readyMs: number;
  readonly stop: () => Promise<void>;
}

const main = join(root, 'services', 'standalone', 'dist', 'main.js');

/** Starts the platform as `npm start -- --live` does, or as `npm start` does. */
export async function startPlatform(
  data: string,
  log: '--live' | 'default' = '--live',
  environment: NodeJS.ProcessEnv = {},
): Promise<BenchedPlatform> {
  const began = performance.now();
  const chosen = log === 'default' ? [] : [log];
  const words = ['--enable-source-maps', main, '--port', '0', '--data', data, '--rate', '0', ...chosen];
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [message] = await Promise.race([once(child, 'message'), endedEarly(child)]);
  const readyMs = performance.now() - began;
  return {
    url: String(message.ready),
    pid: child.pid ?? 0,
    readyMs,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Runs `work` with a folder that is gone afterwards. */
export async function inFolder<Answer>(work: (folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

async function endedEarly(child: ChildProcess): Promise<never> {
  const [code, signal] = await once(child, 'exit');
  throw new Error(`the platform ended with ${code ?? signal} before it was ready`);
}
