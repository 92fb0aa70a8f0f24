import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** What a data folder holds, by name. */
export interface DataFolder {
  readonly path: string;
  readonly keys: string;
  readonly keyFolder: string;
  readonly uploads: string;
  /** The ledgers of logs, one folder each. */
  readonly ledgers: string;
  readonly logs: string;
  /** The file of a log. */
  readonly log: (name: string) => string;
  /** The views of one log. */
  readonly views: (log: string) => string;
  /** Audit's own log beside a log, and that log's views. */
  readonly audit: (log: string) => string;
  readonly auditViews: (log: string) => string;
}

/** What the file of a log ends with. */
export const logEnding = '.sqlite';

/** Something about a data folder that a person has to mend. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

/** The folder, made if it is not there. Personal data lies in it: nobody else may read it. */
export function dataFolder(path: string): DataFolder {
  const folder = resolve(path);
  try {
    for (const part of ['', 'keys', 'uploads', 'logs', 'views', 'audit']) makeFolder(join(folder, part));
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new FolderError(`the data folder ${folder} cannot be used: ${reasonOf(error)}`, { cause: error });
  }
  return folderAt(folder);
}

/**
 * A folder that is there already, for who only reads: a mistyped name must make nothing. One that is empty was made to
 * become one.
 */
export function existingFolder(path: string): DataFolder {
  const folder = folderAt(resolve(path));
  if (isFolder(folder.logs)) return folder;
  if (isFolder(folder.path) && readdirSync(folder.path).length === 0) return dataFolder(path);
  const remedy = 'npm start makes one, --data names another';
  throw new FolderError(`the data folder ${folder.path} cannot be used: there is none. ${remedy}`);
}

/**
 * Decision: one level after the other. / Because Node's own `recursive` turns for ever where the system takes no new
 * folder, as under `/proc`. / Instead of: one call that may never come back.
 */
function makeFolder(path: string): void {
  if (isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have been faster.
    if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function folderAt(folder: string): DataFolder {
  return {
    path: folder,
    keys: join(folder, 'keys', 'keys.sqlite'),
    keyFolder: join(folder, 'keys'),
    uploads: join(folder, 'uploads'),
    ledgers: join(folder, 'ledger'),
    logs: join(folder, 'logs'),
    log: (name) => join(folder, 'logs', `${name}${logEnding}`),
    views: (log) => join(folder, 'views', log),
    audit: (log) => join(folder, 'audit', `${log}${logEnding}`),
    auditViews: (log) => join(folder, 'audit', `${log}-views`),
  };
}

/**
 * One process a data folder: held by SQLite's own file lock, which ends with the process, also when it is killed.
 * Whoever gets it takes away what a killed process left to be found.
 */
export function lockFolder(folder: DataFolder): () => void {
  const lock = openLock(folder);
  try {
    lock.exec(`pragma busy_timeout = ${lookedAtMs}; begin exclusive`);
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw lockUnusable(folder, error);
    const at = findRunning(folder);
    throw new FolderError(`another process holds ${folder.path}${at ? ` (process ${at.pid}, ${at.url})` : ''}`, {
      cause: error,
    });
  }
  rmSync(runningOf(folder), { force: true });
  return () => lock.close();
}

const Running = z.strictObject({ pid: z.int(), url: z.url(), log: z.string() });
/** The platform that runs on a folder. */
export type Running = z.infer<typeof Running>;

/** Tells other processes where this one, which holds the lock, listens. */
export function announce(folder: DataFolder, running: Running): () => void {
  writeFileSync(runningOf(folder), JSON.stringify(running), { mode: 0o600 });
  return () => rmSync(runningOf(folder), { force: true });
}

/**
 * Where the platform of this folder listens. Decision: what counts is that the folder's lock is held. / Because a
 * killed process leaves its note behind, and its number may be another's by now. / Instead of asking whether a process
 * of that number lives.
 */
export function findRunning(folder: DataFolder): Running | undefined {
  if (!existsSync(runningOf(folder)) || !isHeld(folder)) return undefined;
  try {
    return Running.parse(JSON.parse(readFileSync(runningOf(folder), 'utf8')));
  } catch {
    // Half written: it is about to be ready.
    return undefined;
  }
}

/** An error's own words. */
export function reasonOf(error: unknown): string {
  return Error.isError(error) ? error.message : String(error);
}

/** How long somebody who only looks whether the lock is held may keep others from getting it. */
const lookedAtMs = 250;
const lockOf = ({ path }: DataFolder): string => join(path, 'lock');
const runningOf = ({ path }: DataFolder): string => join(path, 'running.json');

function openLock(folder: DataFolder): DatabaseSync {
  try {
    return new DatabaseSync(lockOf(folder));
  } catch (error) {
    throw lockUnusable(folder, error);
  }
}

function lockUnusable(folder: DataFolder, cause: unknown): FolderError {
  return new FolderError(`${lockOf(folder)} is not the lock of a data folder (${reasonOf(cause)}): remove it`, {
    cause,
  });
}

/** SQLITE_BUSY: somebody else holds it. */
function isBusy(error: unknown): boolean {
  return Error.isError(error) && 'errcode' in error && error.errcode === 5;
}

/** Nobody can read a file that somebody holds exclusively. */
function isHeld(folder: DataFolder): boolean {
  const lock = openLock(folder);
  try {
    lock.exec('pragma busy_timeout = 0; select count(*) from sqlite_master');
    return false;
  } catch (error) {
    if (!isBusy(error)) throw lockUnusable(folder, error);
    return true;
  } finally {
    lock.close();
  }
}
