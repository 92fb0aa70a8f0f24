import type { DatabaseSync } from 'node:sqlite';
import {
  type EventStore,
  envelopeOf,
  LogDamaged,
  type LogIdentity,
  LogOpened,
  type Partition,
  type Position,
  partitionCount,
  type RecordedEvent,
  readLimitMax,
  StoreUnavailable,
} from '@hoso/event-sourcing';
import { findingDamage, LogFileError, logNameOf, type Range, readingRange } from './log-file-error.ts';

/** What a store and a reader answer alike. */
export type LogQueries = Pick<EventStore, 'log' | 'readStream' | 'findCommand' | 'readAll' | 'head'>;

/** Every answer is an array with a limit: a statement is never left half read. */
export function logQueries(db: DatabaseSync, path: string): LogQueries {
  const rows = (where: string) =>
    db.prepare(`select position, recorded_at, partition, cast(body as text) from events where ${where}`, {
      returnArrays: true,
    });
  const ofStream = db.prepare(
    `select position, recorded_at, partition, cast(body as text), version from events
     where stream = ? and version > ? order by version limit ?`,
    { returnArrays: true },
  );
  const ofCommand = rows('command_id = ? order by position');
  const ofLog = rows('position > ? order by position limit ?');
  const ofPartition = rows('partition = ? and position > ? order by position limit ?');
  const last = db.prepare('select max(position) as position from events');
  const headNow = () => findingDamage(path, () => Number(last.get()?.['position']));
  const everywhere = () => ({ from: 1, to: headNow() });
  const read = (query: () => readonly unknown[], range: () => Range): readonly RecordedEvent[] => {
    if (!db.isOpen) throw new StoreUnavailable('closed');
    return readingRange(path, range, () => query().map(recordedEvent));
  };
  const damaged = (from: Position, to: Position, reason: string) => new LogDamaged(logNameOf(path), from, to, reason);
  return {
    log: logOf(db, path),
    async readStream(stream, after, limit) {
      checkPage(after, limit);
      let version = after;
      return read(() => {
        const found = ofStream.all(stream, after, limit);
        for (const row of found) {
          if (versionOf(row) !== ++version) throw damaged(1, headNow(), `${stream} has no version ${version}`);
        }
        return found;
      }, everywhere);
    },
    async findCommand(commandId) {
      return read(() => ofCommand.all(commandId), everywhere);
    },
    async readAll(after, limit, partition) {
      checkPage(after, limit, partition);
      const range = () => ({ from: after + 1, to: Math.max(after + 1, Math.min(after + limit, headNow())) });
      if (partition !== undefined) return read(() => ofPartition.all(partition, after, limit), range);
      // Read before the page, since others may append between the two.
      const head = db.isOpen ? headNow() : 0;
      const page = read(() => ofLog.all(after, limit), range);
      const gap = page.findIndex(({ position }, index) => position !== after + 1 + index);
      if (gap !== -1) throw damaged(after + 1 + gap, (page[gap]?.position ?? head) - 1, 'events are missing');
      const reached = after + page.length;
      if (page.length < limit && reached < head) throw damaged(reached + 1, head, 'events are missing');
      return page;
    },
    async head() {
      if (!db.isOpen) throw new StoreUnavailable('closed');
      return headNow();
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

/** The fifth column of a row of a stream. */
function versionOf(row: unknown): unknown {
  return Array.isArray(row) ? row[4] : undefined;
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
