import {
  type AppendRecordInput,
  type BACKWARDS,
  type ConsistencyCheck,
  END,
  type FORWARDS,
  KurrentDBClient,
} from '@kurrent/kurrentdb-client';
import type { AppendWriterOptions } from './append-writer.ts';
import { KurrentDbUnusable } from './failure.ts';
import type { ReadRecord } from './records.ts';

/** What the adapter asks of a server: its client, or for specs a model of both. */
export interface Server {
  /** All of it or nothing; arrays that it may change. */
  appendRecords(records: AppendRecordInput[], checks: ConsistencyCheck[]): Promise<unknown>;
  readStream(stream: string, options: ReadOptions): AsyncIterable<{ readonly event?: ReadRecord }>;
  subscribeToStream(stream: string, options: { readonly fromRevision: typeof END }): Subscription;
  setStreamMetadata(stream: string, metadata: { readonly maxCount: number }): Promise<unknown>;
  dispose(): Promise<void>;
}

export interface ReadOptions {
  readonly fromRevision: bigint | typeof END;
  readonly maxCount: number;
  readonly direction: typeof FORWARDS | typeof BACKWARDS;
  readonly requiresLeader: boolean;
}

/** Tells of what is appended after it was opened. */
export interface Subscription {
  on(what: 'data', listener: (told: { readonly event?: ReadRecord }) => void): unknown;
  on(what: 'error' | 'end', listener: () => void): unknown;
  unsubscribe(): Promise<void>;
}

/** The setting that names the server of a log, unless whoever opens it says another. */
export const settingDefault = 'EVENT_STORE_URL';

export interface CarryOptions {
  /** Of who may read the log's streams; to restore, of who may write them. */
  readonly url: string;
  /** What named the URL, for errors to say. */
  readonly setting?: string;
}

/** A client; it connects when it is used. Throws `KurrentDbUnusable` for what is no address. */
export function clientOf(url: string, setting: string): Server {
  try {
    if (/^(kurrentdb|kurrent|kdb|esdb)(\+discover)?:\/\//.test(url)) return KurrentDBClient.connectionString(url);
  } catch {
    // Told below, without what the address holds.
  }
  throw notAnAddress(setting);
}

/** What a setting names is no address; it is not repeated: it may hold a password. */
export function notAnAddress(setting: string): KurrentDbUnusable {
  return new KurrentDbUnusable(
    'BadUrl',
    setting,
    'this is no address of KurrentDB',
    'It has the form kurrentdb://user:password@host:2113?tls=true',
  );
}

/** Its `appendRecords`, which takes arrays that it may change. */
export function appendOf(server: Server): AppendWriterOptions['append'] {
  return (records, checks) => server.appendRecords([...records], [...checks]);
}
