import {
  type EventStore,
  type LogIdentity,
  type Partition,
  type Position,
  partitionCount,
  type RecordedEvent,
  readLimitMax,
} from '@hoso/event-sourcing';
import type pg from 'pg';
import { reaching } from './connection.ts';

/** What a store and a reader answer alike. */
export type LogQueries = Pick<EventStore, 'log' | 'readStream' | 'findCommand' | 'readAll' | 'head'>;

/** Every statement is prepared once a connection, under its own name. */
export function logQueries(pool: pg.Pool, schema: string, log: LogIdentity): LogQueries {
  const events = `"${schema}".events`;
  const rows = async (name: string, where: string, values: readonly unknown[]): Promise<readonly RecordedEvent[]> => {
    const text = `select position, recorded_at, partition, convert_from(body, 'UTF8') from ${events} where ${where}`;
    const { rows: found } = await reaching(() =>
      pool.query<unknown[]>({ name, text, values: [...values], rowMode: 'array' }),
    );
    return found.map(recordedEvent);
  };
  return {
    log,
    async readStream(stream, after, limit) {
      checkPage(after, limit);
      return rows('of_stream', 'stream = $1 and version > $2 order by version limit $3', [stream, after, limit]);
    },
    findCommand: (commandId) => rows('of_command', 'command_id = $1 order by position', [commandId]),
    async readAll(after, limit, partition) {
      checkPage(after, limit, partition);
      return partition === undefined
        ? rows('of_log', 'position > $1 order by position limit $2', [after, limit])
        : rows('of_partition', 'partition = $1 and position > $2 order by position limit $3', [
            partition,
            after,
            limit,
          ]);
    },
    async head() {
      const query = { name: 'head', text: `select coalesce(max(position), 0) as position from ${events}` };
      const { rows: found } = await reaching(() => pool.query<{ position: number }>(query));
      return found[0]?.position ?? 0;
    },
  };
}

/** Decodes a row of the columns that `rows` selects; the table's types make them certain. */
function recordedEvent(row: readonly unknown[]): RecordedEvent {
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
