import {
  type AppendOutcome,
  type EncodedAppend,
  firstReceipt,
  type LogIdentity,
  type Receipt,
  type RecordedEvent,
  streamId,
  VersionConflict,
} from '@hoso/event-sourcing';
import { unavailable } from '@hoso/postgres';
import type pg from 'pg';
import { binaryArray } from './binary-array.ts';

/**
 * Writes a batch of appends in one call of the log's `append` function. Rejects where nothing is known to be written.
 */
export type AppendWriter = (client: pg.Client, batch: readonly EncodedAppend[]) => Promise<readonly AppendOutcome[]>;

export interface AppendWriterOptions {
  readonly schema: string;
  readonly log: LogIdentity;
  /** Milliseconds since 1970; what a log that is not live is stamped by. */
  readonly clock: () => number;
  readonly findCommand: (commandId: string) => Promise<readonly RecordedEvent[]>;
  /** The function that is called: of writers, or of recorders. */
  readonly call?: 'append' | 'record';
}

/** A row of what the function answers; writes are counted over the whole batch, from 1. */
type Row = [append: number, status: string, head: number | null, atWrite: number | null, actual: number | null];

export function appendWriter(options: AppendWriterOptions): AppendWriter {
  const { schema, log, clock, findCommand, call = 'append' } = options;
  const text = `select append, status, head, at_write, actual
    from "${schema}".${call}($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
  return async (client, batch) => {
    const stamp = log.kind === 'live' ? null : Math.floor(clock());
    const values = [stamp, ...columnsOf(batch)];
    const { rows } = await client.query<Row>({ name: 'append', text, values, rowMode: 'array' });
    const [first] = rows;
    if (first?.[1] === 'all written') return receiptsOf(batch, Number(first[2]));
    const answers = new Map(rows.map((row) => [row[0], row]));
    return Promise.all(batch.map((append, index) => outcomeOf(append, answers.get(index + 1), batch, findCommand)));
  };
}

/** Of a batch that was written whole, up to the log's new head. */
function receiptsOf(batch: readonly EncodedAppend[], head: number): readonly AppendOutcome[] {
  const counts = batch.map(({ writes }) => writes.reduce((sum, { events }) => sum + events.length, 0));
  let position = head - counts.reduce((sum, count) => sum + count, 0);
  return batch.map((append, index) => {
    position += counts[index] ?? 0;
    return { receipt: receiptOf(append, position) };
  });
}

/** A batch as arrays of the function's arguments. Appends and writes count from 1. */
function columnsOf(batch: readonly EncodedAppend[]): readonly Buffer[] {
  const writes = batch.flatMap((append) => append.writes);
  const events = writes.flatMap((write) => write.events);
  return [
    binaryArray.uuid(batch.map(({ commandId }) => commandId)),
    binaryArray.integer(batch.flatMap((append, index) => append.writes.map(() => index + 1))),
    binaryArray.text(writes.map(({ stream }) => stream)),
    binaryArray.integer(writes.map(({ expected }) => expected)),
    binaryArray.integer(writes.flatMap((write, index) => write.events.map(() => index + 1))),
    binaryArray.smallint(events.map(({ partition }) => partition)),
    binaryArray.uuid(events.map(({ id }) => id)),
    binaryArray.bytea(events.map(({ body }) => body)),
  ];
}

async function outcomeOf(
  append: EncodedAppend,
  row: Row | undefined,
  batch: readonly EncodedAppend[],
  findCommand: AppendWriterOptions['findCommand'],
): Promise<AppendOutcome> {
  const [, status, head, atWrite, actual] = row ?? [];
  if (status === 'known') return knownOutcome(append, findCommand);
  if (status === 'written') return { receipt: receiptOf(append, Number(head)) };
  if (status === 'conflict') {
    const write = batch.flatMap(({ writes }) => writes)[Number(atWrite) - 1];
    if (write) return { refusal: new VersionConflict(write.stream, write.expected, Number(actual)) };
  }
  throw new Error(`the log's append function answered ${JSON.stringify(row)}`);
}

/** A look-up that fails is the failure of this append alone: the others of its batch are written. */
async function knownOutcome(
  append: EncodedAppend,
  findCommand: AppendWriterOptions['findCommand'],
): Promise<AppendOutcome> {
  try {
    return { receipt: firstReceipt(await findCommand(append.commandId), append) };
  } catch (error) {
    const refusal = unavailable(error);
    if (Error.isError(refusal)) return { refusal };
    throw error;
  }
}

function receiptOf({ writes: [subject] }: EncodedAppend, position: number): Receipt {
  if (!subject) throw new Error('an append without a write was encoded');
  return { id: streamId(subject.stream), version: subject.expected + subject.events.length, position };
}
