import { LogDamaged } from './log-damaged.ts';

/** Where an event stands in its log: 1, 2, 3 … without a gap. */
export type Position = number;
/** The count of events in a stream; "no stream" is 0. */
export type StreamVersion = number;
/** `<category>-<id>`, see `streamName`. */
export type StreamName = string;
/** A UUID chosen by whoever sends the command. */
export type CommandId = string;
/** 0 … 15, see `partitionOf`. */
export type Partition = number;
/** Exactly `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type Instant = string;

/** Who acted. `id` is opaque: never a name or a national number. */
export interface Actor {
  readonly id: string;
  readonly role: string;
  readonly unit: string;
}

/** Somebody who has changed his role or his unit is another actor: he may do other things. */
export function isSameActor(one: Actor, other: Actor): boolean {
  return one.id === other.id && one.role === other.role && one.unit === other.unit;
}

/**
 * What an appender says of a new event. The store adds log, stream, version, position and time of recording, and the
 * event's id, which follows from its command and its place in the append (`eventIdOf`).
 */
export interface NewEvent {
  readonly commandId: CommandId;
  readonly commandType: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** Absent for events that belong to no dossier; then the stream is what they belong to. */
  readonly dossierId?: string;
  readonly occurredAt: Instant;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  readonly data: unknown;
  /** JSON pointers into `data`, each at a sealed personal field. */
  readonly sealed?: readonly string[];
}

/** An event's body: the bytes that are final (ARCHITECTURE decision 19). */
export interface EventBody extends NewEvent {
  readonly id: string;
  readonly log: string;
  readonly stream: StreamName;
  readonly version: StreamVersion;
}

/** A recorded event as it is stored: canonical bytes, and beside them what the store assigned. */
export interface RecordedEvent {
  readonly position: Position;
  /** Milliseconds since 1970 by the store's clock. */
  readonly recordedAt: number;
  readonly partition: Partition;
  /** RFC 8785 JSON of an `EventBody`. Its UTF-8 form is the very bytes stored. */
  readonly body: string;
}

/**
 * A recorded event, read: its body's members and the two the store assigned. `data` is in the shape it was stored in.
 */
export interface Envelope extends EventBody {
  readonly position: Position;
  readonly recordedAt: Instant;
}

/** Reads a recorded event. The store wrote it through `encodeAppend`, so the shape is trusted and not checked again. */
export function envelopeOf(recorded: RecordedEvent): Envelope {
  const body = bodyOf(recorded) as EventBody;
  return { ...body, position: recorded.position, recordedAt: instantOf(recorded.recordedAt) };
}

/** An event's body, parsed. Throws `LogDamaged` where it is none. */
export function bodyOf({ body, position }: RecordedEvent) {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new LogDamaged(undefined, position, position, 'what lies there is no event', { cause });
  }
}

/** What an event belongs to, and so what is held when it cannot be handled: its dossier, or else its stream. */
export function subjectOf(event: { readonly dossierId?: string | undefined; readonly stream: StreamName }): string {
  return event.dossierId ?? event.stream;
}

/** Milliseconds since 1970 as an instant. */
export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

const instantForm = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{3}Z$/;
/** Where the day stands in it, and up to which day every month has it. */
const dayAt = 8;
const everyMonthHas = '28';

/** True for exactly `YYYY-MM-DDTHH:mm:ss.sssZ` with a date and time that exist. */
export function isInstant(text: string): boolean {
  if (!instantForm.test(text)) return false;
  return text.slice(dayAt, dayAt + everyMonthHas.length) <= everyMonthHas || instantOf(Date.parse(text)) === text;
}
