import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { BackupError } from './backup-error.ts';
import { makePrivateFolder, requireApart, requireEmpty } from './backup-folders.ts';
import { type DataManifest, type KeysManifest, logFileOf, readManifest, uploadListOf } from './backup-manifest.ts';
import { copyDurably, isSame, KeptFile, lookAt, syncFolder } from './durable-file.ts';

export interface RestoreOptions {
  /** The folder of the backup, and that of its keys. */
  readonly from: string;
  readonly keysFrom?: string | undefined;
  /** Restores without keys: nobody opens personal data then. */
  readonly withoutKeys: boolean;
  /** The data folder, new or empty. */
  readonly to: string;
  readonly onProgress: (what: 'checked' | 'restored', done: number, of: number) => void;
}

/** One file on its way from a backup into a data folder. */
interface Move {
  readonly from: string;
  readonly to: string;
  readonly kept: KeptFile;
}

/**
 * Makes a data folder of a backup: checks every file, copies all beside the place, and puts them there as one. Throws
 * `BackupError`, with the place as it was.
 */
export async function restoreBackup(options: RestoreOptions): Promise<DataManifest> {
  const { onProgress } = options;
  const [from, to] = [resolve(options.from), resolve(options.to)];
  const keysFrom = options.keysFrom === undefined ? undefined : resolve(options.keysFrom);
  const manifest = await readManifest(from);
  if (manifest.holds !== 'data') throw new BackupError('NoDataInBackup', from);
  const keys = keysFrom === undefined ? undefined : await keysOf(keysFrom, manifest);
  if (!keys && !options.withoutKeys) throw new BackupError('KeysNotGiven', from);
  requireApart(from, keysFrom, to);
  requireEmpty(to);

  const count = manifest.logs.length + manifest.uploads.count + (keys?.files.length ?? 0);
  const movesTo = (folder: string) => movesOf({ from, manifest, keys }, folder);
  if (!isSame(manifest.uploads.list, await lookAt(uploadListOf(from)))) {
    throw new BackupError('FileDamaged', uploadListOf(from));
  }
  let checked = 0;
  for await (const move of movesTo(to)) {
    if (!isSame(move.kept, await lookAt(move.from))) throw new BackupError('FileDamaged', move.from);
    onProgress('checked', ++checked, count);
  }

  makePrivateFolder(dirname(to));
  const draft = await mkdtemp(join(dirname(to), `.${basename(to)}.restoring-`));
  try {
    for (const part of parts) await mkdir(join(draft, part), { mode: 0o700 });
    let restored = 0;
    for await (const move of movesTo(draft)) {
      if (!isSame(move.kept, await copyDurably(move.from, move.to))) throw new BackupError('FileDamaged', move.from);
      onProgress('restored', ++restored, count);
    }
    for (const part of [...parts, '.']) await syncFolder(join(draft, part));
    await putInPlace(draft, to);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  return manifest;
}

const parts = ['keys', 'uploads', 'logs', 'audit'] as const;

async function keysOf(folder: string, { backup }: DataManifest): Promise<Sources['keys']> {
  const keys = await readManifest(folder);
  if (keys.holds !== 'keys') throw new BackupError('NoKeysInBackup', folder);
  if (keys.backup !== backup) throw new BackupError('KeysOfAnotherBackup', folder);
  return { from: folder, files: keys.files };
}

interface Sources {
  readonly from: string;
  readonly manifest: DataManifest;
  readonly keys: { readonly from: string; readonly files: KeysManifest['files'] } | undefined;
}

async function* movesOf({ from, manifest, keys }: Sources, to: string): AsyncIterable<Move> {
  for (const log of manifest.logs) yield { from: logFileOf(from, log), to: logFileOf(to, log), kept: log };
  if (keys) {
    for (const kept of keys.files) yield { from: join(keys.from, kept.name), to: join(to, 'keys', kept.name), kept };
  }
  for await (const line of createInterface({ input: createReadStream(uploadListOf(from)) })) {
    const kept = KeptFile.parse(JSON.parse(line));
    yield { from: join(from, 'uploads', kept.sha256), to: join(to, 'uploads', kept.sha256), kept };
  }
}

/** A folder takes the place of an empty one in one step. */
async function putInPlace(draft: string, to: string): Promise<void> {
  try {
    await rename(draft, to);
  } catch (error) {
    const code = Error.isError(error) && 'code' in error ? error.code : undefined;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') throw new BackupError('FolderNotEmpty', to, { cause: error });
    if (code === 'EBUSY' || code === 'EXDEV') throw new BackupError('CannotBeReplaced', to, { cause: error });
    throw error;
  }
  await syncFolder(dirname(to));
}
