import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = process.cwd();

/** How a command of the trial checkout ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command of the trial checkout under way. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when either output holds the text; rejects when the command ends without it. */
  readonly says: (text: string) => Promise<void>;
}

/**
 * A folder that has the real scripts and jest, and in place of turbo, npx and the platform whatever a test puts there.
 */
export interface TrialCheckout {
  readonly folder: string;
  /** Writes a file; one that begins with `#!` can be executed. */
  readonly write: (path: string, text: string) => void;
  /** Runs scripts/run.mjs with these arguments. */
  readonly run: (args: readonly string[]) => Running;
  /** Runs a program of the checkout. */
  readonly runProgram: (path: string) => Running;
  readonly remove: () => void;
}

/** A fresh trial checkout that counts as installed and whose build succeeds. */
export function trialCheckout(): TrialCheckout {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-trial-'));
  const write = (path: string, text: string) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (text.startsWith('#!')) chmodSync(file, 0o755);
  };
  for (const name of ['scripts', 'jest.config.mjs', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', 'bench/run.mjs']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  write('package.json', JSON.stringify({ name: 'trial', type: 'module', packageManager: 'pnpm@0.0.0' }));
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
  for (const name of ['jest', '@swc', '@jest', '@hoso', '.bin/node']) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  write('node_modules/.bin/turbo', '#!/bin/sh\nexit 0\n');
  // The real npx must never be reached from here.
  write('system/npx', '#!/bin/sh\nexit 0\n');
  return {
    folder,
    write,
    run: (args) => run(folder, process.execPath, ['scripts/run.mjs', ...args]),
    runProgram: (path) => run(folder, join(folder, path), []),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run(folder: string, program: string, args: readonly string[]): Running {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, PATH: `${join(folder, 'system')}:${process.env['PATH']}` },
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  const heard = () => {
    for (const look of waiting) look();
  };
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    heard();
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
    heard();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!(stdout + stderr).includes(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      ended.then(() => reject(new Error(`ended without saying ${text}:\n${stdout}${stderr}`)));
    });
  return { child, ended, says };
}
