import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './tree.ts';

/** What a program of node_modules/.bin says, and whether it was content. */
export interface Said {
  readonly content: boolean;
  readonly said: string;
}

const saidMax = 256 * 1024 * 1024;

/** Runs a program of node_modules/.bin in a folder, by default the root. */
export function run(program: string, args: readonly string[], cwd = root): Said {
  const file = join(root, 'node_modules', '.bin', program);
  const { status, stdout, stderr, error } = spawnSync(file, args, { cwd, encoding: 'utf8', maxBuffer: saidMax });
  if (error) throw error;
  return { content: status === 0, said: status === 0 ? stdout : stdout + stderr };
}
