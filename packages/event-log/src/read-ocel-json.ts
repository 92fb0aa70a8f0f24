import { z } from 'zod';
import { jsonElements } from './json-elements.ts';
import { OCEL_BEGINNING, type OcelLimits, type OcelType } from './ocel.ts';
import { atLine, OcelError, ocelReasons } from './ocel-error.ts';
import type { OcelSpool, SpooledValue } from './ocel-spool.ts';

/** Numbers and truth values stand for their text: many writers do not quote them. */
const Value = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);
const Relationships = z
  .array(z.looseObject({ objectId: z.string(), qualifier: z.string() }))
  .default([])
  .transform((all) => all.map(({ objectId, qualifier }) => ({ object: objectId, qualifier })));
const Event = z.looseObject({
  id: z.string(),
  type: z.string().min(1),
  time: z.string(),
  attributes: z.array(z.looseObject({ name: z.string(), value: Value })).default([]),
  relationships: Relationships,
});
const OcelObject = z.looseObject({
  id: z.string().min(1),
  type: z.string().min(1),
  attributes: z
    .array(z.looseObject({ name: z.string(), value: Value, time: z.string().default(OCEL_BEGINNING) }))
    .default([]),
  relationships: Relationships,
});
const Type = z.looseObject({
  name: z.string(),
  attributes: z.array(z.looseObject({ name: z.string(), type: z.string() })).default([]),
});

/** Puts what an OCEL 2.0 JSON file holds into a spool. Throws `OcelError` at the first fault. */
export const readOcelJson = async (
  text: AsyncIterable<string>,
  spool: OcelSpool,
  limits: OcelLimits,
): Promise<void> => {
  let types = 0;
  const wanted = ['eventTypes', 'objectTypes', 'events', 'objects'];
  for await (const { member, value, line } of jsonElements(text, wanted, limits)) {
    try {
      if (member === 'events') addEvent(spool, parsed(Event, value));
      else if (member === 'objects') addObject(spool, parsed(OcelObject, value));
      else {
        types += 1;
        if (types > limits.typesMax) throw new OcelError(ocelReasons.tooMany('types', limits.typesMax));
        addType(spool, member === 'eventTypes' ? 'event' : 'object', parsed(Type, value));
      }
    } catch (error) {
      throw error instanceof OcelError ? new OcelError({ vi: error.vi, en: error.message }, atLine(line)) : error;
    }
  }
};

const parsed = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => {
  const reading = schema.safeParse(value);
  if (reading.success) return reading.data;
  const [issue] = reading.error.issues;
  throw new OcelError(
    ocelReasons.member(issue?.path.join('.') || 'element', issue?.message ?? 'not what it should be'),
  );
};

const addEvent = (spool: OcelSpool, { id, type, time, attributes, relationships }: z.output<typeof Event>): void => {
  spool.addEvent({ id, type });
  spool.tellOfEvent(id, time, attributes);
  for (const relation of relationships) spool.relateEvent(id, relation);
};

const addObject = (spool: OcelSpool, { id, type, attributes, relationships }: z.output<typeof OcelObject>): void => {
  spool.addObject({ id, type });
  for (const { time, ...value } of attributes) spool.addValue(id, value satisfies SpooledValue, time);
  for (const relation of relationships) spool.relateObject(id, relation);
};

const addType = (spool: OcelSpool, kind: 'event' | 'object', { name, attributes }: z.output<typeof Type>): void => {
  spool.declare(kind, name, new Map(attributes.map((one) => [one.name, ocelTypeOf(one.type)])));
};

/** The type that a file means: names differ from writer to writer. */
export const ocelTypeOf = (declared: string): OcelType => {
  const name = declared.toLowerCase();
  if (/int/.test(name)) return 'integer';
  if (/bool/.test(name)) return 'boolean';
  if (/time|date/.test(name)) return 'time';
  return /float|double|real|numeric|decimal/.test(name) ? 'float' : 'string';
};
