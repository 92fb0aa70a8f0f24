import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../tree.ts';
import { plainEnvironment } from './platform-process.ts';

/** What a command of the command line said. */
export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `hoso` on a data folder, in English unless told otherwise. */
export type Hoso = (...words: readonly string[]) => Promise<Said>;

const program = join(root, 'services', 'standalone', 'bin', 'hoso.mjs');

export function hoso(data: string, environment: Readonly<Record<string, string>> = {}): Hoso {
  return (...words) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, ...words], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...plainEnvironment(), LANG: 'C', HOSO_DATA: data, ...environment },
      });
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', (chunk) => {
        stdout += chunk;
      });
      child.stderr.on('data', (chunk) => {
        stderr += chunk;
      });
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    });
}

/** The JSON that a command answered; throws with its words where it failed. */
export async function answered(said: Promise<Said>): Promise<unknown> {
  const { code, stdout, stderr } = await said;
  if (code !== 0) throw new Error(`ended with ${code}: ${stderr}${stdout}`);
  return JSON.parse(stdout);
}
