import type { KeyObject } from 'node:crypto';
import type { EventStore, OnCarried, PolicyStore, StoreUnavailable, ViewStore, WholeLog } from '@hoso/event-sourcing';
import type { BlobStore, NamedFiles } from '@hoso/blobs';
import type { KeyStore } from '@hoso/sealing';
import { noTelemetry, type Telemetry } from '@hoso/telemetry';
import { pathOf, SettingsError, schemeOf } from './settings.ts';

/** An event store as services work on it. */
export type ServiceEventStore = EventStore & {
  readonly policies: PolicyStore;
  /** Why nothing can be written now, where the store knows. */
  readonly unwritable?: () => Promise<StoreUnavailable | undefined>;
};

/** A log by the URL of its store: `sqlite:<file>`, or a name in a PostgreSQL database or in KurrentDB. */
export interface LogAddress {
  readonly url: string;
  readonly log: string;
}

const setting = 'EVENT_STORE_URL';

/** How the addresses of event stores begin that several processes share. */
export const postgresSchemes = ['postgres', 'postgresql'];
export const kurrentDbSchemes = ['kurrentdb', 'kurrent', 'kdb', 'esdb'].flatMap((name) => [name, `${name}+discover`]);

export function isKurrentDb(url: string): boolean {
  return kurrentDbSchemes.includes(schemeOf(url));
}

// Drivers take longer to load than all the rest: only the one that is used is loaded.

/** Opens a log that is there. The URL's scheme picks the adapter; `telemetry` looks on at what is appended. */
export async function openEventStore(
  { url, log }: LogAddress,
  clock: () => number,
  telemetry: Telemetry = noTelemetry,
): Promise<ServiceEventStore> {
  const { onBatch } = telemetry;
  if (schemeOf(url) === 'sqlite') {
    const { sqliteEventStore } = await import('@hoso/event-store-sqlite');
    return telemetry.store(sqliteEventStore({ path: pathOf(url), log: { kind: 'live' }, clock, onBatch }));
  }
  if (isKurrentDb(url)) {
    const { kurrentDbEventStore } = await import('@hoso/event-store-kurrentdb');
    return telemetry.store(await kurrentDbEventStore({ url, log, clock, setting, onBatch }));
  }
  const { postgresEventStore } = await import('@hoso/event-store-postgres');
  return telemetry.store(await postgresEventStore({ url, log, clock, setting, onBatch }));
}

/**
 * Opens a log that is there for those who may only record in it what it takes from everybody. KurrentDB knows no such
 * users: there it is opened as any other.
 */
export async function openRecorder(
  { url, log }: LogAddress,
  clock: () => number,
  telemetry: Telemetry = noTelemetry,
): Promise<Pick<EventStore, 'append' | 'close'>> {
  if (schemeOf(url) === 'sqlite' || isKurrentDb(url)) return await openEventStore({ url, log }, clock, telemetry);
  const { postgresRecorder } = await import('@hoso/event-store-postgres');
  return telemetry.store(await postgresRecorder({ url, log, clock, setting }));
}

/** Opens a log to read it, beside whoever writes it. */
export async function openLog({ url, log }: LogAddress): Promise<Omit<EventStore, 'append'>> {
  if (schemeOf(url) === 'sqlite') {
    const { openLogReader } = await import('@hoso/event-store-sqlite');
    return openLogReader(pathOf(url));
  }
  return await openEventStore({ url, log }, Date.now);
}

/** What a log on a server holds at this moment, read beside whoever writes it. */
export async function openWholeLog({ url, log }: LogAddress): Promise<WholeLog> {
  const from = isKurrentDb(url) ? import('@hoso/event-store-kurrentdb') : import('@hoso/event-store-postgres');
  return await (await from).openWholeLog({ url, setting }, log);
}

/** A log to be made of what another store held. */
export interface LogToRestore {
  /** Under which name. */
  readonly log: string;
  readonly whole: WholeLog;
  readonly onCarried?: OnCarried;
}

/**
 * Makes logs on a server of what other stores held, where there are none of these names. They open all together or not
 * at all; what was broken off leaves nothing in PostgreSQL, and in KurrentDB a part that the next restore goes on from.
 */
export async function restoreLogs(url: string, logs: readonly LogToRestore[]): Promise<void> {
  const to = isKurrentDb(url) ? import('@hoso/event-store-kurrentdb') : import('@hoso/event-store-postgres');
  await (await to).restoreLogs({ url, setting }, logs);
}

/** Makes a log of what another store holds, where there is none of that name: there as a whole or not at all. */
export async function makeLog({ url, log }: LogAddress, whole: WholeLog): Promise<void> {
  if (schemeOf(url) === 'sqlite') {
    const { writeWholeLog } = await import('@hoso/event-store-sqlite');
    await writeWholeLog(pathOf(url), whole);
    return;
  }
  await restoreLogs(url, [{ log, whole }]);
}

export async function openViews(url: string): Promise<ViewStore> {
  // The driver of MongoDB is loaded by whoever connects.
  const { mongoViewStore, sqliteViewStore } = await import('@hoso/views');
  return schemeOf(url) === 'sqlite' ? sqliteViewStore(pathOf(url)) : await mongoViewStore(url);
}

/** Keys by their URL; those in PostgreSQL are locked by the master key in a file. */
export interface KeysAddress {
  readonly url: string;
  readonly masterKeyFile?: string | undefined;
}

/** How keys that are not there are made, and how many are kept in memory; as the store does it, unless said. */
export interface KeyMaking {
  readonly newKey?: (kid: string) => KeyObject;
  readonly cachedKeysMax?: number;
}

export async function openKeys({ url, masterKeyFile }: KeysAddress, made: KeyMaking = {}): Promise<KeyStore> {
  if (schemeOf(url) === 'sqlite') {
    const { sqliteKeyStore } = await import('@hoso/sealing');
    return sqliteKeyStore(pathOf(url), {
      ...made,
      ...(masterKeyFile === undefined ? {} : { masterKeyPath: masterKeyFile }),
    });
  }
  if (masterKeyFile === undefined) throw new SettingsError([`MASTER_KEY_FILE: is missing. ${masterKeyRemedy}`]);
  const { postgresKeyStore } = await import('@hoso/sealing/postgres');
  return await postgresKeyStore({ url, masterKeyPath: masterKeyFile, ...made });
}

/** What to do where the master key is not named. */
export const masterKeyRemedy = 'Name the file master.key that `hoso ops migrate` makes';

export async function openBlobs(url: string): Promise<BlobStore> {
  const { blobStoreFrom } = await import('@hoso/blobs');
  return blobStoreFrom(url);
}

/** Opens places of named files beside the blobs of that URL, each under a name of its own. */
export async function openNamedFiles(url: string, under: string): Promise<(name: string) => NamedFiles> {
  const { namedFilesFrom } = await import('@hoso/blobs');
  return (name) => namedFilesFrom(url, `${under}/${name}`);
}

/** The store's own clock, in milliseconds since 1970; rejects where the store does not answer. */
export async function storeClock(url: string): Promise<{ now(): Promise<number>; close(): Promise<void> }> {
  if (isKurrentDb(url)) {
    const { serverClock } = await import('@hoso/event-store-kurrentdb');
    return serverClock({ url, setting });
  }
  const { openPool, reaching } = await import('@hoso/postgres');
  const pool = openPool({ url, setting }, 1);
  return {
    now: () =>
      reaching(async () => {
        const text = 'select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now';
        const { rows } = await pool.query<{ now: number }>(text);
        return rows[0]?.now ?? Number.NaN;
      }),
    close: () => pool.end(),
  };
}
