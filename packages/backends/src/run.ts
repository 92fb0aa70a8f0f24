import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Kind } from './kinds.ts';

/** What a keeper says of its server: where it is, or why there is none. */
export type Said = { readonly url: string } | { readonly missing: string };

const folderName = 'HOSO_TEST_RUN';
const pollMs = 50;
/** Building the slowest server from nothing, twice over. */
const answerTimeoutMs = 1_800_000;
const stopTimeoutMs = 20_000;

/**
 * Begins a run of tests or benches: the processes that this one starts share their servers. Without it a process that
 * asks for a server begins a run of its own.
 */
export function beginRun(): void {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-run-'));
  writeFileSync(join(folder, 'owner'), String(process.pid));
  process.env[folderName] = folder;
}

/** Stops every server of the run. A run that is killed is ended by its keepers, who watch its process. */
export async function endRun(): Promise<void> {
  const folder = process.env[folderName];
  if (folder === undefined) return;
  const keepers = readdirSync(folder).flatMap((kind) => keeperOf(join(folder, kind)) ?? []);
  for (const pid of keepers) signal(pid, 'SIGTERM');
  const until = performance.now() + stopTimeoutMs;
  while (keepers.some(isAlive) && performance.now() < until) await delay(pollMs);
  rmSync(folder, { recursive: true, force: true });
  delete process.env[folderName];
}

/** The run's one server of a kind. The first who asks starts its keeper; the others wait for what the keeper says. */
export async function sharedServer(kind: Kind): Promise<Said> {
  if (process.env[folderName] === undefined) beginRun();
  const run = process.env[folderName] ?? '';
  const folder = join(run, kind);
  if (claim(folder)) startKeeper(run, kind, folder);
  const until = performance.now() + answerTimeoutMs;
  while (performance.now() < until) {
    const said = saidIn(folder);
    if (said) return said;
    const pid = keeperOf(folder);
    if (pid !== undefined && !isAlive(pid) && !saidIn(folder)) return { missing: `${kind}: ${lastWords(folder)}` };
    await delay(pollMs);
  }
  return { missing: `${kind}: nothing came of it in ${answerTimeoutMs / 60_000} minutes` };
}

/** The next number of this kind in the run, from 0: what isolates those who share a server from each other. */
export function nextNumber(kind: Kind): number {
  for (let number = 0; ; number += 1) {
    if (claim(join(process.env[folderName] ?? '', kind, `taken-${number}`))) return number;
  }
}

/** For the keeper: says what came of it, at once and whole. */
export function say(folder: string, said: Said): void {
  writeFileSync(join(folder, 'said.part'), JSON.stringify(said));
  renameSync(join(folder, 'said.part'), join(folder, 'said.json'));
}

/** For the keeper: the process that the run belongs to. */
export function ownerOf(run: string): number {
  return Number(readFileSync(join(run, 'owner'), 'utf8'));
}

export function isAlive(pid: number): boolean {
  return signal(pid, 0);
}

/** Making a folder succeeds for one only. */
function claim(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (Error.isError(error) && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function startKeeper(run: string, kind: Kind, folder: string): void {
  const log = openSync(join(folder, 'log'), 'a');
  const main = join(import.meta.dirname, `keeper${extname(import.meta.filename)}`);
  const keeper = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, run, kind], {
    detached: true,
    cwd: dirname(dirname(main)),
    stdio: ['ignore', log, log],
  });
  writeFileSync(join(folder, 'pid'), String(keeper.pid));
  keeper.unref();
}

function saidIn(folder: string): Said | undefined {
  const file = join(folder, 'said.json');
  if (!existsSync(file)) return undefined;
  const said: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof said !== 'object' || said === null) return undefined;
  if ('url' in said && typeof said.url === 'string') return { url: said.url };
  return { missing: 'missing' in said ? String(said.missing) : '' };
}

function keeperOf(folder: string): number | undefined {
  const file = join(folder, 'pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return pid > 0 ? pid : undefined;
}

function lastWords(folder: string): string {
  return readFileSync(join(folder, 'log'), 'utf8').trim().split('\n').slice(-3).join(' ');
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}
