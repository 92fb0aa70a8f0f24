import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { blobStoreFrom, namedFilesFrom } from '@hoso/blobs';
import { openWholeLog } from '@hoso/event-store-sqlite';
import type { LogKind } from '@hoso/event-sourcing';
import { BackupError } from './backup-error.ts';
import { makePrivateFolder, requireApart } from './backup-folders.ts';
import { type KeptLog, logFileOf, type DataManifest, readManifest } from './backup-manifest.ts';
import { copyDurably, syncFolder } from './durable-file.ts';
import { restoreWitnessed } from './kept-witnessed.ts';
import { type BackupToRead, check, checkBackup, type KeptKeys, keysIn, readBackup, uploadsOf } from './read-backup.ts';
import { foldersOf, type KeyPlaces, ledgerUnder, type ServerPlaces } from './server-places.ts';

export { BackupError };

export interface RestoreToServersOptions extends BackupToRead {
  /** On PostgreSQL as who may create schemas and roles. */
  readonly places: ServerPlaces;
  readonly onProgress: (what: string, done: number, of?: number) => void;
}

/** What was restored, and which logs of the backup were not: a platform on servers works on one. */
export type RestoredToServers = DataManifest & { readonly left: readonly string[] };

/**
 * Puts a backup on servers: checks every file, then restores files, keys, and last of all the logs, with which the
 * platform can start. What fails may be done again: files and keys that are there as they should be stay. Throws
 * `BackupError`, and what servers say.
 */
export async function restoreToServers(options: RestoreToServersOptions): Promise<RestoredToServers> {
  const { places, onProgress } = options;
  const backup = await readBackup(options);
  const { from, manifest, keys } = backup;
  requireApart(from, keys?.from, ...foldersOf(places));
  const { log } = places;
  const worked = manifest.logs.filter(({ name }) => name === log);
  const kind = worked.find(({ store }) => store === 'logs')?.kind;
  if (kind === undefined) throw new BackupError('LogNotInBackup', log);
  await requireNoLog(places);
  await checkBackup(backup, onProgress);

  await restoreWitnessed(backup, (of) => namedFilesFrom(places.blobsUrl, ledgerUnder(of)), [log]);
  await restoreUploads(from, manifest, places.blobsUrl, onProgress);
  if (keys && places.keys) await restoreKeys(keys, places.keys, kind, onProgress);
  const imported = places.imports === undefined ? [] : importedOf(manifest);
  for (const kept of imported) await restoreImported(from, kept, places.imports ?? '');
  await restoreWorkedOn(from, worked, places, onProgress);
  if (keys && places.keys) await finish(places, places.keys, kind);
  const restored = new Set<KeptLog>([...worked, ...imported]);
  return { ...manifest, left: manifest.logs.filter((kept) => !restored.has(kept)).map(logNameOf) };
}

/** The log of a backup that a platform worked on: `main` where it is, otherwise `demo`. Throws `BackupError`. */
export async function workedOnIn(from: string): Promise<Pick<KeptLog, 'name' | 'kind'>> {
  const manifest = await readManifest(from);
  if (manifest.holds !== 'data') throw new BackupError('NoDataInBackup', from);
  const { demoLog, liveLog } = await import('@hoso/runtime');
  const kept = (log: string) => manifest.logs.find(({ store, name }) => store === 'logs' && name === log);
  const log = kept(liveLog) ?? kept(demoLog);
  if (!log) throw new BackupError('LogNotInBackup', liveLog);
  return log;
}

/** Puts keys alone back, where the rest is or will be. */
export async function restoreKeysToServers(
  folder: string,
  places: KeyPlaces,
  kind: LogKind,
  onProgress: RestoreToServersOptions['onProgress'],
): Promise<void> {
  const keys = await keysIn(folder);
  for (const kept of keys.files) await check(join(folder, kept.name), kept);
  await restoreKeys(keys, places, kind, onProgress);
}

const logNameOf = ({ store, name }: KeptLog): string => `${store}/${name}`;

