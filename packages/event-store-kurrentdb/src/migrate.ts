import { randomUUID } from 'node:crypto';
import { encodeAppend, instantOf, type LogIdentity, type LogKind, logOpened, logStream } from '@hoso/event-sourcing';
import { appendWriter } from './append-writer.ts';
import { appendOf, clientOf, type Server, settingDefault } from './connection.ts';
import { KurrentDbUnusable, opening } from './failure.ts';
import { findWholeLog, logQueries } from './log-queries.ts';
import { namesOf } from './names.ts';

export interface MigrateOptions {
  readonly url: string;
  /** The log's name; its streams begin with it. */
  readonly log: string;
  /** What a log that is not there yet is born as; its id is random unless given. */
  readonly born?: { readonly id?: string; readonly kind: LogKind };
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** What named the URL, for errors to say. */
  readonly setting?: string;
}

/** What a migration did: there is one version so far, and 0 is no log. */
export interface Migration {
  readonly log: LogIdentity;
  readonly from: number;
  readonly to: number;
}

/**
 * Creates a log where there is none. Repeating it changes nothing; of two at once one finds what the other has made.
 */
export async function migrate(options: MigrateOptions): Promise<Migration> {
  const { url, setting = settingDefault } = options;
  const server = clientOf(url, setting);
  try {
    return await opening(setting, () => migrateOn(server, options));
  } finally {
    await server.dispose();
  }
}

export async function migrateOn(server: Server, options: Omit<MigrateOptions, 'url'>): Promise<Migration> {
  const { log, born, clock = Date.now, setting = settingDefault } = options;
  const names = namesOf(log);
  const known = await findWholeLog(server, names, log, setting);
  if (known) return { log: known, from: 1, to: 1 };
  if (!born) throw noLog(setting, log);
  const identity = { id: born.id ?? randomUUID(), kind: born.kind };
  const { findCommand } = logQueries(server, names, log);
  // The log is created at its head 0: whoever comes second finds it there.
  const readHead = async () => ({ position: 0, recordedAt: 0 });
  const write = appendWriter({ append: appendOf(server), log, names, clock, readHead, findCommand, racesMax: 0 });
  const opened = logOpened(identity, instantOf(Math.floor(clock())));
  const stream = logStream(identity.id);
  const [outcome] = await write([encodeAppend(identity.id, [{ stream, expected: 0, events: [opened] }])]);
  if (outcome && 'receipt' in outcome) return { log: identity, from: 0, to: 1 };
  const made = await findWholeLog(server, names, log, setting);
  if (made) return { log: made, from: 1, to: 1 };
  throw outcome?.refusal;
}

/** There is no such log where somebody wants to open one. */
export function noLog(setting: string, log: string, remedy = '`hoso ops migrate` makes it.'): KurrentDbUnusable {
  return new KurrentDbUnusable('NoLog', setting, `there is no log ${log}`, remedy);
}
