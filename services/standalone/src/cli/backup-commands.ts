import { join, resolve } from 'node:path';
import { SettingsError } from '@hoso/runtime/settings';
import type { Command } from 'commander';
import { z } from 'zod';
import { BackupError, type BackupErrorCode } from '../backup/backup-error.ts';
import { type MadeBackup, readManifest } from '../backup/backup-manifest.ts';
import type { BackupSource } from '../backup/backup-source.ts';
import { folderSource } from '../backup/folder-source.ts';
import { makeBackup } from '../backup/make-backup.ts';
import type { BackupToRead } from '../backup/read-backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { restoreKeysToServers, restoreToServers } from '../backup/restore-to-servers.ts';
import { hasServers, keyPlaces, serverPlaces } from '../backup/server-places.ts';
import { serverSource } from '../backup/server-source.ts';
import { existingFolder, FolderError } from '../data-folder.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { print, table } from './output.ts';
import { progress } from './progress.ts';
import { GlobalOptions } from './session.ts';

/**
 * Where events lie on a server (`EVENT_STORE_URL`), what servers hold is backed up and restored, otherwise the data
 * folder: a backup has the same form either way.
 */
export function addBackupCommands(program: Command): void {
  const backup = program
    .command('backup')
    .description('copy all that the platform holds, checked, while it runs; views are built anew from it')
    .argument('<folder>', 'a new or an empty folder')
    .option('--keys <folder>', 'copy the keys too, into another folder; without it they are left out');
  backup.action(async (to: string) => {
    const options = GlobalOptions.parse(backup.optsWithGlobals());
    const { keys: keysTo } = z.looseObject({ keys: z.string().optional() }).parse(backup.opts());
    await telling(options, async () => {
      const source = sourceOf(options, keysTo !== undefined);
      const by = program.version() ?? '';
      const made = await makeBackup({ source, to, keysTo, by, clock: Date.now, onProgress: show });
      print(options, summaryOf(made, keysTo !== undefined), () => {
        const left = keysTo === undefined ? `\n${leftOut.backup[options.lang]}` : '';
        return `${text(options, made)}${left}`;
      });
    });
  });
  const restore = program
    .command('restore')
    .description('make a platform of a backup, where there is none yet, after everything in it was checked')
    .argument('<folder>', 'the folder of the backup; of its keys alone, where KEYS_URL says where they go')
    .option('--keys <folder>', 'the folder that its keys were put into')
    .option('--without-keys', 'restore without keys: nobody can open personal data then', false);
  restore.action(async (from: string) => {
    const options = GlobalOptions.parse(restore.optsWithGlobals());
    const { keys: keysFrom, withoutKeys } = z
      .looseObject({ keys: z.string().optional(), withoutKeys: z.boolean() })
      .parse(restore.opts());
    await telling(options, async () => {
      if (process.env['KEYS_URL'] && (await readManifest(from)).holds === 'keys') {
        await restoreKeysAlone(options, from);
        return;
      }
      const { left = [], ...restored } = await restoredFrom(options, { from, keysFrom, withoutKeys });
      const summary = { ...summaryOf(restored, keysFrom !== undefined), ...(left.length > 0 ? { left } : {}) };
      print(options, summary, () => {
        const keyless = keysFrom === undefined ? `\n${leftOut.restore[options.lang]}` : '';
        const others = left.length > 0 ? `\n${leftOut.logs[options.lang]} ${left.join(', ')}` : '';
        return `${text(options, restored)}${keyless}${others}`;
      });
    });
  });
}

function sourceOf({ data }: GlobalOptions, withKeys: boolean): BackupSource {
  if (!hasServers(process.env)) return folderSource(existingFolder(data));
  return serverSource(serverPlaces(process.env, withKeys ? keyFolderOf(data) : undefined));
}

async function restoredFrom(
  { data }: GlobalOptions,
  backup: BackupToRead,
): Promise<MadeBackup & { readonly left?: readonly string[] }> {
  if (!hasServers(process.env)) return await restoreBackup({ ...backup, to: data, onProgress: show });
  const places = serverPlaces(process.env, backup.keysFrom === undefined ? undefined : keyFolderOf(data));
  return await restoreToServers({ ...backup, places, onProgress: show });
}

