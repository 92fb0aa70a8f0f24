import { envelopeOf, partitionCount, type RecordedEvent, streamCategory } from '@hoso/event-sourcing';
import { fromHeaderText, toHeaderText } from './header-text.ts';

/** A recorded event as a CloudEvents 1.0 message in binary mode. */
export interface EventMessage {
  readonly log: string;
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The stored body, verbatim. */
  readonly payload: string;
}

/** What arrives: `header` answers '' for what is not there. */
export interface ArrivedMessage {
  readonly subject: string;
  readonly sequence: number;
  readonly header: (name: string) => string;
  readonly payload: () => string;
}

/** A message in the log's stream that is no event of the log. It is set aside and told. */
export class NotOurs extends Error {
  override readonly name = 'NotOurs';

  constructor(subject: string, sequence: number, why: string) {
    super(`message ${sequence} at ${subject} is no event of this log: ${why}`);
  }
}

/** Few subjects: a consumer filters partitions, others may filter categories and types; never one for each dossier. */
export function eventSubject(log: string, partition: number, rest = '>'): string {
  return `${log}.events.${partition}.${rest}`;
}

/** An event on its way out. */
export function toMessage(event: RecordedEvent): EventMessage {
  const { log, id, type, stream, schemaVersion, occurredAt, recordedAt, traceparent } = envelopeOf(event);
  return {
    log,
    subject: eventSubject(log, event.partition, `${streamCategory(stream)}.${type}`),
    headers: {
      'ce-specversion': '1.0',
      'ce-id': id,
      'ce-source': log,
      'ce-type': type,
      'ce-subject': toHeaderText(stream),
      'ce-time': occurredAt,
      'ce-position': String(event.position),
      'ce-recordedat': recordedAt,
      'ce-schemaversion': String(schemaVersion),
      ...(traceparent === undefined ? {} : { 'ce-traceparent': traceparent }),
      'content-type': 'application/json',
      'Nats-Msg-Id': id,
    },
    payload: event.body,
  };
}

/** An event that arrived, as the store has it. Throws `NotOurs`. */
export function fromMessage(log: string, message: ArrivedMessage): RecordedEvent {
  const { subject, sequence, header } = message;
  const refuse = (why: string): never => {
    throw new NotOurs(subject, sequence, why);
  };
  if (header('ce-specversion') !== '1.0') refuse('it is no CloudEvent 1.0 in binary mode');
  if (header('ce-source') !== log) refuse('its ce-source is another');
  if (header('ce-position') !== String(sequence)) refuse('its ce-position is not its place in the stream');
  const recordedAt = Date.parse(header('ce-recordedat'));
  if (!Number.isSafeInteger(recordedAt)) refuse('its ce-recordedat is no instant');
  const partition = partitionIn(subject, log) ?? refuse('its subject names no partition');
  const body = message.payload();
  const said = bodySays(body);
  if (said?.id !== header('ce-id') || said.log !== log) refuse('its body is not that of the event it names');
  if (said?.stream !== fromHeaderText(header('ce-subject'))) refuse('its body is of another stream');
  return { position: sequence, recordedAt, partition, body };
}

function partitionIn(subject: string, log: string): number | undefined {
  const [source, events, token = ''] = subject.split('.', 3);
  const partition = /^\d{1,2}$/.test(token) ? Number(token) : partitionCount;
  return source === log && events === 'events' && partition < partitionCount ? partition : undefined;
}

function bodySays(body: string): Readonly<Record<'id' | 'log' | 'stream', unknown>> | undefined {
  try {
    const said: unknown = JSON.parse(body);
    if (typeof said !== 'object' || said === null) return undefined;
    return {
      id: 'id' in said ? said.id : undefined,
      log: 'log' in said ? said.log : undefined,
      stream: 'stream' in said ? said.stream : undefined,
    };
  } catch {
    return undefined;
  }
}
