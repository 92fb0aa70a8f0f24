import { type LogInfo, refuse } from '@hoso/contracts';
import type { EventStore } from '@hoso/event-sourcing';
import type { Logs } from '../audit-ports.ts';

/** A log with what is said of it. */
export interface NamedLog {
  readonly info: LogInfo;
  readonly store: EventStore;
}

/** The log of that name, or else the one that the platform works on. Refuses `LogNotFound` and `LogUnreadable`. */
export async function namedLog(logs: Logs, name: string | undefined): Promise<NamedLog> {
  const all = await logs.list();
  const info = all.find((log) => (name === undefined ? log.default : log.name === name));
  const wanted = info?.name ?? name;
  // One that is there but not listed cannot be opened: opening it says so.
  const store = wanted === undefined ? undefined : logs.open(wanted);
  return info && store ? { info, store } : refuse('LogNotFound', { log: name ?? 'default' });
}

/** A log of somebody else's records. Refuses `LogNotFound` and `LogNotImported`. */
export async function importedLog(logs: Logs, name: string): Promise<NamedLog> {
  const log = await namedLog(logs, name);
  return log.info.kind === 'imported' ? log : refuse('LogNotImported', { log: name });
}
