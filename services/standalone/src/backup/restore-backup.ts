import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { folderNamedFiles } from '@hoso/blobs';
import { BackupError } from './backup-error.ts';
import { makePrivateFolder, requireApart, requireEmpty } from './backup-folders.ts';
import { type DataManifest, logFileOf } from './backup-manifest.ts';
import { copyDurably, isSame, type KeptFile, syncFolder } from './durable-file.ts';
import { restoreWitnessed } from './kept-witnessed.ts';
import { type BackupToRead, checkBackup, type OpenBackup, readBackup, uploadsOf } from './read-backup.ts';

export interface RestoreOptions extends BackupToRead {
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
  const to = resolve(options.to);
  const backup = await readBackup(options);
  const { manifest, count } = backup;
  requireApart(backup.from, backup.keys?.from, to);
  requireEmpty(to);
  const movesTo = (folder: string) => movesOf(backup, folder);
  await checkBackup(backup, onProgress);

  makePrivateFolder(dirname(to));
  const draft = await mkdtemp(join(dirname(to), `.${basename(to)}.restoring-`));
  try {
    for (const part of parts) await mkdir(join(draft, part), { mode: 0o700 });
    let restored = 0;
    for await (const move of movesTo(draft)) {
      if (!isSame(move.kept, await copyDurably(move.from, move.to))) throw new BackupError('FileDamaged', move.from);
      onProgress('restored', ++restored, count);
    }
    await restoreWitnessed(backup, (log) => folderNamedFiles(join(draft, 'ledger', log)));
    for (const part of [...parts, '.']) await syncFolder(join(draft, part));
    await putInPlace(draft, to);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  return manifest;
}

const parts = ['keys', 'uploads', 'logs', 'audit'] as const;

async function* movesOf({ from, manifest, keys }: OpenBackup, to: string): AsyncIterable<Move> {
  for (const log of manifest.logs) yield { from: logFileOf(from, log), to: logFileOf(to, log), kept: log };
  for (const kept of keys?.files ?? []) {
    yield { from: join(keys?.from ?? '', kept.name), to: join(to, 'keys', kept.name), kept };
  }
  for await (const kept of uploadsOf(from)) {
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
