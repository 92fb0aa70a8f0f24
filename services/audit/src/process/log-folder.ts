import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LogName } from '@hoso/contracts';
import { LogFileError, type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import type { LogKind } from '@hoso/event-sourcing';

/** The logs of a data folder: one file each, opened once and kept open. */
export interface LogFolder {
  names(): readonly string[];
  /** Those that can be opened: one damaged file must not keep the others from being read. */
  readable(): readonly { readonly name: string; readonly store: SqliteEventStore }[];
  /** Those that cannot, and why. */
  unreadable(): readonly { readonly name: string; readonly reason: string }[];
  pathOf(name: string): string;
  find(name: string): SqliteEventStore | undefined;
  /** Opens a log, and makes it first where there is none. `clock`: its own, if not that of all. */
  make(name: string, kind: LogKind, clock?: () => number): SqliteEventStore;
  close(): Promise<void>;
}

export interface LogFolderOptions {
  readonly folder: string;
  /** What the name of every log's file ends with. */
  readonly ending: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** As of the store. */
  readonly onBatch?: ((pieces: number) => void) | undefined;
}

export function logFolder({ folder, ending, clock, onBatch }: LogFolderOptions): LogFolder {
  const opened = new Map<string, SqliteEventStore>();
  const pathOf = (name: string): string => join(folder, `${LogName.parse(name)}${ending}`);
  const open = (name: string, kind: LogKind, ownClock = clock): SqliteEventStore => {
    const known = opened.get(name);
    if (known) return known;
    const store = sqliteEventStore({ path: pathOf(name), log: { kind }, clock: ownClock, onBatch });
    opened.set(name, store);
    return store;
  };
  const names = (): readonly string[] =>
    readdirSync(folder)
      .filter((file) => file.endsWith(ending))
      .map((file) => file.slice(0, -ending.length))
      .filter((name) => LogName.safeParse(name).success)
      .sort();
  const look = (name: string): SqliteEventStore | LogFileError => {
    try {
      return open(name, 'live');
    } catch (error) {
      if (error instanceof LogFileError) return error;
      throw error;
    }
  };
  return {
    pathOf,
    names,
    readable: () =>
      names().flatMap((name) => {
        const store = look(name);
        return store instanceof LogFileError ? [] : [{ name, store }];
      }),
    unreadable: () =>
      names().flatMap((name) => {
        const error = look(name);
        return error instanceof LogFileError ? [{ name, reason: error.message }] : [];
      }),
    find: (name) => (LogName.safeParse(name).success && existsSync(pathOf(name)) ? open(name, 'live') : undefined),
    make: open,
    close: async () => {
      await Promise.all([...opened.values()].map((store) => store.close()));
    },
  };
}
