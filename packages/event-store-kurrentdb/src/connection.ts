import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import type { AppendWriterOptions } from './append-writer.ts';
import { KurrentDbUnusable } from './failure.ts';

/** The setting that names the server of a log, unless whoever opens it says another. */
export const settingDefault = 'EVENT_STORE_URL';

/** A client; it connects when it is used. Throws `KurrentDbUnusable` for what is no address. */
export function clientOf(url: string, setting: string): KurrentDBClient {
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
export function appendOf(client: KurrentDBClient): AppendWriterOptions['append'] {
  return (records, checks) => client.appendRecords([...records], [...checks]);
}
