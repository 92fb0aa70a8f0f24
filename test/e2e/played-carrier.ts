import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { root } from '../tree.ts';
import { plainEnvironment } from './platform-process.ts';

/** `hoso postal simulate` at work. */
export interface PlayedCarrier {
  readonly ordersUrl: string;
  /** The statuses that its messages were answered with so far. */
  answers(): readonly number[];
  stop(): Promise<void>;
}

const program = join(root, 'services', 'standalone', 'bin', 'hoso.mjs');
const Line = z.looseObject({
  ready: z.boolean().optional(),
  answer: z.int().optional(),
  ordersUrl: z.string().optional(),
});

/** Plays a carrier against a platform that runs; resolves once it takes orders. */
export async function playCarrier(data: string, url: string, words: readonly string[]): Promise<PlayedCarrier> {
  const child = spawn(process.execPath, [program, 'postal', 'simulate', ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...plainEnvironment(), LANG: 'C', HOSO_DATA: data, HOSO_URL: url },
  });
  const answers: number[] = [];
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const ready = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = Line.parse(JSON.parse(text));
      if (line.ready) resolve(line.ordersUrl ?? '');
      if (line.answer !== undefined) answers.push(line.answer);
    });
    child.once('close', (code) => reject(new Error(`the carrier ended with ${code}: ${said}`)));
  });
  const ordersUrl = await ready;
  return {
    ordersUrl,
    answers: () => answers,
    stop: async () => {
      if (child.exitCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}
