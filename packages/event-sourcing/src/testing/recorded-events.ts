import type { Position, RecordedEvent } from '../envelope.ts';
import type { NewEvent } from '../envelope.ts';
import type { EventStore } from '../event-store.ts';
import { uuidV8 } from '../uuid.ts';
import { memoryEventStore } from './memory-event-store.ts';

/** What a told event says of itself; the rest is filled in. */
export interface ToldEvent {
  readonly stream: string;
  readonly dossierId?: string;
  readonly type: string;
  readonly schemaVersion?: number;
  readonly data: object;
}

const once = '2022-01-04T01:00:00.000Z';

/** Appends one event after whatever its stream holds, under a command id made of its place; answers its position. */
export async function appendTold(store: EventStore, told: ToldEvent): Promise<Position> {
  const { stream, dossierId, type, schemaVersion = 1, data } = told;
  const version = (await store.readStream(stream, 0, 10_000)).length;
  const commandId = uuidV8('told', stream, version);
  const event: NewEvent = {
    commandId,
    commandType: 'Tell',
    type,
    schemaVersion,
    occurredAt: once,
    actor: { id: 'someone', role: 'system', unit: 'somewhere' },
    correlationId: commandId,
    data,
    ...(dossierId === undefined ? {} : { dossierId }),
  };
  return (await store.append([{ stream, expected: version, events: [event] }])).position;
}

/** A log of `count` events after `LogOpened`, spread over many streams and so over the partitions. */
export async function someRecordedEvents(count: number): Promise<readonly RecordedEvent[]> {
  const store = memoryEventStore();
  for (let index = 0; index < count; index++) {
    await appendTold(store, { stream: `parcel-${index % 40}`, type: 'ParcelMoved', data: { index } });
  }
  return await store.readAll(0, count + 1);
}
