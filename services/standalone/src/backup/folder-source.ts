import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { folderBlobStore, folderNamedFiles } from '@hoso/blobs';
import { copyKeys } from '@hoso/sealing';
import type { DataFolder } from '../data-folder.ts';
import { BackupError } from './backup-error.ts';
import { keyFiles } from './backup-manifest.ts';
import { type BackupSource, logsIn } from './backup-source.ts';
import { copyDurably } from './durable-file.ts';

/** A data folder, while a platform works on it or none does. */
export function folderSource({ path, keyFolder, ledgers, uploads }: DataFolder): BackupSource {
  return {
    folders: [path],
    logs: async (store) => logsIn(join(path, store)),
    ledger: (log) => folderNamedFiles(join(ledgers, log)),
    uploads: folderBlobStore(uploads),
    uploadsAt: uploads,
    requireKeys: () => {
      const missing = keyFiles.map((name) => join(keyFolder, name)).find((file) => !existsSync(file));
      if (missing !== undefined) throw new BackupError('KeysMissing', missing);
    },
    copyKeys: async (name, to) => {
      if (name === 'keys.sqlite') copyKeys(join(keyFolder, name), to);
      else await copyDurably(join(keyFolder, name), to);
    },
  };
}
