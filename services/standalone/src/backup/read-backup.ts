import { createReadStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { BackupError } from './backup-error.ts';
import { type DataManifest, type KeysManifest, logFileOf, readManifest, uploadListOf } from './backup-manifest.ts';
import { isSame, KeptFile, lookAt } from './durable-file.ts';

export interface BackupToRead {
  /** The folder of the backup, and that of its keys. */
  readonly from: string;
  readonly keysFrom?: string | undefined;
  /** Restores without keys: nobody opens personal data then. */
  readonly withoutKeys: boolean;
}

/** The keys of a backup, in a folder of their own. */
export interface KeptKeys {
  readonly from: string;
  readonly files: KeysManifest['files'];
}

/** A backup about to be restored. */
export interface OpenBackup {
  readonly from: string;
  readonly manifest: DataManifest;
  readonly keys: KeptKeys | undefined;
  /** Of all its files. */
  readonly count: number;
}

/** Reads what a backup says of itself. Throws `BackupError` where folders do not hold what they should. */
export async function readBackup({ withoutKeys, ...options }: BackupToRead): Promise<OpenBackup> {
  const from = resolve(options.from);
  const manifest = await readManifest(from);
  if (manifest.holds !== 'data') throw new BackupError('NoDataInBackup', from);
  const keys = options.keysFrom === undefined ? undefined : await keysIn(resolve(options.keysFrom));
  if (keys && keys.manifest.backup !== manifest.backup) throw new BackupError('KeysOfAnotherBackup', keys.from);
  if (!keys && !withoutKeys) throw new BackupError('KeysNotGiven', from);
  const count = manifest.logs.length + manifest.uploads.count + (keys?.files.length ?? 0);
  return { from, manifest, keys, count };
}

/** The keys that lie in a folder. */
export async function keysIn(folder: string): Promise<KeptKeys & { readonly manifest: KeysManifest }> {
  const manifest = await readManifest(folder);
  if (manifest.holds !== 'keys') throw new BackupError('NoKeysInBackup', folder);
  return { from: folder, files: manifest.files, manifest };
}

/** Reads every file to its end. Throws `BackupError` for the first that is missing or was changed. */
export async function checkBackup(
  { from, manifest, keys, count }: OpenBackup,
  onProgress: (what: 'checked', done: number, of: number) => void,
): Promise<void> {
  await check(uploadListOf(from), manifest.uploads.list);
  let done = 0;
  const checked = async (path: string, kept: KeptFile): Promise<void> => {
    await check(path, kept);
    done += 1;
    onProgress('checked', done, count);
  };
  for (const log of manifest.logs) await checked(logFileOf(from, log), log);
  for (const kept of keys?.files ?? []) await checked(join(keys?.from ?? '', kept.name), kept);
  for await (const kept of uploadsOf(from)) await checked(join(from, 'uploads', kept.sha256), kept);
}

/** The uploads of a backup, one by one. */
export async function* uploadsOf(from: string): AsyncIterable<KeptFile> {
  for await (const line of createInterface({ input: createReadStream(uploadListOf(from)) })) {
    yield KeptFile.parse(JSON.parse(line));
  }
}

/** Throws `BackupError` unless the file is what the manifest says. */
export async function check(path: string, kept: KeptFile): Promise<void> {
  if (!isSame(kept, await lookAt(path))) throw new BackupError('FileDamaged', path);
}
