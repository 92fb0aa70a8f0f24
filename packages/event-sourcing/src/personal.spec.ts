import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import * as mini from 'zod/mini';
import { isSealed, personal, personalPaths } from './personal.ts';

const sealed = { kid: 'k', iv: 'AAAA', ct: 'AAAA', tag: 'AAAA' };
const name = () => personal(z.string());
const copied = (schema: z.ZodType) => schema.clone({ ...schema.def });
/** Somebody with children of the same kind. */
const person = z.object({
  name: name(),
  get children() {
    return z.array(person);
  },
});
/** A tree without anybody's name. */
const branch = z.object({
  day: z.string(),
  get below() {
    return z.array(branch).catch([]);
  },
});

describe('The mark of personal data', () => {
  it.each([
    ['a member', z.object({ name: name(), day: z.string() }), [['name']]],
    ['a member of a member', z.object({ applicant: z.object({ name: name() }) }), [['applicant', 'name']]],
    ['the elements of an array', z.object({ names: z.array(name()) }), [['names', '*']]],
    ['in the elements of an array', z.object({ heirs: z.array(z.object({ name: name() })) }), [['heirs', '*', 'name']]],
    ['the members of a record', z.object({ notes: z.record(z.string(), name()) }), [['notes', '*']]],
    ['optional', z.object({ name: name().optional() }), [['name']]],
    ['nullable, with a default, readonly', z.object({ name: name().nullable().default(null).readonly() }), [['name']]],
    ['required again', z.object({ name: z.nonoptional(name().optional()) }), [['name']]],
    ['a whole object', z.object({ applicant: personal(z.object({ name: z.string() })) }), [['applicant']]],
    [
      'both halves of an intersection',
      z.intersection(z.object({ a: name() }), z.object({ b: name() })),
      [['a'], ['b']],
    ],
    [
      'described, refined, copied',
      z.object({
        name: copied(
          name()
            .describe('who')
            .refine(() => true),
        ),
      }),
      [['name']],
    ],
    ['optional but exactly', z.object({ name: z.exactOptional(name()) }), [['name']]],
    ['of the small zod', mini.object({ name: mini.optional(name()) }), [['name']]],
    ['the whole', name(), [[]]],
    ['nowhere', z.object({ day: z.string(), n: z.array(z.number()) }), []],
  ])('is found: %s', (_, schema, paths) => expect(personalPaths(schema)).toEqual(paths));

  it('is found in every member of a union, once where they share it', () => {
    const union = z.discriminatedUnion('by', [
      z.object({ by: z.literal('person'), name: name(), id: name() }),
      z.object({ by: z.literal('firm'), name: name(), firm: z.string() }),
    ]);
    expect(personalPaths(z.object({ applicant: union })).toSorted()).toEqual([
      ['applicant', 'id'],
      ['applicant', 'name'],
    ]);
  });

  it.each([
    ['tuple', z.tuple([z.string(), name()])],
    ['lazy', z.lazy(() => z.object({ name: name() }))],
    ['map', z.map(z.string(), name())],
    ['set', z.set(name())],
    ['pipe', name().pipe(name())],
    ['catch', name().catch('nobody')],
    ['prefault', name().prefault('nobody')],
    ['promise', z.promise(name())],
    ['success', z.success(name())],
    ['tuple', z.tuple([z.string()], name())],
    ['catchall', z.object({ day: z.string() }).catchall(name())],
    ['catchall', z.object({ day: z.string() }).catchall(z.object({ deep: z.array(name()) }))],
    ['catchall', mini.catchall(mini.object({ day: mini.string() }), name())],
    ['name of a record', z.record(name().transform(String), z.string())],
    ['check', z.looseObject({}).check(z.property('name', name()))],
    ['pipe', z.preprocess((value) => value, name())],
    ['pipe', z.codec(z.string(), name(), { decode: (value) => value, encode: () => '' })],
    ['schema that holds itself', person],
    ['function', z.function({ input: [name()], output: z.string() })],
  ])('is refused where it would be overlooked: in a %s', (kind, schema) =>
    expect(() => personalPaths(z.object({ deep: z.array(schema) }))).toThrow(
      `personal data in a ${kind} cannot be sealed`,
    ),
  );

  it('does not mind schemas of these kinds without it, nor one that holds itself', () => {
    const tree: z.ZodType = z.lazy(() => z.object({ below: z.array(tree), at: z.tuple([z.string()]) }));
    const others = { loose: z.looseObject({}), more: z.object({}).catchall(z.string()), branch };
    expect(personalPaths(z.object({ ...others, tree, pair: z.tuple([z.int(), z.int()]), name: name() }))).toEqual([
      ['name'],
    ]);
  });

  it('lets a field be plain or sealed, and nothing else', () => {
    const field = personal(z.string().min(2));
    expect(['Lan', sealed].map((value) => field.safeParse(value).success)).toEqual([true, true]);
    const others = ['L', 7, null, { ...sealed, kid: '' }, { ...sealed, more: 1 }, { ...sealed, ct: 'not base64!' }];
    expect(others.map((value) => field.safeParse(value).success)).toEqual(others.map(() => false));
  });

  it('keeps sealed values as they are, also where the plain form would take any object', () =>
    expect(personal(z.looseObject({})).parse(sealed)).toEqual(sealed));
});

describe('A sealed value', () => {
  it('is told from a plain one', () => {
    expect(isSealed(sealed)).toBe(true);
    expect(['text', 7, null, undefined, {}, [], { kid: 'k', iv: 'AAAA', ct: 'AAAA' }].map(isSealed)).not.toContain(
      true,
    );
  });
});
