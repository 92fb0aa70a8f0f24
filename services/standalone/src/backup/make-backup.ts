import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { BlobDamaged } from '@hoso/blobs';
import { instantOf } from '@hoso/event-sourcing';
import { KeysUnusable } from '@hoso/sealing';
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
import type { BackupSource } from './backup-source.ts';
import { keepWitnessed } from './kept-witnessed.ts';
import { type KeptFile, lookAt, syncFolder, writeDurably } from './durable-file.ts';

export interface BackupOptions {
  readonly source: BackupSource;
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
 * Copies what a platform holds while it works: each store as it stands at one moment, first what witnesses saw of the
 * ledgers, then audit's own logs, then the logs, then uploads, then keys. Throws `BackupError`; what it left then has
 * no manifest.
 *
 * Decision: in this order. / Because events name uploads and keys that were durable before them, and findings name
 * events, as signatures do: whatever a store of the backup points at is in one that was copied later. / Instead of
 * stopping the platform.
 */
export async function makeBackup(options: BackupOptions): Promise<MadeBackup> {
  const { source, by, clock, onProgress } = options;
  const to = resolve(options.to);
  const keysTo = options.keysTo === undefined ? undefined : resolve(options.keysTo);
  requireApart(...source.folders, to, keysTo);
  for (const path of [to, keysTo]) if (path !== undefined) requireEmpty(path);
  if ((await source.logs('logs')).length === 0) throw new BackupError('NoLogs', source.folders[0] ?? '');
  if (keysTo !== undefined) source.requireKeys();
  const about = { backup: randomUUID(), at: instantOf(clock()), by };
  for (const part of ['audit', 'logs', 'uploads']) makePrivateFolder(join(to, part));
  const witnessed = await keepWitnessed(source);
  const logs = [
    ...(await keepLogs(source, 'audit', to, onProgress)),
    ...(await keepLogs(source, 'logs', to, onProgress)),
  ].reverse();
  const uploads = await keepUploads(source, to, onProgress);
  if (keysTo !== undefined) await keepKeys(source, keysTo, about, onProgress);
  const manifest = {
    ...about,
    holds: 'data' as const,
    keys: keysTo === undefined ? ('left out' as const) : ('apart' as const),
    ...{ logs, uploads },
    ...(witnessed.length === 0 ? {} : { witnessed }),
  };
  await writeManifest(to, manifest);
  return manifest;
}

async function keepLogs(
  source: BackupSource,
  store: KeptLog['store'],
  to: string,
  onProgress: BackupOptions['onProgress'],
): Promise<readonly KeptLog[]> {
  const kept: KeptLog[] = [];
  for (const { name, copy } of await source.logs(store)) {
    const path = logFileOf(to, { store, name });
    const { log, head } = await copy(path, (done, of) => onProgress(`${store}/${name}`, done, of));
    kept.push({ store, name, form: 'sqlite', ...log, head, ...(await written(path)) });
  }
  await syncFolder(join(to, store));
  return kept;
}

/** Goes through them one by one, so that millions take no memory. */
async function keepUploads(
  { uploads, uploadsAt }: BackupSource,
  to: string,
  onProgress: BackupOptions['onProgress'],
): Promise<DataManifest['uploads']> {
  let count = 0;
  let bytes = 0;
  async function* copied(): AsyncIterable<string> {
    for await (const sha256 of uploads.addresses()) {
      const content = await uploads.open(sha256);
      if (!content) throw new BackupError('UploadDamaged', `${uploadsAt}: ${sha256}`);
      const file = await writeDurably(join(to, 'uploads', sha256), content).catch((error: unknown) => {
        throw error instanceof BlobDamaged ? new BackupError('UploadDamaged', `${uploadsAt}: ${sha256}`) : error;
      });
      count += 1;
      bytes += file.bytes;
      onProgress('uploads', count);
      yield `${JSON.stringify(file)}\n`;
    }
  }
  try {
    const list = await writeDurably(uploadListOf(to), copied());
    await syncFolder(join(to, 'uploads'));
    onProgress('uploads', count, count);
    return { count, bytes, list };
  } finally {
    await uploads.close();
  }
}

async function keepKeys(
  source: BackupSource,
  to: string,
  about: About,
  onProgress: BackupOptions['onProgress'],
): Promise<void> {
  makePrivateFolder(to);
  const files = [];
  for (const name of keyFiles) {
    const copy = join(to, name);
    await source
      .copyKeys(name, copy, (done, of) => onProgress('keys', done, of))
      .catch((error: unknown) => {
        throw error instanceof KeysUnusable ? new BackupError('KeysUnreadable', name, { cause: error }) : error;
      });
    files.push({ name, ...(await written(copy)) });
  }
  await writeManifest(to, { ...about, holds: 'keys', files });
}

async function written(path: string): Promise<KeptFile> {
  const file = await lookAt(path);
  if (!file) throw new BackupError('FileDamaged', path);
  return file;
}
