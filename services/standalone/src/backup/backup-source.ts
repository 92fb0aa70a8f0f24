import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BlobStore, NamedFiles } from '@hoso/blobs';
import { LogName } from '@hoso/contracts';
import { type CopiedLog, copyLog, LogFileError } from '@hoso/event-store-sqlite';
import { logEnding } from '../data-folder.ts';
import { BackupError } from './backup-error.ts';
import type { KeptLog, keyFiles } from './backup-manifest.ts';

/** Told of how much of how much is copied. */
export type OnCopied = (done: number, of: number) => void;

/** A log to back up. `copy` makes a file of it as it stands at one moment, in the form of the embedded platform. */
export interface LogSource {
  readonly name: string;
  /** Where it lies, for errors to say. */
  readonly at: string;
  readonly copy: (to: string, onCopied: OnCopied) => Promise<CopiedLog>;
}

/** What a backup is made of, wherever it lies: in a data folder, or on servers. */
export interface BackupSource {
  /** Folders that the backup must lie apart from. */
  readonly folders: readonly string[];
  readonly logs: (store: KeptLog['store']) => Promise<readonly LogSource[]>;
  /** Where the ledger of a log lies. */
  readonly ledger: (log: string) => NamedFiles;
  readonly uploads: BlobStore;
  readonly uploadsAt: string;
  /** Throws `BackupError` where its keys cannot all be copied: told at the beginning, not after hours of copying. */
  readonly requireKeys: () => void;
  /** Makes a file of keys, in the form of the embedded platform. */
  readonly copyKeys: (name: (typeof keyFiles)[number], to: string, onCopied: OnCopied) => Promise<void>;
}

/** The logs that are files of a folder. */
export function logsIn(folder: string): readonly LogSource[] {
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith(logEnding))
    .map((file) => file.slice(0, -logEnding.length))
    .filter((name) => LogName.safeParse(name).success)
    .sort()
    .map((name) => {
      const at = join(folder, `${name}${logEnding}`);
      const copy = async (to: string, onCopied: OnCopied): Promise<CopiedLog> => {
        try {
          return await copyLog(at, to, onCopied);
        } catch (error) {
          throw error instanceof LogFileError ? new BackupError('LogUnreadable', at, { cause: error }) : error;
        }
      };
      return { name, at, copy };
    });
}
