import { randomUUID } from 'node:crypto';
import {
  type EncodedAppend,
  LogDamaged,
  type Position,
  type RecordedEvent,
  type StreamVersion,
} from '@hoso/event-sourcing';
import { type AppendRecordInput, type ConsistencyCheck, NO_STREAM, STREAM_STATE } from '@kurrent/kurrentdb-client';
import { z } from 'zod';
import type { LogNames } from './names.ts';

/** Where a log stands: its last position, and when that was recorded (milliseconds since 1970). */
export interface Head {
  readonly position: Position;
  readonly recordedAt: number;
}

/** An append with its place in the log, and what the server is asked to check for it. */
export interface PlacedAppend {
  readonly append: EncodedAppend;
  /** The last position it writes. */
  readonly last: Position;
  readonly records: readonly AppendRecordInput[];
  readonly checks: readonly AppendCheck[];
}

/** A check, and what its failure means: the `index`th write of the append. */
export type AppendCheck = { readonly check: ConsistencyCheck } & (
  | { readonly of: 'command' }
  | { readonly of: 'write'; readonly index: number }
);

/**
 * One append as records: each event in its own stream and in the log's, byte for byte the same; its command's id as a
 * stream of its own, so that the server itself finds out repeats.
 */
export function placed(names: LogNames, append: EncodedAppend, head: Head): PlacedAppend {
  const events = append.writes.flatMap((write) => write.events);
  const { commandId, commandType } = append;
  const last = head.position + events.length;
  const place = JSON.stringify({ first: head.position + 1, last });
  return {
    append,
    last,
    records: [
      ...events.flatMap((event, index) => {
        const position = head.position + 1 + index;
        const { partition, body } = event;
        const type = typeOf(body);
        const data = Buffer.from(body);
        const said = { position: String(position), recordedAt: String(head.recordedAt), partition: String(partition) };
        return [binary(names.ofStream(event.stream), type, data, said), binary(names.log, type, data, said)];
      }),
      binary(names.ofCommand(commandId), commandType, Buffer.from(place)),
    ],
    checks: [
      { of: 'command', check: isAt(names.ofCommand(commandId), 0) },
      ...append.writes.map(({ stream, expected }, index) => ({
        ...{ of: 'write' as const, index, check: isAt(names.ofStream(stream), expected) },
      })),
    ],
  };
}

/** That a stream is at a version, as the server is asked it: it counts from 0, and knows no version of no stream. */
export function isAt(streamName: string, version: StreamVersion): ConsistencyCheck {
  return { type: STREAM_STATE, streamName, expectedState: version === 0 ? NO_STREAM : BigInt(version - 1) };
}

/** The version that a stream has, as the server says it; none for one that somebody has deleted. */
export function versionOf(state: bigint | typeof NO_STREAM): StreamVersion | undefined {
  if (state === NO_STREAM) return 0;
  return state < 0n ? undefined : Number(state) + 1;
}

/** What the client answers of an event that is read; see its `ResolvedEvent`. */
export interface ReadRecord {
  readonly revision: bigint;
  readonly data: unknown;
  readonly metadata?: unknown;
}

const number = z.union([z.string().regex(/^\d+$/).transform(Number), z.number()]).pipe(z.int().nonnegative());
const Said = z.object({ position: number, recordedAt: number, partition: number });
const Place = z.object({ first: z.int().positive(), last: z.int().positive() });

/** An event as it was recorded. Throws `LogDamaged` where what lies there is none. */
export function recordedEvent(log: string, { revision, data, metadata }: ReadRecord): RecordedEvent {
  const said = Said.safeParse(metadata);
  const at = said.data?.position ?? Number(revision) + 1;
  if (!said.success || !(data instanceof Uint8Array)) throw new LogDamaged(log, at, at, 'what lies there is no event');
  return { ...said.data, body: textOf(log, at, data) };
}

/** The first and the last position of a command's events. Throws `LogDamaged`. */
export function placeOf(log: string, { data }: ReadRecord): z.infer<typeof Place> {
  const place = Place.safeParse(data instanceof Uint8Array ? JSON.parse(Buffer.from(data).toString()) : data);
  if (!place.success) throw new LogDamaged(log, 1, 1, 'a command says nothing of its events');
  return place.data;
}

function textOf(log: string, at: Position, data: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data);
  } catch (cause) {
    throw new LogDamaged(log, at, at, 'what lies there is no text', { cause });
  }
}

/** A canonical body ends with type and version. The server shows the type; nobody reads it back. */
function typeOf(body: string): string {
  return /"type":"([A-Za-z0-9]+)","version":\d+\}$/.exec(body)?.[1] ?? 'Event';
}

/**
 * Bytes, not JSON: the client would write JSON in its own way.
 *
 * A record's id is new in every request. The server takes what it has seen an id of for a repeat, whatever it says: it
 * would acknowledge somebody else's progress as ours, and where only a part of a request is a repeat it does not say
 * which. Repeats are found by checks.
 */
export function binary(
  streamName: string,
  type: string,
  data: Uint8Array,
  metadata?: Readonly<Record<string, string>>,
): AppendRecordInput {
  return { streamName, record: { id: randomUUID(), contentType: 'application/octet-stream', type, data, metadata } };
}
