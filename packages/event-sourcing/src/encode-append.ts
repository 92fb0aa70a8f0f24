import { canonicalJson, canonicalString, NotCanonical } from './canonical-json.ts';
import {
  type Actor,
  type EventBody,
  envelopeOf,
  isInstant,
  isSameActor,
  type NewEvent,
  type Partition,
  type RecordedEvent,
  type StreamName,
  type StreamVersion,
  subjectOf,
} from './envelope.ts';
import { CommandIdReused, InvalidAppend, type Receipt, type StreamWrite } from './event-store.ts';
import { partitionOf } from './partition.ts';
import { eventIdOf } from './uuid.ts';

/** Limits of what a store takes (ARCHITECTURE decision 19). */
export const eventBytesMax = 262_144;
export const streamNameBytesMax = 200;
export const eventsPerAppendMax = 1_000;

/** One event, ready to be written: all that a table needs beside position and time of recording. */
export interface EncodedEvent {
  readonly id: string;
  readonly stream: StreamName;
  readonly version: StreamVersion;
  readonly partition: Partition;
  readonly body: string;
}

/** One append, ready to be written. */
export interface EncodedAppend {
  readonly commandId: string;
  readonly commandType: string;
  readonly actor: Actor;
  readonly writes: readonly {
    readonly stream: StreamName;
    readonly expected: StreamVersion;
    readonly events: readonly EncodedEvent[];
  }[];
}

/** Checks an append against every limit and writes its events' final bytes. Throws `InvalidAppend`. For adapters. */
export function encodeAppend(log: string, writes: readonly StreamWrite[]): EncodedAppend {
  const first = writes[0]?.events[0];
  if (!first) throw new InvalidAppend('/writes', 'an append writes at least one event');
  const streams = new Set<StreamName>();
  let count = 0;
  const encoded = writes.map(({ stream, expected, events }, w) => {
    checkStream(stream, expected, `/writes/${w}`);
    if (streams.has(stream)) throw new InvalidAppend(`/writes/${w}/stream`, `${stream} is written twice in one append`);
    streams.add(stream);
    const before = count;
    count += events.length;
    if (events.length === 0) throw new InvalidAppend(`/writes/${w}/events`, 'no event');
    if (count > eventsPerAppendMax)
      throw new InvalidAppend(`/writes/${w}/events`, `more than ${eventsPerAppendMax} events`);
    return {
      stream,
      expected,
      events: events.map((event, e) => {
        const place = { log, id: eventIdOf(first.commandId, before + e), stream, version: expected + e + 1 };
        return encodeEvent(place, event, first, `/writes/${w}/events/${e}`);
      }),
    };
  });
  return { commandId: first.commandId, commandType: first.commandType, actor: first.actor, writes: encoded };
}

/**
 * The first receipt of a repeated command, or `CommandIdReused`. `recorded` are the events that its id led to. For
 * adapters.
 */
export function firstReceipt(recorded: readonly RecordedEvent[], append: EncodedAppend): Receipt {
  const envelopes = recorded.map(envelopeOf);
  const streams = new Set(envelopes.map((event) => event.stream));
  const same =
    envelopes.every(
      ({ actor, commandType }) => isSameActor(actor, append.actor) && commandType === append.commandType,
    ) &&
    streams.size === append.writes.length &&
    append.writes.every(({ stream }) => streams.has(stream));
  const subject = append.writes[0]?.stream;
  const last = envelopes.findLast((event) => event.stream === subject);
  if (!same || !last) throw new CommandIdReused(append.commandId);
  return {
    id: streamId(last.stream),
    version: last.version,
    position: Math.max(...recorded.map((event) => event.position)),
  };
}

/** The name of a stream: `<category>-<id>`. */
export function streamName(category: string, id: string): StreamName {
  return `${category}-${id}`;
}

/** What a stream's name says after its category. */
export function streamId(stream: StreamName): string {
  return stream.slice(stream.indexOf('-') + 1);
}

/** What a stream's name begins with. */
export function streamCategory(stream: StreamName): string {
  return stream.slice(0, stream.indexOf('-'));
}

const streamForm = /^[a-z]+-[^\s\p{Cc}]+$/u;
const typeForm = /^[A-Z][A-Za-z0-9]{0,79}$/;
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const traceparentForm = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

