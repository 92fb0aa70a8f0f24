import fc from 'fast-check';
import { z } from 'zod';
import { arbitraryOf, mayMiss } from '../../../packages/contracts/test/arbitrary-of.ts';

/** A body with one thing in it that cannot be, and the field that it is. */
export interface BadBody {
  readonly what: string;
  readonly field: string;
  readonly body: unknown;
}

/** A value in a body, as it can be, with the ways in which it cannot. */
interface Place {
  readonly path: readonly string[];
  readonly schema: z.core.$ZodType;
  readonly needed: boolean;
}

/** Whatever takes a text of people takes this. */
const aName = 'Nguyễn Thị Hoa';
const tooMany = 20_001;
const tooLong = 'x'.repeat(100_001);

/** Every way in which a body of that schema cannot be: one fault each, at every depth. */
export function badBodies(schema: z.ZodObject): readonly BadBody[] {
  const good = wholeOf(schema);
  return [...placesIn(schema, []), ...unknownMembers(schema, good)].flatMap((one) =>
    'body' in one ? [one] : badAt(one, good),
  );
}

/** A body with every member that it may have. */
export function wholeOf(schema: z.core.$ZodType): unknown {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) {
    return Object.fromEntries(Object.entries(inner.shape).map(([name, member]) => [name, wholeOf(member)]));
  }
  if (inner instanceof z.ZodArray) return [wholeOf(inner.element)];
  return fc.sample(arbitraryOf(inner), { numRuns: 1, seed: 20_220_315 })[0];
}

function placesIn(schema: z.ZodObject, way: readonly string[]): readonly Place[] {
  return Object.entries(schema.shape).flatMap(([name, member]) => [
    { path: [...way, name], schema: unwrapped(member), needed: !mayMiss(member) },
    ...placesBelow(member, [...way, name]),
  ]);
}

function placesBelow(schema: z.core.$ZodType, path: readonly string[]): readonly Place[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) return placesIn(inner, path);
  if (!(inner instanceof z.ZodArray)) return [];
  const first = [...path, '0'];
  return [{ path: first, schema: unwrapped(inner.element), needed: false }, ...placesBelow(inner.element, first)];
}

function unknownMembers(schema: z.ZodObject, good: unknown): readonly BadBody[] {
  const objects = placesIn(schema, []).filter((place) => place.schema instanceof z.ZodObject);
  return [[], ...objects.map(({ path }) => path)].map((path) => {
    const field = [...path, 'urgent'];
    return { what: 'an unknown field', field: field.join('.'), body: put(good, field, true) };
  });
}

function badAt({ path, schema, needed }: Place, good: unknown): readonly BadBody[] {
  const field = path.join('.');
  const bad = (what: string, value: unknown): BadBody => ({ what, field, body: put(good, path, value) });
  return [...(needed ? [bad('nothing', undefined)] : []), bad('null', null), ...badValues(schema, bad)];
}

type Bad = (what: string, value: unknown) => BadBody;

function badValues(schema: z.core.$ZodType, bad: Bad): readonly BadBody[] {
  if (schema instanceof z.ZodNumber) {
    return [bad('a text', 'seven'), bad('a part', 1.5), bad('too much', 1e300), bad('too little', -1e300)];
  }
  if (schema instanceof z.ZodBoolean) return [bad('a text', 'yes'), bad('a number', 1)];
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) {
    return [bad('no such choice', 'no-such-choice'), bad('a prototype', '__proto__'), bad('a number', 7)];
  }
  if (schema instanceof z.ZodArray) {
    const each = wholeOf(schema.element);
    return [
      bad('a text', 'one'),
      bad('an object', {}),
      bad(
        'too many',
        Array.from({ length: tooMany }, () => each),
      ),
    ];
  }
  if (schema instanceof z.ZodObject) return [bad('a text', 'one'), bad('a list', [])];
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return badTexts(schema, bad);
  return [];
}

function badTexts(schema: z.core.$ZodType, bad: Bad): readonly BadBody[] {
  const of = z.globalRegistry.get(schema)?.id;
  const isFree = z.safeParse(schema, aName).success;
  return [
    ...[bad('a number', 7), bad('a list', ['a']), bad('blanks', '   '), bad('too long', tooLong)],
    ...[bad('a control character', 'a\u0000b'), bad('half a character', 'a\ud800')],
    ...(isFree ? [] : hostile.map((text) => bad(`${JSON.stringify(text)}`, text))),
    ...(of === 'Instant' ? noInstants.map((text) => bad(`the instant ${text}`, text)) : []),
  ];
}

/** What people try; a text of theirs may say so, and nothing else. */
const hostile = ["'; DROP TABLE events; --", '<script>alert(1)</script>', '../../etc/passwd', '%s%n{{7*7}}'];
const noInstants = [
  '2022-13-01T00:00:00.000Z',
  '2022-02-30T00:00:00.000Z',
  '+012022-01-01T00:00:00.000Z',
  '2022-03-15',
];

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrapped(schema.def.innerType);
  return schema;
}

/** The same with another value at a place; without it where that is `undefined`. */
function put(whole: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(whole)) return whole.map((item, at) => (String(at) === name ? put(item, rest, value) : item));
  const members = typeof whole === 'object' && whole !== null ? Object.entries(whole) : [];
  const before = new Map<string, unknown>(members);
  const next = put(before.get(name), rest, value);
  if (next === undefined) before.delete(name);
  else before.set(name, next);
  return Object.fromEntries(before);
}
