import { type LogInfo, refuse } from '@hoso/contracts';
import type { EventStore, Position } from '@hoso/event-sourcing';
import type { Logs } from '../audit-ports.ts';
import { requireWhole } from '../imports/unfinished-import.ts';

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

/** A log with the head up to which it is read. */
export interface WholeLog extends NamedLog {
  readonly head: Position;
}

/**
 * The log, where it is whole up to its head: a later import cannot take that away. Refuses `ImportUnfinished` and
 * `ImportNotBegun`.
 */
export async function whole({ info, store }: NamedLog): Promise<WholeLog> {
  const head = await store.head();
  await requireWhole(info.name, store, head);
  return { info, store, head };
}
