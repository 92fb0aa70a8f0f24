import { Instant } from '@hoso/contracts';
import fc from 'fast-check';
import { z } from 'zod';

/**
 * What a schema may hold, as `parse` gives it: whole instants and codes, texts of every language, optional members now
 * and then.
 */
export function arbitraryOf(schema: z.core.$ZodType, depth = 0): fc.Arbitrary<unknown> {
  if (schema === Instant) return instants;
  if (schema instanceof z.ZodObject) return objectOf(schema, depth);
  if (schema instanceof z.ZodArray) return arrayOf(schema, depth);
  if (schema instanceof z.ZodTuple) {
    return fc.tuple(...schema.def.items.map((item) => arbitraryOf(item, depth + 1)));
  }
  if (schema instanceof z.ZodRecord) {
    return fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), arbitraryOf(schema.valueType, depth + 1), {
      maxKeys: 3,
      noNullPrototype: true,
    });
  }
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map((option) => arbitraryOf(option, depth + 1)));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return arbitraryOf(schema.def.innerType, depth);
  if (schema instanceof z.ZodLazy) return arbitraryOf(schema.def.getter(), depth + 1);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) return passing(schema, fc.integer(rangeOf(schema)));
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return passing(schema, stringOf(schema));
  if (schema instanceof z.ZodUnknown) return fc.constantFrom({ rules: [] }, 'anything', 7, true);
  throw new Error(`no values for ${schema._zod.def.type}`);
}

/** Whether an object may leave the member out. */
export function mayMiss(member: z.core.$ZodType): boolean {
  return member instanceof z.ZodOptional || member instanceof z.ZodDefault;
}

/** Every object schema in a schema, itself included. */
export function objectsIn(schema: z.core.$ZodType, depth = 0): readonly z.ZodObject[] {
  if (depth > 12) return [];
  const below = (inner: z.core.$ZodType) => objectsIn(inner, depth + 1);
  if (schema instanceof z.ZodObject) return [schema, ...Object.values(schema.shape).flatMap(below)];
  if (schema instanceof z.ZodArray) return below(schema.element);
  if (schema instanceof z.ZodTuple) return schema.def.items.flatMap(below);
  if (schema instanceof z.ZodRecord) return below(schema.valueType);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(below);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return below(schema.def.innerType);
  if (schema instanceof z.ZodLazy) return depth > 2 ? [] : below(schema.def.getter());
  return [];
}

const instants = fc
  .date({ min: new Date('1976-01-01T00:00:00.000Z'), max: new Date('2100-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

const deepest = 6;

function objectOf(schema: z.ZodObject, depth: number): fc.Arbitrary<unknown> {
  const members = Object.entries(schema.shape);
  const required = members.filter(([, member]) => !mayMiss(member)).map(([name]) => name);
  const needed = depth >= deepest ? members.filter(([name]) => required.includes(name)) : members;
  const model = Object.fromEntries(needed.map(([name, member]) => [name, arbitraryOf(member, depth + 1)]));
  return fc.record(model, { requiredKeys: required, noNullPrototype: true });
}

function arrayOf(schema: z.ZodArray, depth: number): fc.Arbitrary<unknown> {
  const { minimum = 0 } = boundsOf(schema);
  const maxLength = Math.max(minimum, depth >= deepest ? 0 : 3);
  return fc.array(arbitraryOf(schema.element, depth + 1), { minLength: minimum, maxLength });
}

/** A wider range than this is more than the generator of integers can count. */
const unboundedMax = 2 ** 52;

function rangeOf(schema: z.ZodNumber): { readonly min: number; readonly max: number } {
  const { minimum = -unboundedMax, maximum = unboundedMax } = boundsOf(schema);
  return { min: minimum, max: maximum };
}

/** A string without a limit of its own. */
const stringMax = 1_000;

function stringOf(schema: z.core.$ZodType): fc.Arbitrary<string> {
  const { pattern, format, minimum = 0, maximum = stringMax } = boundsOf(schema);
  if (format === 'email') return fc.emailAddress();
  if (format === 'url') return fc.webUrl();
  if (format === 'date') return instants.map((instant) => instant.slice(0, 10));
  if (format === 'uuid') return fc.uuid();
  if (pattern && !pattern.unicode) return fc.stringMatching(pattern).map((text) => text.slice(0, maximum));
  const text = fc.string({ unit: 'grapheme', minLength: minimum, maxLength: Math.min(maximum, 40) });
  return text.map((any) => any.normalize('NFC'));
}

interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: RegExp;
  readonly format?: string;
}

/** The checks of a schema, and its own where it is one itself. */
function boundsOf(schema: z.core.$ZodType): Bounds {
  const { checks = [] } = schema._zod.def;
  return Object.assign({}, boundOf(schema._zod.def), ...checks.map((check) => boundOf(check._zod.def)));
}

const Def = z.object({
  check: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  value: z.number().optional(),
  pattern: z.instanceof(RegExp).optional(),
  format: z.string().optional(),
});

function boundOf(def: unknown): Bounds {
  const read = Def.safeParse(def);
  if (!read.success) return {};
  const { check, minimum, maximum, value, pattern, format } = read.data;
  switch (check) {
    case 'min_length':
    case 'max_length':
      return { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
    case 'greater_than':
      return value === undefined ? {} : { minimum: value };
    case 'less_than':
      return value === undefined ? {} : { maximum: value };
    case 'string_format':
      return { ...(pattern ? { pattern } : {}), ...(format && format !== 'regex' ? { format } : {}) };
    default:
      return {};
  }
}

/** Only what the schema takes, as it gives it back. */
function passing(schema: z.core.$ZodType, values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return values
    .map((value) => z.safeParse(schema, value))
    .filter(({ success }) => success)
    .map(({ data }) => data);
}