/** Told before hours of copying; the restore itself sees to it again. */
async function requireNoLog({ eventStoreUrl: url, log }: ServerPlaces): Promise<void> {
  const { auditLogOf } = await import('@hoso/runtime');
  const { openWholeLog: openThere } = await import('@hoso/runtime/adapters');
  for (const name of [log, auditLogOf(log)]) {
    try {
      await (await openThere({ url, log: name })).close();
    } catch (error) {
      if (isNoWholeLog(error)) continue;
      throw error;
    }
    throw new BackupError('LogThere', `EVENT_STORE_URL: ${name}`);
  }
}

/** Every store says it by these codes; a log whose restore broke off is gone on with. */
function isNoWholeLog(error: unknown): boolean {
  return Error.isError(error) && 'code' in error && (error.code === 'NoLog' || error.code === 'NotWhole');
}

async function restoreUploads(
  from: string,
  { uploads }: DataManifest,
  blobsUrl: string,
  onProgress: RestoreToServersOptions['onProgress'],
): Promise<void> {
  const blobs = blobStoreFrom(blobsUrl);
  try {
    let done = 0;
    for await (const { sha256, bytes } of uploadsOf(from)) {
      const path = join(from, 'uploads', sha256);
      const stored = await blobs.store(createReadStream(path), bytes);
      if (stored.sha256 !== sha256) throw new BackupError('FileDamaged', path);
      done += 1;
      onProgress('uploads', done, uploads.count);
    }
  } finally {
    await blobs.close();
  }
}

async function restoreKeys(
  keys: KeptKeys,
  places: KeyPlaces,
  kind: LogKind,
  onProgress: RestoreToServersOptions['onProgress'],
): Promise<void> {
  await putKey(join(keys.from, 'master.key'), places.masterKeyFile);
  await putKey(join(keys.from, 'token.key'), places.tokenKeyFile);
  const { restoreKeysToPostgres } = await import('@hoso/sealing/postgres');
  const to = { url: places.url, masterKeyPath: places.masterKeyFile, kind };
  await restoreKeysToPostgres(to, join(keys.from, 'keys.sqlite'), (done, of) => onProgress('keys', done, of));
}

/** A key's file is never overwritten; one that is there already is this one, or none that may be replaced. */
async function putKey(from: string, to: string): Promise<void> {
  if (existsSync(to)) {
    if (!(await readFile(to)).equals(await readFile(from))) throw new BackupError('KeyThere', to);
    return;
  }
  makePrivateFolder(dirname(to));
  await copyDurably(from, to);
  await syncFolder(dirname(to));
}

/** Imported logs, and audit's own beside them: audit has them in files. */
function importedOf({ logs }: DataManifest): readonly KeptLog[] {
  const imported = new Set(
    logs.flatMap(({ store, kind, name }) => (store === 'logs' && kind === 'imported' ? [name] : [])),
  );
  return logs.filter(({ name }) => imported.has(name));
}

async function restoreImported(from: string, kept: KeptLog, imports: string): Promise<void> {
  const to = logFileOf(imports, kept);
  if (existsSync(to)) {
    await check(to, kept).catch(() => {
      throw new BackupError('LogThere', to);
    });
    return;
  }
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyDurably(logFileOf(from, kept), to);
  await syncFolder(dirname(to));
}

async function restoreWorkedOn(
  from: string,
  logs: readonly KeptLog[],
  { eventStoreUrl: url, log }: ServerPlaces,
  onProgress: RestoreToServersOptions['onProgress'],
): Promise<void> {
  const { auditLogOf } = await import('@hoso/runtime');
  const { restoreLogs } = await import('@hoso/runtime/adapters');
  const opened = logs.map((kept) => ({ kept, whole: openWholeLog(logFileOf(from, kept)) }));
  try {
    await restoreLogs(
      url,
      opened.map(({ kept, whole }) => ({
        log: kept.store === 'logs' ? log : auditLogOf(log),
        whole,
        onCarried: (done, of) => onProgress(logNameOf(kept), done, of),
      })),
    );
  } finally {
    for (const { whole } of opened) await whole.close();
  }
}

/** What a backup lacks of a platform's places, and what users of services may do there. */
async function finish({ eventStoreUrl, log }: ServerPlaces, keys: KeyPlaces, kind: LogKind): Promise<void> {
  const { migratePlatform } = await import('@hoso/runtime');
  await migratePlatform({ eventStoreUrl, log, kind, keysUrl: keys.url, masterKeyFile: keys.masterKeyFile });
}
