import {
  type AppendOutcome,
  type EncodedAppend,
  type EncodedEvent,
  firstReceipt,
  InvalidAppend,
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

/** A row of what the function answers; writes and events are counted over the whole batch, from 1. */
type Row = [
  append: number,
  status: string,
  head: number | null,
  atWrite: number | null,
  atEvent: number | null,
  actual: number | null,
];

export function appendWriter(options: AppendWriterOptions): AppendWriter {
  const { schema, log, clock, findCommand, call = 'append' } = options;
  const text = `select append, status, head, at_write, at_event, actual
    from "${schema}".${call}($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
  return async (client, batch) => {
    const columns = columnsOf(batch);
    const stamp = log.kind === 'live' ? null : Math.floor(clock());
    const commands = binaryArray.uuid(batch.map(({ commandId }) => commandId));
    const values = [stamp, commands, ...columns.values];
    const { rows } = await client.query<Row>({ name: 'append', text, values, rowMode: 'array' });
    const [first] = rows;
    if (first?.[1] === 'all written') return receiptsOf(batch, Number(first[2]));
    const answers = new Map(rows.map((row) => [row[0], row]));
    return Promise.all(batch.map((append, index) => outcomeOf(append, answers.get(index + 1), columns, findCommand)));
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

type Columns = ReturnType<typeof columnsOf>;

/** The writes and events of a batch, and the same as arrays of the function's arguments. Appends count from 1. */
function columnsOf(batch: readonly EncodedAppend[]) {
  const writes: EncodedAppend['writes'][number][] = [];
  const events: EncodedEvent[] = [];
  const appendOfWrite: number[] = [];
  const appendOfEvent: number[] = [];
  for (const [index, append] of batch.entries()) {
    for (const write of append.writes) {
      writes.push(write);
      appendOfWrite.push(index + 1);
      for (const event of write.events) {
        events.push(event);
        appendOfEvent.push(index + 1);
      }
    }
  }
  const values = [
    binaryArray.integer(appendOfWrite),
    binaryArray.text(writes.map(({ stream }) => stream)),
    binaryArray.integer(writes.map(({ expected }) => expected)),
    binaryArray.integer(appendOfEvent),
    binaryArray.text(events.map(({ stream }) => stream)),
    binaryArray.integer(events.map(({ version }) => version)),
    binaryArray.smallint(events.map(({ partition }) => partition)),
    binaryArray.uuid(events.map(({ id }) => id)),
    binaryArray.bytea(events.map(({ body }) => body)),
  ];
  return { writes, events, values };
}

async function outcomeOf(
  append: EncodedAppend,
  row: Row | undefined,
  { writes, events }: Columns,
  findCommand: AppendWriterOptions['findCommand'],
): Promise<AppendOutcome> {
  const [, status, head, atWrite, atEvent, actual] = row ?? [];
  const write = writes[Number(atWrite) - 1];
  const event = events[Number(atEvent) - 1];
  if (status === 'known') return knownOutcome(append, findCommand);
  if (status === 'written') return { receipt: receiptOf(append, Number(head)) };
  if (status === 'conflict' && write) {
    return { refusal: new VersionConflict(write.stream, write.expected, Number(actual)) };
  }
  if (status === 'taken' && event) return { refusal: idTaken(append, event.id) };
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

function idTaken({ writes }: EncodedAppend, taken: string): InvalidAppend {
  const places = writes.flatMap(({ events }, w) =>
    events.map(({ id }, e) => ({ id, path: `/writes/${w}/events/${e}/id` })),
  );
  return new InvalidAppend(places.find(({ id }) => id === taken)?.path ?? '/writes', 'another event has this id');
}

function receiptOf({ writes: [subject] }: EncodedAppend, position: number): Receipt {
  if (!subject) throw new Error('an append without a write was encoded');
  return { id: streamId(subject.stream), version: subject.expected + subject.events.length, position };
}
