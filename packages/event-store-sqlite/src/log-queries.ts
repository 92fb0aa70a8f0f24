import type { DatabaseSync } from 'node:sqlite';
import {
  type EventStore,
  envelopeOf,
  type LogIdentity,
  LogOpened,
  type Partition,
  type Position,
  partitionCount,
  type RecordedEvent,
  readLimitMax,
  StoreUnavailable,
} from '@hoso/event-sourcing';
import { findingDamage, LogFileError } from './log-file-error.ts';

/** What a store and a reader answer alike. */
export type LogQueries = Pick<EventStore, 'log' | 'readStream' | 'findCommand' | 'readAll' | 'head'>;

/** Every answer is an array with a limit: a statement is never left half read. */
export function logQueries(db: DatabaseSync, path: string): LogQueries {
  const rows = (where: string) =>
    db.prepare(`select position, recorded_at, partition, cast(body as text) from events where ${where}`, {
      returnArrays: true,
    });
  const ofStream = rows('stream = ? and version > ? order by version limit ?');
  const ofCommand = rows('command_id = ? order by position');
  const ofLog = rows('position > ? order by position limit ?');
  const ofPartition = rows('partition = ? and position > ? order by position limit ?');
  const head = db.prepare('select max(position) as position from events');
  const read = (query: () => readonly unknown[]): readonly RecordedEvent[] => {
    if (!db.isOpen) throw new StoreUnavailable('closed');
    return findingDamage(path, () => query().map(recordedEvent));
  };
  return {
    log: logOf(db, path),
    async readStream(stream, after, limit) {
      checkPage(after, limit);
      return read(() => ofStream.all(stream, after, limit));
    },
    async findCommand(commandId) {
      return read(() => ofCommand.all(commandId));
    },
    async readAll(after, limit, partition) {
      checkPage(after, limit, partition);
      return read(() => (partition === undefined ? ofLog.all(after, limit) : ofPartition.all(partition, after, limit)));
    },
    async head() {
      if (!db.isOpen) throw new StoreUnavailable('closed');
      return findingDamage(path, () => Number(head.get()?.['position']));
    },
  };
}

/** What position 1 says of the log. Throws `DamagedLog` where it is not `LogOpened`. */
export function logOf(db: DatabaseSync, path: string): LogIdentity {
  const first = db.prepare('select cast(body as text) as body from events where position = 1').get();
  const opened = LogOpened.schema.safeParse(first && dataOf(String(first['body'])));
  if (!opened.success)
    throw new LogFileError('DamagedLog', path, 'the log is damaged: it does not begin with LogOpened');
  return { id: opened.data.log, kind: opened.data.kind };
}

function dataOf(body: string): unknown {
  try {
    return envelopeOf({ position: 1, recordedAt: 0, partition: 0, body }).data;
  } catch {
    return undefined;
  }
}

/** Decodes a row of the columns that `rows` selects; the table is STRICT, so that their types are certain. */
export function recordedEvent(row: unknown): RecordedEvent {
  const [position, recordedAt, partition, body] = row as readonly [number, number, number, string];
  return { position, recordedAt, partition, body };
}

function checkPage(after: Position, limit: number, partition?: Partition): void {
  if (!Number.isSafeInteger(after) || after < 0) throw new RangeError(`after: ${after} is not a position or version`);
  if (!Number.isInteger(limit) || limit < 1 || limit > readLimitMax) {
    throw new RangeError(`limit: ${limit} is not between 1 and ${readLimitMax}`);
  }
  if (partition === undefined) return;
  if (!Number.isInteger(partition) || partition < 0 || partition >= partitionCount) {
    throw new RangeError(`partition: ${partition} is not between 0 and ${partitionCount - 1}`);
  }
}
