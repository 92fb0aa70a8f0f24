import type { NewEvent, Partition, RecordedEvent, StreamName } from '../envelope.ts';
import type { EventStore, StreamWrite } from '../event-store.ts';
import { streamName } from '../encode-append.ts';
import { uuidV8 } from '../uuid.ts';

let ids = 0;

/** An id that nothing else in this process has. */
export function nextId(): string {
  ids += 1;
  return uuidV8('sample', ids);
}

/** The name of a stream that nothing was written to. */
export function freshStream(category = 'dossier'): StreamName {
  return streamName(category, nextId());
}

/** An event by a command of its own; whatever matters to a test is said in `changes`. */
export function noted(changes: Partial<NewEvent> = {}): NewEvent {
  const commandId = changes.commandId ?? nextId();
  return {
    commandId,
    commandType: 'Note',
    type: 'Noted',
    schemaVersion: 1,
    occurredAt: '2022-03-15T02:03:04.005Z',
    actor: { id: 'officer-17', role: 'officer', unit: 'H49.06' },
    correlationId: commandId,
    data: { text: 'đã nhận hồ sơ' },
    ...changes,
  };
}

/** Several events of one command. */
export function notes(count: number, changes: Partial<NewEvent> = {}): readonly NewEvent[] {
  const commandId = changes.commandId ?? nextId();
  return Array.from({ length: count }, () => noted({ ...changes, commandId }));
}

export function write(stream: StreamName, expected: number, ...events: readonly NewEvent[]): StreamWrite {
  return { stream, expected, events };
}

/** Everything a log (or one of its partitions) holds, read page by page. */
export async function everything(
  store: Pick<EventStore, 'readAll'>,
  pageSize = 1_000,
  partition?: Partition,
): Promise<readonly RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  for (;;) {
    const page = await store.readAll(found.at(-1)?.position ?? 0, pageSize, partition);
    found.push(...page);
    if (page.length < pageSize) return found;
  }
}

/** What a promise was rejected with. */
export async function refusalOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it was not refused');
}
