import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LogName } from '@hoso/contracts';
import { copyLog, LogFileError } from '@hoso/event-store-sqlite';
import { instantOf } from '@hoso/event-sourcing';
import { copyKeys, KeysUnusable } from '@hoso/sealing';
import { type DataFolder, logEnding } from '../data-folder.ts';
import { BackupError } from './backup-error.ts';
import { makePrivateFolder, requireApart, requireEmpty } from './backup-folders.ts';
import {
  type About,
  type DataManifest,
  type KeptLog,
  keyFiles,
  logFileOf,
  type MadeBackup,
  uploadListOf,
  writeManifest,
} from './backup-manifest.ts';
import { copyDurably, lookAt, syncFolder, writeDurably } from './durable-file.ts';

export interface BackupOptions {
  readonly folder: DataFolder;
  /** A new or an empty folder. */
  readonly to: string;
  /** Another one for the keys; without it they are left out. */
  readonly keysTo?: string | undefined;
  /** The version of the platform. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** `of` is unknown while a folder is being gone through. */
  readonly onProgress: (what: string, done: number, of?: number) => void;
}

/**
 * Copies a data folder while a platform works on it: each store as it stands at one moment, first audit's own logs,
 * then the logs, then uploads, then keys. Throws `BackupError`; what it left then has no manifest.
 *
 * Decision: in this order. / Because events name uploads and keys that were durable before them, and findings name
 * events: whatever a store of the backup points at is in one that was copied later. / Instead of stopping the platform.
 */
export async function makeBackup(options: BackupOptions): Promise<MadeBackup> {
  const { folder, by, clock, onProgress } = options;
  const to = resolve(options.to);
  const keysTo = options.keysTo === undefined ? undefined : resolve(options.keysTo);
  requireApart(folder.path, to, keysTo);
  for (const path of [to, keysTo]) if (path !== undefined) requireEmpty(path);
  if (keysTo !== undefined) requireKeyFiles(folder.keyFolder);
  const about = { backup: randomUUID(), at: instantOf(clock()), by };
  for (const part of ['audit', 'logs', 'uploads']) makePrivateFolder(join(to, part));
  const logs = [
    ...(await keepLogs(folder, 'audit', to, onProgress)),
    ...(await keepLogs(folder, 'logs', to, onProgress)),
  ].reverse();
  const uploads = await keepUploads(folder.uploads, to, onProgress);
  if (keysTo !== undefined) await keepKeys(folder.keyFolder, keysTo, about);
  const manifest = {
    ...about,
    holds: 'data' as const,
    keys: keysTo === undefined ? ('left out' as const) : ('apart' as const),
    ...{ logs, uploads },
  };
  await writeManifest(to, manifest);
  return manifest;
}

async function keepLogs(
  folder: DataFolder,
  store: KeptLog['store'],
  to: string,
  onProgress: BackupOptions['onProgress'],
): Promise<readonly KeptLog[]> {
  const from = join(folder.path, store);
  const names = (existsSync(from) ? readdirSync(from) : [])
    .filter((file) => file.endsWith(logEnding))
    .map((file) => file.slice(0, -logEnding.length))
    .filter((name) => LogName.safeParse(name).success)
    .sort();
  const kept: KeptLog[] = [];
  for (const name of names) {
    const path = join(from, `${name}${logEnding}`);
    const copy = logFileOf(to, { store, name });
    const { log, head } = await copyLog(path, copy, (done, of) => onProgress(`${store}/${name}`, done, of)).catch(
      (error: unknown) => {
        throw error instanceof LogFileError ? new BackupError('LogUnreadable', path, { cause: error }) : error;
      },
    );
    const file = await lookAt(copy);
    if (!file) throw new BackupError('FileDamaged', copy);
    kept.push({ store, name, form: 'sqlite', ...log, head, ...file });
  }
  await syncFolder(join(to, store));
  return kept;
}

/** Goes through the folder file by file, so that millions take no memory. */
async function keepUploads(
  from: string,
  to: string,
  onProgress: BackupOptions['onProgress'],
): Promise<DataManifest['uploads']> {
  let count = 0;
  let bytes = 0;
  async function* copied(): AsyncIterable<string> {
    if (!existsSync(from)) return;
    for await (const { name } of await opendir(from)) {
      // What is on its way in has another name.
      if (!/^[0-9a-f]{64}$/.test(name)) continue;
      const file = await copyDurably(join(from, name), join(to, 'uploads', name));
      if (file.sha256 !== name) throw new BackupError('UploadDamaged', join(from, name));
      count += 1;
      bytes += file.bytes;
      onProgress('uploads', count);
      yield `${JSON.stringify(file)}\n`;
    }
  }
  const list = await writeDurably(uploadListOf(to), copied());
  await syncFolder(join(to, 'uploads'));
  onProgress('uploads', count, count);
  return { count, bytes, list };
}

/** Told at the beginning, not after hours of copying. */
function requireKeyFiles(from: string): void {
  const missing = keyFiles.map((name) => join(from, name)).find((path) => !existsSync(path));
  if (missing !== undefined) throw new BackupError('KeysMissing', missing);
}

async function keepKeys(from: string, to: string, about: About): Promise<void> {
  makePrivateFolder(to);
  const files = [];
  for (const name of keyFiles) {
    const [path, copy] = [join(from, name), join(to, name)];
    try {
      if (name === 'keys.sqlite') copyKeys(path, copy);
      else await copyDurably(path, copy);
    } catch (error) {
      throw error instanceof KeysUnusable ? new BackupError('KeysUnreadable', path, { cause: error }) : error;
    }
    const file = await lookAt(copy);
    if (!file) throw new BackupError('FileDamaged', copy);
    files.push({ name, ...file });
  }
  await writeManifest(to, { ...about, holds: 'keys', files });
}
