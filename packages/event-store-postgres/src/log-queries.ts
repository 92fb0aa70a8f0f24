import {
  type EventStore,
  eventIdOf,
  eventsPerAppendMax,
  LogDamaged,
  type LogIdentity,
  type Partition,
  type Position,
  partitionCount,
  type RecordedEvent,
  readLimitMax,
} from '@hoso/event-sourcing';
import { codeOf, reaching } from '@hoso/postgres';
import type pg from 'pg';

/** What a store and a reader answer alike. */
export type LogQueries = Pick<EventStore, 'log' | 'readStream' | 'findCommand' | 'readAll' | 'head'>;

/** A row as it is selected; the table's types make them certain. */
type Row = [position: number, recordedAt: number, partition: number, body: string, version: number];

/** Every statement is prepared once a connection, under its own name. */
export function logQueries(
  pool: pg.Pool,
  { setting, schema, name }: { readonly setting: string; readonly schema: string; readonly name: string },
  log: LogIdentity,
): LogQueries {
  const events = `"${schema}".events`;
  const ask = async (statement: string, where: string, values: readonly unknown[]) => {
    const text = `select position, recorded_at, partition, convert_from(body, 'UTF8'), version
      from ${events} where ${where}`;
    const query = { name: statement, text, values: [...values], rowMode: 'array' as const };
    const { rows } = await reaching(() => pool.query<Row>(query), setting);
    return rows;
  };
  const head = async (): Promise<Position> => {
    const query = { name: 'head', text: `select coalesce(max(position), 0) as position from ${events}` };
    const { rows } = await reaching(() => pool.query<{ position: number }>(query), setting);
    return rows[0]?.position ?? 0;
  };
  const damaged = (from: Position, to: Position, reason: string, options?: ErrorOptions) =>
    new LogDamaged(name, from, to, reason, options);
  /** What `ask` answers; where the server finds its own files damaged, that is told with the positions asked for. */
  const read = async (from: Position, to: Position | undefined, rows: () => ReturnType<typeof ask>) => {
    try {
      return await rows();
    } catch (error) {
      if (!damage.test(codeOf(error) ?? '')) throw error;
      throw damaged(from, to ?? (await head()), 'the server finds it damaged', { cause: error });
    }
  };
  return {
    log,
    async readStream(stream, after, limit) {
      checkPage(after, limit);
      const where = 'stream = $1 and version > $2 order by version limit $3';
      const rows = await read(1, undefined, () => ask('of_stream', where, [stream, after, limit]));
      const gap = rows.findIndex(([, , , , version], index) => version !== after + 1 + index);
      if (gap !== -1) throw damaged(1, await head(), `${stream} has no version ${after + 1 + gap}`);
      return rows.map(recordedEvent);
    },
    async findCommand(commandId) {
      // They lie side by side, from the first one on.
      const first = `(select position from ${events} where id = $1)`;
      const where = `position >= ${first} and position < ${first} + ${eventsPerAppendMax} and command_id = $2
        order by position`;
      const values = [eventIdOf(commandId, 0), commandId];
      return (await read(1, undefined, () => ask('of_command', where, values))).map(recordedEvent);
    },
    async readAll(after, limit, partition) {
      checkPage(after, limit, partition);
      if (partition !== undefined) {
        const where = 'partition = $1 and position > $2 order by position limit $3';
        const rows = await read(after + 1, undefined, () => ask('of_partition', where, [partition, after, limit]));
        return rows.map(recordedEvent);
      }
      const where = 'position > $1 order by position limit $2';
      const page = (await read(after + 1, after + limit, () => ask('of_log', where, [after, limit]))).map(
        recordedEvent,
      );
      const gap = page.findIndex(({ position }, index) => position !== after + 1 + index);
      if (gap !== -1) throw damaged(after + 1 + gap, (page[gap]?.position ?? 0) - 1, 'events are missing');
      return page;
    },
    head,
  };
}

/** A page or an index that contradicts itself, and bytes that are no text. */
const damage = /^(XX00[12]|22021)$/;

function recordedEvent([position, recordedAt, partition, body]: Row): RecordedEvent {
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
