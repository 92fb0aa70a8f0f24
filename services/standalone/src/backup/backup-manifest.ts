import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { LogName } from '@hoso/contracts';
import { LogKind } from '@hoso/event-sourcing';
import { z } from 'zod';
import { BackupError } from './backup-error.ts';
import { KeptFile, syncFolder, writeDurably } from './durable-file.ts';

/** The form of backups that this version writes; it reads all up to it. 2: what witnesses saw comes along. */
const format = 2;

const KeptLog = KeptFile.extend({
  /** `logs`: what happened; `audit`: audit's own log beside the one of that name. */
  store: z.enum(['logs', 'audit']),
  name: LogName,
  /** How the file holds the events. Another form is another word here. */
  form: z.literal('sqlite'),
  id: z.string(),
  kind: LogKind,
  /** The backup holds every event up to this one. */
  head: z.int().min(1),
});
export type KeptLog = z.infer<typeof KeptLog>;

export const keyFiles = ['keys.sqlite', 'master.key', 'token.key'] as const;

const About = z.strictObject({
  format: z.int().min(1).max(format),
  /** The same in the folder of the data and in that of its keys. */
  backup: z.uuid(),
  at: z.iso.datetime(),
  /** The version of the platform that made it. */
  by: z.string(),
});

/** What witnesses saw of a log's ledger: the rest of it is made again from the log and its key. */
const KeptWitnessed = z.strictObject({ log: LogName, keys: z.array(z.string()), checkpoints: z.array(z.string()) });
export type KeptWitnessed = z.infer<typeof KeptWitnessed>;

export const DataManifest = About.extend({
  holds: z.literal('data'),
  keys: z.enum(['apart', 'left out']),
  logs: z.array(KeptLog),
  witnessed: z.array(KeptWitnessed).optional(),
  /** The list of uploads, `KeptFile` a line, a file of its own since there may be millions. */
  uploads: z.strictObject({ count: z.int().min(0), bytes: z.int().min(0), list: KeptFile }),
});
export type DataManifest = z.infer<typeof DataManifest>;
export type MadeBackup = Omit<DataManifest, 'format'>;

export const KeysManifest = About.extend({
  holds: z.literal('keys'),
  files: z.array(KeptFile.extend({ name: z.enum(keyFiles) })),
});
export type KeysManifest = z.infer<typeof KeysManifest>;

export type About = Omit<z.infer<typeof About>, 'format'>;

export const manifestOf = (folder: string): string => join(folder, 'manifest.json');
export const uploadListOf = (folder: string): string => join(folder, 'uploads.jsonl');
export const logFileOf = (folder: string, { store, name }: Pick<KeptLog, 'store' | 'name'>): string =>
  join(folder, store, `${name}.sqlite`);

/** Written last, whole or not at all: a backup that was cut off has none. */
export async function writeManifest(
  folder: string,
  manifest: MadeBackup | Omit<KeysManifest, 'format'>,
): Promise<void> {
  const draft = `${manifestOf(folder)}.unfinished`;
  await writeDurably(draft, `${JSON.stringify({ format, ...manifest }, null, 2)}\n`);
  await rename(draft, manifestOf(folder));
  await syncFolder(folder);
}

/** Throws `BackupError` where there is none, or none that this version reads. */
export async function readManifest(folder: string): Promise<DataManifest | KeysManifest> {
  const path = manifestOf(folder);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw ['ENOENT', 'ENOTDIR'].includes(error.code ?? '') ? new BackupError('NotABackup', folder) : error;
  });
  const value = parsed(text);
  const version = z.looseObject({ format: z.int() }).safeParse(value);
  if (version.success && version.data.format > format) throw new BackupError('NewerBackup', path);
  const manifest = z.discriminatedUnion('holds', [DataManifest, KeysManifest]).safeParse(value);
  if (!manifest.success) throw new BackupError('ManifestDamaged', path);
  return manifest.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
