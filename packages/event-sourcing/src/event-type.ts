import type { z } from 'zod';
import type { Envelope } from './envelope.ts';
import { type PersonalPath, personalPaths } from './personal.ts';

/**
 * A type of event with its whole schema history. Its name is unique on the platform; its `version` counts its revisions
 * from 1.
 */
export interface EventType<Name extends string, Schema extends z.ZodType> {
  readonly name: Name;
  readonly version: number;
  readonly schema: Schema;
  /** The schemas of every shape that was ever stored, oldest first: schema version n is the nth. */
  readonly history: readonly z.ZodType[];
  /** Where personal data lies in the newest shape. */
  readonly personal: readonly PersonalPath[];
  /**
   * Brings data stored under schema version `from` to the newest shape. Throws `NewerThanKnown` for a version yet to
   * come.
   */
  readonly upcast: (data: unknown, from: number) => z.output<Schema>;
  /**
   * The next revision: an additive change only; a changed meaning is a new type. `upcast` maps the shape before to this
   * one.
   */
  readonly revisedTo: <Next extends z.ZodType>(
    schema: Next,
    upcast: (previous: z.output<Schema>) => z.output<Next>,
  ) => EventType<Name, Next>;
}

/** Any event type: what a catalogue holds. */
export type AnyEventType = EventType<string, z.ZodType>;

/** The event that a type describes, or the union of several types' events. */
export type EventOf<Type> =
  Type extends EventType<infer Name, infer Schema> ? { readonly type: Name; readonly data: z.output<Schema> } : never;

/** An event in its newest shape with everything its envelope says. */
export type Read<Event> = Omit<Envelope, 'type' | 'data'> & Event;

/** Stored by a newer version of the platform than this one: to be held, never guessed or dropped. */
export class NewerThanKnown extends Error {
  override readonly name = 'NewerThanKnown';

  constructor(type: string, stored: number, known: number) {
    super(`${type} is stored in schema version ${stored}; this process knows versions up to ${known}`);
  }
}

/** The first version of an event type. */
export function eventType<Name extends string, Schema extends z.ZodType>(
  name: Name,
  schema: Schema,
): EventType<Name, Schema> {
  return revision(name, [], schema, (data) => data as z.output<Schema>);
}

function revision<Name extends string, Schema extends z.ZodType>(
  name: Name,
  before: readonly z.ZodType[],
  schema: Schema,
  fromOlder: (data: unknown, from: number) => z.output<Schema>,
): EventType<Name, Schema> {
  const history = [...before, schema];
  const version = history.length;
  return {
    name,
    version,
    schema,
    history,
    personal: personalPaths(schema),
    upcast: (data, from) => {
      if (from > version) throw new NewerThanKnown(name, from, version);
      // Stored bytes were checked by this very schema when they were written (see `commandHandler`).
      return from === version ? (data as z.output<Schema>) : fromOlder(data, from);
    },
    revisedTo: (next, upcast) =>
      revision(name, history, next, (data, from) =>
        next.parse(upcast(from === version ? (data as z.output<Schema>) : fromOlder(data, from))),
      ),
  };
}

/** The event types that a reader knows, by name. */
export interface EventCatalogue<Types extends AnyEventType> {
  readonly types: ReadonlyMap<string, AnyEventType>;
  /** The event in its newest shape, or `undefined` for a type that this reader does not know and so does not need. */
  readonly read: (envelope: Envelope) => Read<EventOf<Types>> | undefined;
}

/** Throws when two types share a name. */
export function eventCatalogue<const Types extends readonly AnyEventType[]>(
  ...types: Types
): EventCatalogue<Types[number]> {
  const byName = new Map<string, AnyEventType>(types.map((type) => [type.name, type]));
  if (byName.size !== types.length) throw new Error('two event types share a name');
  return {
    types: byName,
    read: (envelope) => {
      const type = byName.get(envelope.type);
      if (!type) return undefined;
      const data = type.upcast(envelope.data, envelope.schemaVersion);
      return { ...envelope, data } as Read<EventOf<Types[number]>>;
    },
  };
}
