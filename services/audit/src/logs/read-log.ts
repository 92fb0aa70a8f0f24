import type { ListLogs, LogInfo, ReadLog } from '@hoso/contracts';
import { type EventStore, instantOf, type Position, type RecordedEvent } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { Logs } from '../audit-ports.ts';
import { unfinishedImport } from '../imports/unfinished-import.ts';
import { namedLog, whole } from './named-log.ts';

/** The stored form, page by page: bodies are the very texts that are hashed, personal fields sealed as they are. */
export async function readLog(
  logs: Logs,
  { log, after, limit }: z.output<typeof ReadLog.ask>,
): Promise<z.output<typeof ReadLog.answer>> {
  const { store, head: completeUpTo } = await whole(await namedLog(logs, log));
  const page = await store.readAll(after, limit);
  const items = page.map(({ position, recordedAt, body }) => ({ position, recordedAt: instantOf(recordedAt), body }));
  const last = items.at(-1)?.position ?? completeUpTo;
  return { items, completeUpTo, lagMs: 0, ...(last < completeUpTo ? { next: String(last) } : {}) };
}

/** Every log of the data folder. `completeUpTo` is the default log's. */
export async function listLogs(logs: Logs): Promise<z.output<typeof ListLogs.answer>> {
  const items = await Promise.all((await logs.list()).map((info) => told(logs, info)));
  const completeUpTo = items.find((log) => log.default)?.head ?? 0;
  const unreadable = [...logs.unreadable()];
  return { items, completeUpTo, lagMs: 0, ...(unreadable.length > 0 ? { unreadable } : {}) };
}

async function told(logs: Logs, info: LogInfo): Promise<LogInfo> {
  const store = info.kind === 'imported' ? logs.open(info.name) : undefined;
  const unfinished = store && (await unfinishedImport(store, info.head));
  return unfinished ? { ...info, unfinished } : info;
}

const pageSize = 1_000;

/** The events of a log up to a position, in order: the same ones each time, also while the log grows. */
export async function* eventsUpTo(store: EventStore, head: Position): AsyncGenerator<RecordedEvent, void, undefined> {
  for (let after = 0; after < head; ) {
    const page = await store.readAll(after, Math.min(pageSize, head - after));
    const last = page.at(-1);
    if (!last) return;
    yield* page;
    after = last.position;
    // A store may answer at once, every time: others must get their turn while a long log is read.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
