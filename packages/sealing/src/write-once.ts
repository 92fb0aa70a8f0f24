import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';

/** A secret file, readable for its owner only, whole or not at all. One that exists, or appears meanwhile, stays. */
export function writeOnce(path: string, text: string): void {
  const draft = draftOf(path);
  writeFileSync(draft, text, { flag: 'wx', mode: 0o600, flush: true });
  publish(draft, path);
}

/** Where a file is written before it gets its name: a place of each thread's own, since workers open keys at once. */
export function draftOf(path: string): string {
  const draft = `${path}.${process.pid}-${threadId}.new`;
  rmSync(draft, { force: true });
  return draft;
}

/** Gives a finished draft its name, unless somebody has it already, durably. */
export function publish(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isTaken(error)) throw error;
  } finally {
    rmSync(draft);
  }
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function isTaken(error: unknown): boolean {
  return Error.isError(error) && 'code' in error && error.code === 'EEXIST';
}