function checkStream(stream: StreamName, expected: StreamVersion, path: string): void {
  if (!streamForm.test(stream)) throw new InvalidAppend(`${path}/stream`, 'not of the form <category>-<id>');
  if (Buffer.byteLength(stream) > streamNameBytesMax)
    throw new InvalidAppend(`${path}/stream`, `longer than ${streamNameBytesMax} bytes`);
  if (!Number.isSafeInteger(expected) || expected < 0) throw new InvalidAppend(`${path}/expected`, 'not a version');
}

/** What the store says of an event in its body. */
type Place = Pick<EventBody, 'log' | 'id' | 'stream' | 'version'>;

function encodeEvent(place: Place, event: NewEvent, first: NewEvent, path: string): EncodedEvent {
  checkEvent(event, first, path);
  const body = bodyOf(place, event, path);
  // A UTF-16 unit takes at most three bytes: only a long body needs to be measured.
  if (body.length * 3 > eventBytesMax && Buffer.byteLength(body) > eventBytesMax) {
    throw new InvalidAppend(path, `larger than ${eventBytesMax} bytes`);
  }
  const { id, stream, version } = place;
  return { id, stream, version, partition: partitionOf(subjectOf({ dossierId: event.dossierId, stream })), body };
}

function checkEvent(event: NewEvent, first: NewEvent, path: string): void {
  if (!uuidForm.test(event.commandId)) throw new InvalidAppend(`${path}/commandId`, 'not a UUID in lower case');
  if (
    event.commandId !== first.commandId ||
    event.commandType !== first.commandType ||
    !isSameActor(event.actor, first.actor)
  ) {
    throw new InvalidAppend(`${path}/commandId`, 'the events of an append come from one command of one actor');
  }
  if (!typeForm.test(event.type)) throw new InvalidAppend(`${path}/type`, 'not the name of an event type');
  if (!typeForm.test(event.commandType)) throw new InvalidAppend(`${path}/commandType`, 'not the name of a command');
  if (!Number.isSafeInteger(event.schemaVersion) || event.schemaVersion < 1) {
    throw new InvalidAppend(`${path}/schemaVersion`, 'not a version');
  }
  if (!isInstant(event.occurredAt))
    throw new InvalidAppend(`${path}/occurredAt`, 'not of the form YYYY-MM-DDTHH:mm:ss.sssZ');
  if (event.traceparent !== undefined && !traceparentForm.test(event.traceparent)) {
    throw new InvalidAppend(`${path}/traceparent`, 'not a W3C trace parent');
  }
  if (typeof event.data !== 'object' || event.data === null) throw new InvalidAppend(`${path}/data`, 'not an object');
}

/** RFC 8785 by hand for the envelope, whose members' order is known; any value in it goes through `canonicalJson`. */
function bodyOf({ log, id, stream, version }: Place, event: NewEvent, path: string): string {
  try {
    const text = (value: string, name: string) => canonicalString(value, `/${name}`);
    const optional = (value: string | undefined, name: string) =>
      value === undefined ? '' : `"${name}":${text(value, name)},`;
    const { actor } = event;
    const role = text(actor.role, 'actor/role');
    const who = `{"id":${text(actor.id, 'actor/id')},"role":${role},"unit":${text(actor.unit, 'actor/unit')}}`;
    const sealed = event.sealed === undefined ? '' : `"sealed":${canonicalJson(event.sealed, '/sealed')},`;
    const trace = event.traceparent === undefined ? '' : `"traceparent":"${event.traceparent}",`;
    return (
      `{"actor":${who},${optional(event.causationId, 'causationId')}"commandId":"${event.commandId}",` +
      `"commandType":"${event.commandType}","correlationId":${text(event.correlationId, 'correlationId')},` +
      `"data":${canonicalJson(event.data, '/data')},${optional(event.dossierId, 'dossierId')}"id":"${id}",` +
      `"log":"${log}","occurredAt":"${event.occurredAt}","schemaVersion":${event.schemaVersion},${sealed}` +
      `"stream":${text(stream, 'stream')},${trace}"type":"${event.type}","version":${version}}`
    );
  } catch (error) {
    if (error instanceof NotCanonical) throw new InvalidAppend(`${path}${error.path}`, error.reason);
    throw error;
  }
}
