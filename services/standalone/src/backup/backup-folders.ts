import { existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { FolderError, reasonOf } from '../data-folder.ts';
import { BackupError } from './backup-error.ts';

/** Refuses a folder that holds anything. */
export function requireEmpty(path: string): void {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory() || readdirSync(path).length > 0) throw new BackupError('FolderNotEmpty', path);
}

/** Refuses folders of which one lies within another, also by way of links. */
export function requireApart(...folders: readonly (string | undefined)[]): void {
  const real = folders.flatMap((folder) => (folder === undefined ? [] : [realPathOf(folder)]));
  for (const [index, one] of real.entries()) {
    const other = real.find((path, at) => at !== index && isWithin(path, one));
    if (other !== undefined) throw new BackupError('FoldersOverlap', other);
  }
}

/** A folder for its owner only, with those above it. */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new FolderError(`${path} cannot be made: ${reasonOf(error)}`, { cause: error });
  }
}

/** Where it is, or will be. */
function realPathOf(path: string): string {
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  const parent = dirname(whole);
  return parent === whole ? whole : join(realPathOf(parent), relative(parent, whole));
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
