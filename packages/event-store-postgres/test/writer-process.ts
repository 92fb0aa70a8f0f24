import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** A process that appends until it is killed, and all that it has said. */
export interface WriterProcess {
  readonly child: ChildProcess;
  readonly said: () => string;
}

export function startWriter(url: string, log: string): WriterProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'append-until-killed.ts'), url, log], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {},
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return { child, said: () => said };
}

/** Kills it; what it said until then. */
export async function killed({ child, said }: WriterProcess): Promise<string> {
  if (child.signalCode !== null) return said();
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;
  return said();
}