async function restoreKeysAlone(options: GlobalOptions, from: string): Promise<void> {
  const places = keyPlaces(process.env, keyFolderOf(options.data));
  await restoreKeysToServers(from, places, 'live', show);
  print(options, { keys: true }, () => leftOut.keys[options.lang]);
}

/** Where key files lie, or will, unless settings say otherwise. */
export const keyFolderOf = (data: string): string => join(resolve(data), 'keys');

/** What a person is told where keys do not come along. */
const leftOut = {
  backup: {
    vi: '! Khóa không được sao lưu: thiếu khóa thì dữ liệu cá nhân mất hẳn. --keys <thư mục khác> sao lưu cả khóa.',
    en: '! Keys were left out: without them personal data is lost for good. --keys <another folder> copies them too.',
  },
  restore: {
    vi: '! Khôi phục không có khóa: trước khi khởi động, đặt chúng vào keys/ (máy chủ: hoso restore <thư mục khóa>).',
    en: '! Restored without keys: before you start, put them into keys/ (servers: hoso restore <folder of the keys>).',
  },
  logs: {
    vi: '! Nền tảng trên máy chủ chỉ làm việc với một nhật ký; không khôi phục:',
    en: '! A platform on servers works on one log; not restored:',
  },
  keys: {
    vi: 'Đã khôi phục khóa. `hoso ops migrate` cấp quyền cho dịch vụ; `hoso ops keys` ghi token.pub, service.token.',
    en: 'Keys are there. `hoso ops migrate` lets services use them; `hoso ops keys` writes token.pub, service.token.',
  },
} as const;

/** The others are about what lies in a file, or about the words of the command. */
const codes: Partial<Record<BackupErrorCode, number>> = {
  FolderNotEmpty: exitCodes.refused,
  LogThere: exitCodes.refused,
  KeyThere: exitCodes.refused,
  NoLogs: exitCodes.unreachable,
  LogUnreadable: exitCodes.unreachable,
  LedgerUnreadable: exitCodes.unreachable,
  UploadDamaged: exitCodes.unreachable,
  KeysMissing: exitCodes.unreachable,
  KeysUnreadable: exitCodes.unreachable,
  CannotBeReplaced: exitCodes.unreachable,
};

export async function telling({ lang }: GlobalOptions, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof FolderError) throw new CliError(exitCodes.unreachable, error.message);
    if (error instanceof SettingsError) throw new CliError(exitCodes.usage, error.message);
    if (!(error instanceof BackupError)) throw error;
    const title = error.in(lang);
    throw new CliError(codes[error.code] ?? exitCodes.usage, `${title} (${error.code})`, { code: error.code, title });
  }
}

function show(what: string, done: number, of?: number): void {
  progress(`${what}: ${done} / ${of ?? '…'}`, done === of);
}

/** What `--json` answers: the manifest in short. */
function summaryOf({ backup, at, by, logs, uploads }: MadeBackup, keys: boolean): object {
  const short = logs.map(({ store, name, id, kind, head, bytes }) => ({ store, name, id, kind, head, bytes }));
  return { backup, at, by, keys, logs: short, uploads: { count: uploads.count, bytes: uploads.bytes } };
}

function text({ lang }: GlobalOptions, { backup, at, logs, uploads }: MadeBackup): string {
  const headings = lang === 'vi' ? ['nhật ký', 'loại', 'đến sự kiện', 'byte'] : ['log', 'kind', 'up to event', 'bytes'];
  const rows = logs.map(({ store, name, kind, head, bytes }) => [`${store}/${name}`, kind, head, bytes]);
  const files = lang === 'vi' ? 'tệp đã tải lên' : 'uploaded files';
  return `${backup}, ${at}\n${table(headings, rows, lang)}\n${files}: ${uploads.count} (${uploads.bytes} byte)`;
}
