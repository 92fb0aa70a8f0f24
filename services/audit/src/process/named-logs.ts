import { refuse } from '@hoso/contracts';
import { LogFileError } from '@hoso/event-store-sqlite';
import type { EventStore } from '@hoso/event-sourcing';
import type { Logs } from '../audit-ports.ts';
import type { LogFolder } from './log-folder.ts';

export interface NamedLogsOptions {
  /** Logs that lie in files, the one that is worked on among them or not. */
  readonly logs: LogFolder;
  readonly worked: { readonly name: string; readonly store: EventStore };
  /** Names of logs that are worked on, now or at times: an import of theirs would be in the way. */
  readonly reserved: readonly string[];
}

/** The platform's logs as audit knows them. */
export function namedLogs({ logs, worked, reserved }: NamedLogsOptions): Logs {
  return {
    list: async () => {
      const others = logs.readable().filter(({ name }) => name !== worked.name);
      const all = await Promise.all(
        [...others, worked].map(async ({ name, store }) => ({
          ...{ name, id: store.log.id, kind: store.log.kind },
          head: await store.head(),
          default: name === worked.name,
        })),
      );
      return all.sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    unreadable: () => logs.unreadable().map(({ name }) => name),
    open: (name) => {
      if (name === worked.name) return worked.store;
      try {
        return logs.find(name);
      } catch (error) {
        if (error instanceof LogFileError) refuse('LogUnreadable', { log: name });
        throw error;
      }
    },
    create: async (name, kind) => {
      if (kind === 'imported' && (name === worked.name || reserved.includes(name))) {
        return refuse('LogNotImported', { log: name });
      }
      return logs.make(name, kind);
    },
  };
}
