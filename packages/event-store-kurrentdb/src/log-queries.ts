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
} from '@hoso/event-sourcing';
import { BACKWARDS, END, FORWARDS } from '@kurrent/kurrentdb-client';
import type { Server } from './connection.ts';
import { failureOf, KurrentDbUnusable, unavailable } from './failure.ts';
import type { LogNames } from './names.ts';
import { type Head, placeOf, type ReadRecord, recordedEvent } from './records.ts';

/** What reading answers; the log's identity is known once it is open. */
export interface LogQueries extends Pick<EventStore, 'readStream' | 'findCommand' | 'readAll' | 'head'> {
  /** The last position and its time; 0 and 0 where there is no log. */
  readHead(): Promise<Head>;
}

export function logQueries(server: Server, names: LogNames, log: string): LogQueries {
  const readLog = async (after: Position, limit: number): Promise<readonly RecordedEvent[]> => {
    const page = (await recordsOf(server, names.log, after, limit)).map((record) => recordedEvent(log, record));
    const gap = page.findIndex(({ position }, index) => position !== after + 1 + index);
    if (gap !== -1) throw new LogDamaged(log, after + 1 + gap, after + page.length, 'events are missing');
    return page;
  };
  const readHead = async (): Promise<Head> => {
    const record = await lastRecord(server, names.log);
    return record ? recordedEvent(log, record) : { position: 0, recordedAt: 0 };
  };
  return {
    readHead,
    async readStream(stream, after, limit) {
      checkPage(after, limit);
      const records = await recordsOf(server, names.ofStream(stream), after, limit);
      const gap = records.findIndex(({ revision }, index) => Number(revision) !== after + index);
      if (gap !== -1) throw new LogDamaged(log, 1, (await readHead()).position, `${stream} misses a version`);
      return records.map((record) => recordedEvent(log, record));
    },
    async findCommand(commandId) {
      const [record] = await recordsOf(server, names.ofCommand(commandId), 0, 1);
      if (!record) return [];
      const { first, last } = placeOf(log, record);
      return readLog(first - 1, last - first + 1);
    },
    async readAll(after, limit, partition) {
      checkPage(after, limit, partition);
      return partition === undefined ? readLog(after, limit) : partitionOfLog(readLog, after, limit, partition);
    },
    head: async () => (await readHead()).position,
  };
}

/** A log that is there. One that is being carried here, or whose carrying broke off, is not whole. */
export interface FoundLog {
  readonly identity: LogIdentity;
  readonly isWhole: boolean;
}

/** What position 1 says of the log; none where there is no log. Throws `LogDamaged` where it says something else. */
export async function findLog(server: Server, names: LogNames, log: string): Promise<FoundLog | undefined> {
  const [record] = await recordsOf(server, names.log, 0, 1);
  if (!record) return undefined;
  const opened = LogOpened.schema.safeParse(envelopeOf(recordedEvent(log, record)).data);
  if (!opened.success) throw new LogDamaged(log, 1, 1, 'the log does not begin with LogOpened');
  const carried = await recordsOf(server, names.carried, 0, 2);
  return { identity: { id: opened.data.log, kind: opened.data.kind }, isWhole: carried.length !== 1 };
}

/** A log to work on; none where there is none. Throws `KurrentDbUnusable` where it is not whole, and `LogDamaged`. */
export async function findWholeLog(
  server: Server,
  names: LogNames,
  log: string,
  setting: string,
): Promise<LogIdentity | undefined> {
  const found = await findLog(server, names, log);
  if (!found || found.isWhole) return found?.identity;
  const remedy = 'Wait for it, or repeat the restore where it broke off: it goes on from there.';
  throw new KurrentDbUnusable('NotWhole', setting, `the log ${log} is still being restored`, remedy);
}

/** The events of a stream of the server after so many, at most `limit`; an unknown stream is an empty one. */
export async function recordsOf(
  server: Server,
  stream: string,
  after: number,
  limit: number,
): Promise<readonly ReadRecord[]> {
  const options = { fromRevision: BigInt(after), maxCount: limit, direction: FORWARDS, requiresLeader: true } as const;
  return read(server.readStream(stream, options));
}

/** The last `limit` events of a stream of the server, newest first. */
export async function lastRecords(server: Server, stream: string, limit: number): Promise<readonly ReadRecord[]> {
  const options = { fromRevision: END, maxCount: limit, direction: BACKWARDS, requiresLeader: true } as const;
  return read(server.readStream(stream, options));
}

async function lastRecord(server: Server, stream: string): Promise<ReadRecord | undefined> {
  return (await lastRecords(server, stream, 1))[0];
}

async function read(answer: AsyncIterable<{ readonly event?: ReadRecord }>): Promise<readonly ReadRecord[]> {
  const found: ReadRecord[] = [];
  try {
    for await (const { event } of answer) if (event) found.push(event);
    return found;
  } catch (error) {
    if (failureOf(error) === 'absent') return [];
    throw unavailable(error);
  }
}

/** The server has no index of partitions: the log is read in its order, and what belongs to others is left out. */
async function partitionOfLog(
  readLog: (after: Position, limit: number) => Promise<readonly RecordedEvent[]>,
  after: Position,
  limit: number,
  partition: Partition,
): Promise<readonly RecordedEvent[]> {
  const pageMax = Math.min(readLimitMax, limit * partitionCount);
  const found: RecordedEvent[] = [];
  for (let at = after; ; at += pageMax) {
    const page = await readLog(at, pageMax);
    found.push(...page.filter((recorded) => recorded.partition === partition));
    if (found.length >= limit || page.length < pageMax) return found.slice(0, limit);
  }
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
