import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nodeFlags } from '@hoso/runtime';
import { z } from 'zod';

export interface SupervisedOptions {
  readonly name: string;
  readonly program: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Words for Node before the program's name. */
  readonly nodeWords?: readonly string[];
  /** What it says goes into a file there. */
  readonly logs: string;
}

/** A process that is started again whenever it has ended, as an orchestrator would. */
export interface Supervised {
  readonly name: string;
  readonly pid: () => number;
  /** Where it answers its health; rejects where it is stopped before. */
  readonly ready: () => Promise<string>;
  /** SIGKILL. */
  kill(): void;
  /** How it has ended without being killed, each time. */
  readonly endings: readonly string[];
  stop(): Promise<void>;
}

const Ready = z.object({ ready: z.string() });
const againAfterMs = 300;
const stopMs = 30_000;

export function supervised({ name, program, environment, nodeWords = [], logs }: SupervisedOptions): Supervised {
  const endings: string[] = [];
  let child: ChildProcess;
  let ready: Promise<string>;
  let stopping = false;
  let killed = false;
  let gone: Promise<void> = Promise.resolve();

  const start = (): void => {
    killed = false;
    const file = openSync(join(logs, `${name}.log`), 'a');
    child = spawn(process.execPath, [...nodeFlags, ...nodeWords, program], {
      stdio: ['ignore', file, file, 'ipc'],
      env: environment,
      detached: true,
    });
    closeSync(file);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    promise.catch(() => undefined);
    ready = promise;
    child.once('message', (message) => resolve(Ready.parse(message).ready));
    gone = new Promise((ended) => {
      child.once('exit', (code, signal) => {
        reject(new Error(`${name} has ended with ${signal ?? code}`));
        ended();
        if (stopping) return;
        if (!killed) endings.push(`${name}: ${signal ?? `exit code ${code}`}`);
        setTimeout(() => stopping || start(), againAfterMs);
      });
    });
  };
  start();
  return {
    ...{ name, endings },
    pid: () => child.pid ?? 0,
    ready: async () => {
      for (;;) {
        try {
          return await ready;
        } catch (error) {
          if (stopping) throw error;
          await delay(againAfterMs);
        }
      }
    },
    kill: () => {
      killed = true;
      child.kill('SIGKILL');
    },
    stop: async () => {
      stopping = true;
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
      if (child.exitCode === null && child.signalCode === null) await gone;
      clearTimeout(timer);
    },
  };
}
