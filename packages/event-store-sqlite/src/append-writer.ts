import type { DatabaseSync } from 'node:sqlite';
import {
  type EncodedAppend,
  firstReceipt,
  type Position,
  type Receipt,
  streamId,
  VersionConflict,
} from '@hoso/event-sourcing';
import { recordedEvent } from './log-queries.ts';

/**
 * Where a transaction stands: the last position, the UTF-16 units it wrote, and the time that its events are recorded
 * at.
 */
export interface Batch {
  position: Position;
  units: number;
  readonly recordedAt: number;
}

/**
 * Writes one append inside a transaction that many share. It looks before it writes, and sees what the same transaction
 * wrote before it, so that a refused append has written nothing: `VersionConflict`, `CommandIdReused`.
 */
export type AppendWriter = (append: EncodedAppend, batch: Batch) => Receipt;

export function appendWriter(db: DatabaseSync): AppendWriter {
  // Rows as arrays: twice as fast as objects.
  const look = (sql: string) => db.prepare(sql, { returnArrays: true });
  const versionOf = look('select version from events where stream = ? order by version desc limit 1');
  const commandKnown = look('select 1 from events where command_id = ? limit 1');
  const ofCommand = look(
    'select position, recorded_at, partition, cast(body as text) from events where command_id = ? order by position',
  );
  const insert = db.prepare('insert into events values (?, ?, ?, ?, ?, ?, ?, cast(? as blob))');

  return (append, batch) => {
    if (commandKnown.get(append.commandId)) {
      return firstReceipt(ofCommand.all(append.commandId).map(recordedEvent), append);
    }
    check(append);
    for (const { events } of append.writes) {
      for (const { partition, stream, version, id, body } of events) {
        batch.position += 1;
        batch.units += body.length;
        insert.run(batch.position, batch.recordedAt, partition, stream, version, id, append.commandId, body);
      }
    }
    return receiptOf(append, batch.position);
  };

  function check({ writes }: EncodedAppend): void {
    for (const { stream, expected } of writes) {
      const actual = Number(versionOf.get(stream)?.[0] ?? 0);
      if (actual !== expected) throw new VersionConflict(stream, expected, actual);
    }
  }
}

function receiptOf({ writes: [subject] }: EncodedAppend, position: Position): Receipt {
  if (!subject) throw new Error('an append without a write was encoded');
  return { id: streamId(subject.stream), version: subject.expected + subject.events.length, position };
}
