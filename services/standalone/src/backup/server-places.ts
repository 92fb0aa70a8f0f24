import { join } from 'node:path';
import { LogDamaged } from '@hoso/event-sourcing';
import { kurrentDbSchemes, postgresSchemes } from '@hoso/runtime/adapters';
import { type Environment, pathOf, readSettings, urlSetting } from '@hoso/runtime/settings';
import { z } from 'zod';
import { BackupError } from './backup-error.ts';

/** Where a platform whose services are processes of their own has what a backup holds. */
export interface ServerPlaces {
  readonly eventStoreUrl: string;
  /** The log that it works on. */
  readonly log: string;
  readonly blobsUrl: string;
  /** The folder of imported logs, where there is one. */
  readonly imports: string | undefined;
  readonly keys: KeyPlaces | undefined;
}

/** Where its keys are: those of personal data, the one that locks them, and the one that signs tokens. */
export interface KeyPlaces {
  readonly url: string;
  readonly masterKeyFile: string;
  readonly tokenKeyFile: string;
}

const PlaceSettings = z.object({
  EVENT_STORE_URL: urlSetting(
    [...postgresSchemes, ...kurrentDbSchemes],
    'Set it to postgres://user:password@host:5432/database, or kurrentdb://user:password@host, ' +
      'of who may read both logs, or make them',
  ),
  LOG: z.string().default('main').describe('The name of the log'),
  BLOBS_URL: urlSetting(['file', 's3'], 'Set it to file:///<folder>, or s3://<bucket>, as services have it'),
  IMPORTS_URL: urlSetting(['sqlite'], 'Set it to sqlite:<folder>, as audit has it').optional(),
});
const KeySettings = z.object({
  KEYS_URL: urlSetting(
    postgresSchemes,
    'Set it to postgres://owner:password@host:5432/database, of who made the keys there',
  ),
  MASTER_KEY_FILE: z.string().optional().describe('Name the file of the master key'),
});

/** Whether the environment says that events lie on a server. */
export function hasServers(environment: Environment): boolean {
  return Boolean(environment['EVENT_STORE_URL'] || environment['EVENT_STORE_URL_FILE']);
}

/** Reads the places from the environment; key files lie in `keyFolder` unless named. Throws `SettingsError`. */
export function serverPlaces(environment: Environment, keyFolder: string | undefined): ServerPlaces {
  const { EVENT_STORE_URL, LOG, BLOBS_URL, IMPORTS_URL } = readSettings(PlaceSettings, environment);
  return {
    ...{ eventStoreUrl: EVENT_STORE_URL, log: LOG, blobsUrl: BLOBS_URL },
    imports: IMPORTS_URL === undefined ? undefined : pathOf(IMPORTS_URL),
    keys: keyFolder === undefined ? undefined : keyPlaces(environment, keyFolder),
  };
}

/** Where keys are, or are to be. */
export function keyPlaces({ TOKEN_KEY_FILE, ...environment }: Environment, keyFolder: string): KeyPlaces {
  // Read as `TOKEN_KEY`, the setting would be the key itself.
  const { KEYS_URL, MASTER_KEY_FILE } = readSettings(KeySettings, environment);
  return {
    url: KEYS_URL,
    masterKeyFile: MASTER_KEY_FILE ?? join(keyFolder, 'master.key'),
    tokenKeyFile: TOKEN_KEY_FILE ?? join(keyFolder, 'token.key'),
  };
}

/** Where audit has the ledger of a log, beside the blobs. */
export const ledgerUnder = (log: string): string => `ledger/${log}`;

/** The folders of this machine among the places. */
export function foldersOf({ blobsUrl, imports }: Pick<ServerPlaces, 'blobsUrl' | 'imports'>): readonly string[] {
  return [...(blobsUrl.startsWith('file:') ? [pathOf(blobsUrl)] : []), ...(imports === undefined ? [] : [imports])];
}

/** A log that is damaged on its server, told as what the backup cannot be made for. */
export function unreadable(at: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof LogDamaged ? new BackupError('LogUnreadable', at, { cause: error }) : error;
  };
}
