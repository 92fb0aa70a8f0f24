import type { Command } from 'commander';
import { z } from 'zod';
import { BackupError, type BackupErrorCode } from '../backup/backup-error.ts';
import type { MadeBackup } from '../backup/backup-manifest.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { existingFolder, FolderError } from '../data-folder.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { print, table } from './output.ts';
import { progress } from './progress.ts';
import { GlobalOptions } from './session.ts';

export function addBackupCommands(program: Command): void {
  const backup = program
    .command('backup')
    .description('copy the data folder, whole and checked, while the platform runs; views are built anew from it')
    .argument('<folder>', 'a new or an empty folder')
    .option('--keys <folder>', 'copy the keys too, into another folder; without it they are left out');
  backup.action(async (to: string) => {
    const options = GlobalOptions.parse(backup.optsWithGlobals());
    const { keys: keysTo } = z.looseObject({ keys: z.string().optional() }).parse(backup.opts());
    await telling(options, async () => {
      const folder = existingFolder(options.data);
      const by = program.version() ?? '';
      const made = await makeBackup({ folder, to, keysTo, by, clock: Date.now, onProgress: show });
      print(options, summaryOf(made, keysTo !== undefined), () => {
        const left = keysTo === undefined ? `\n${leftOut.backup[options.lang]}` : '';
        return `${text(options, made)}${left}`;
      });
    });
  });
  const restore = program
    .command('restore')
    .description('make the data folder (--data, new or empty) of a backup, after everything in it was checked')
    .argument('<folder>', 'the folder of the backup')
    .option('--keys <folder>', 'the folder that its keys were put into')
    .option('--without-keys', 'restore without keys: nobody can open personal data then', false);
  restore.action(async (from: string) => {
    const options = GlobalOptions.parse(restore.optsWithGlobals());
    const { keys: keysFrom, withoutKeys } = z
      .looseObject({ keys: z.string().optional(), withoutKeys: z.boolean() })
      .parse(restore.opts());
    await telling(options, async () => {
      const restored = await restoreBackup({ from, keysFrom, withoutKeys, to: options.data, onProgress: show });
      print(options, summaryOf(restored, keysFrom !== undefined), () => {
        const left = keysFrom === undefined ? `\n${leftOut.restore[options.lang]}` : '';
        return `${text(options, restored)}${left}`;
      });
    });
  });
}

/** What a person is told where keys do not come along. */
const leftOut = {
  backup: {
    vi: '! Khóa không được sao lưu: thiếu khóa thì dữ liệu cá nhân mất hẳn. --keys <thư mục khác> sao lưu cả khóa.',
    en: '! Keys were left out: without them personal data is lost for good. --keys <another folder> copies them too.',
  },
  restore: {
    vi: '! Khôi phục không có khóa: hãy đặt các khóa vào keys/ trước khi khởi động.',
    en: '! Restored without keys: put them into keys/ before you start.',
  },
} as const;

/** The others are about what lies in a file, or about the words of the command. */
const codes: Partial<Record<BackupErrorCode, number>> = {
  FolderNotEmpty: exitCodes.refused,
  LogUnreadable: exitCodes.unreachable,
  UploadDamaged: exitCodes.unreachable,
  KeysMissing: exitCodes.unreachable,
  KeysUnreadable: exitCodes.unreachable,
  CannotBeReplaced: exitCodes.unreachable,
};

async function telling({ lang }: GlobalOptions, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof FolderError) throw new CliError(exitCodes.unreachable, error.message);
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
  return `${backup}, ${at}\n${table(headings, rows)}\n${files}: ${uploads.count} (${uploads.bytes} byte)`;
}
