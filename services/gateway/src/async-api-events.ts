import { Actor, eventNames, Instant, publishedEvents, Uuid } from '@hoso/contracts';
import { type AnyEventType, allPartitions } from '@hoso/event-sourcing';
import { z } from 'zod';
import type { JsonSchemasByName } from './json-schemas.ts';

const types: readonly (readonly [category: string, type: AnyEventType])[] = Object.entries(publishedEvents).flatMap(
  ([category, each]) => each.map((type) => [category, type] as const),
);

/** The parameters of an event's subject. */
export const eventParameters = {
  log: { description: 'The id of the log, a UUID.' },
  partition: {
    description: 'A dossier, or what belongs to none by its stream, is always in the same one.',
    enum: allPartitions.map(String),
  },
};

/** The stored bodies of every type of event in every version of its schema, by the names of their messages. */
export function eventSchemas(): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(
    types.flatMap(([, type]) =>
      type.history.map((data, before) => [messageOf(type, before + 1), bodyOf(type, before + 1, data)] as const),
    ),
  );
}

/** One channel a type of event, with one message for every version in which it may have been stored. */
export function eventChannels(schemas: JsonSchemasByName): object {
  return Object.fromEntries(
    types.map(([category, type]) => [
      channelOf(type),
      {
        address: `{log}.events.{partition}.${category}.${type.name}`,
        parameters: {
          log: { $ref: '#/components/parameters/log' },
          partition: { $ref: '#/components/parameters/partition' },
        },
        messages: Object.fromEntries(
          type.history.map((_, before) => [messageOf(type, before + 1), message(type, before + 1, schemas)]),
        ),
      },
    ]),
  );
}

export function eventOperations(): object {
  return Object.fromEntries(
    types.map(([category, type]) => {
      const name = eventNames.get(type.name);
      return [
        type.name,
        {
          action: 'send',
          channel: { $ref: `#/channels/${channelOf(type)}` },
          summary: name?.en,
          description: `${name?.vi}. Schema version ${type.version}.`,
          tags: [{ name: category }, { name: 'event' }],
        },
      ];
    }),
  );
}

function channelOf({ name }: AnyEventType): string {
  return `events.${name}`;
}

function messageOf({ name }: AnyEventType, version: number): string {
  return `${name}.${version}`;
}

function message(type: AnyEventType, version: number, schemas: JsonSchemasByName): object {
  const name = eventNames.get(type.name);
  return {
    name: type.name,
    title: name?.en,
    summary: name?.vi,
    description: `schemaVersion ${version} of ${type.version}${version === type.version ? ', as written today' : ''}`,
    correlationId: { location: '$message.payload#/correlationId' },
    headers: headersOf(type, version),
    payload: schemas[messageOf(type, version)],
  };
}

/** CloudEvents 1.0 in binary mode: attributes are headers, the payload is the stored body, byte for byte. */
function headersOf({ name }: AnyEventType, version: number): object {
  const instant = { type: 'string', format: 'date-time' };
  return {
    type: 'object',
    required: [
      ...['ce-specversion', 'ce-id', 'ce-source', 'ce-type', 'ce-subject', 'ce-time'],
      ...['ce-position', 'ce-recordedat', 'ce-schemaversion', 'content-type', 'Nats-Msg-Id'],
    ],
    properties: {
      'ce-specversion': { type: 'string', const: '1.0' },
      'ce-id': { type: 'string', description: "The event's id" },
      'ce-source': { type: 'string', description: "The log's id" },
      'ce-type': { type: 'string', const: name },
      'ce-subject': { type: 'string', description: 'The stream; percent-encoded where it is not printable ASCII' },
      'ce-time': { ...instant, description: 'When it occurred' },
      'ce-position': {
        type: 'string',
        pattern: '^[1-9][0-9]*$',
        description: 'Its place in the log, and in the stream',
      },
      'ce-recordedat': { ...instant, description: "When it was recorded, by the store's clock" },
      'ce-schemaversion': { type: 'string', const: String(version) },
      'ce-traceparent': { type: 'string', description: 'W3C Trace Context' },
      'content-type': { type: 'string', const: 'application/json' },
      'Nats-Msg-Id': { type: 'string', description: 'As `ce-id`: a repeat is known by it' },
    },
  };
}

/** An event's body as it is stored (ARCHITECTURE §7). */
function bodyOf({ name }: AnyEventType, version: number, data: z.ZodType): z.ZodType {
  return z.strictObject({
    log: z.string().meta({ description: "The log's id" }),
    id: z.string(),
    commandId: z.string(),
    commandType: z.string(),
    type: z.literal(name),
    schemaVersion: z.literal(version),
    stream: z.string(),
    version: z.int().min(1).meta({ description: 'Its place in its stream' }),
    dossierId: Uuid.optional(),
    occurredAt: Instant,
    actor: Actor,
    correlationId: z.string(),
    causationId: z.string().optional(),
    traceparent: z.string().optional(),
    data,
    sealed: z.array(z.string()).optional().meta({ description: 'JSON pointers into `data`, at sealed fields' }),
  });
}
