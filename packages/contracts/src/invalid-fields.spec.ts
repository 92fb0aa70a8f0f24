import { describe, expect, it } from '@jest/globals';
import { personal } from '@hoso/event-sourcing';
import { z } from 'zod';
import { fieldForms } from './field-forms.ts';
import { invalidFieldsMax, invalidFieldsOf } from './invalid-fields.ts';
import { ItemNumber } from './item-number.ts';
import { Moment, UnitId } from './scalars.ts';

const Submission = z.strictObject({
  procedure: z.string(),
  copies: z.int().min(1).max(5),
  channel: z.enum(['counter', 'post']),
  day: z.iso.date(),
  papers: z.array(z.strictObject({ name: z.string().min(1) })),
  page: z.coerce.number().optional(),
});
const good = { procedure: '1.001193', copies: 1, channel: 'counter', day: '2022-03-15', papers: [{ name: 'a' }] };

function fieldsOf(schema: z.ZodType, value: unknown) {
  const result = schema.safeParse(value);
  return result.success ? [] : invalidFieldsOf(result.error);
}

describe('A field that is not as it must be', () => {
  it('is told of once, however many rules it breaks that are told in the same words', () =>
    expect(fieldsOf(z.strictObject({ item: ItemNumber }), { item: 'rr473124829vn' })).toHaveLength(1));

  it.each(['#-1', '#0', '2022-02-30T00:00:00.000Z', 'yesterday'])(
    'that may be an instant or a position is told of as both: %s',
    (asOf) => {
      expect(fieldsOf(z.strictObject({ asOf: Moment }), { asOf })).toMatchObject([fieldForms.MomentForm]);
    },
  );

  it.each([
    [{ procedure: undefined }, 'procedure', 'Thiếu trường bắt buộc', 'Required and missing'],
    [{ procedure: 5 }, 'procedure', 'Phải là một văn bản, không phải một số', 'Must be a text, not a number'],
    [{ papers: 'x' }, 'papers', 'Phải là một danh sách, không phải một văn bản', 'Must be a list, not a text'],
    [{ copies: 9 }, 'copies', 'Nhiều nhất là 5', 'Must be at most 5'],
    [{ copies: 1.5 }, 'copies', 'Phải là một số nguyên', 'Must be a whole number'],
    [{ page: 'ten' }, 'page', 'Phải là một số', 'Must be a number'],
    [{ channel: 'pigeon' }, 'channel', 'Phải là một trong: counter, post', 'Must be one of: counter, post'],
    [
      { day: '2022-02-30' },
      'day',
      'Ngày có thật dạng năm-tháng-ngày, ví dụ 2022-03-15',
      'A date that exists, such as 2022-03-15',
    ],
    [{ papers: [{ name: 'a' }, {}] }, 'papers.1.name', 'Thiếu trường bắt buộc', 'Required and missing'],
    [{ color: 'red' }, 'color', 'Trường không được biết đến', 'Unknown field'],
    [{ papers: [{ name: 'a', size: 1 }] }, 'papers.0.size', 'Trường không được biết đến', 'Unknown field'],
  ])('is named and explained in both languages: %j', (change, field, vi, en) =>
    expect(fieldsOf(Submission, { ...good, ...change })).toEqual([{ field, code: expect.any(String), vi, en }]),
  );

  it('is one of several, each named', () =>
    expect(fieldsOf(Submission, { a: 1, b: 2 }).map(({ field }) => field)).toEqual([
      'procedure',
      'copies',
      'channel',
      'day',
      'papers',
      'a',
      'b',
    ]));

  it('is the whole where the whole is wrong', () =>
    expect(fieldsOf(Submission, null)).toMatchObject([{ field: '', en: 'Must be an object, not null' }]));

  it('is said by example where its schema names a form, and keeps a code that it brings', () => {
    expect(fieldsOf(z.object({ unit: UnitId }), { unit: 'Hạ Long!' })).toEqual([
      { field: 'unit', code: 'SlugForm', ...fieldForms.SlugForm },
    ]);
    const Day = z.string().refine(() => false, { error: 'DayUnknown' });
    expect(fieldsOf(z.object({ d: Day }), { d: 'x' })).toEqual([
      { field: 'd', code: 'DayUnknown', vi: 'Không hợp lệ', en: 'Not valid' },
    ]);
  });

  it('is never explained by a pattern', () => {
    const told = JSON.stringify(fieldsOf(z.string().regex(/^[a-z]{3}$/), 'X'));
    expect(told).toBe('[{"field":"","code":"invalid_format","vi":"Sai dạng","en":"Not of the right form"}]');
  });

  it('has words of its own for every bound', () => {
    const Bounds = z.strictObject({
      ...{ few: z.array(z.int()).max(1), long: z.string().max(2), empty: z.string().min(1), more: z.number().gt(2) },
      ...{ less: z.number().lt(2), even: z.number().multipleOf(2), whole: z.int(), mail: z.email(), yes: z.boolean() },
    });
    const wrong = { few: [1, 2], long: 'abc', empty: '', more: 2, less: 2, even: 3, whole: 1.5, mail: 'x', yes: 1 };
    expect(fieldsOf(Bounds, wrong).map(({ field, en }) => `${field}: ${en}`)).toEqual([
      'few: At most 1 items',
      'long: At most 2 characters',
      'empty: Must not be empty',
      'more: Must be more than 2',
      'less: Must be less than 2',
      'even: Must be a multiple of 2',
      'whole: Must be a whole number',
      'mail: An e-mail address, such as lan@example.vn',
      'yes: Must be true or false, not a number',
    ]);
  });

  it('is explained by the member of a union that was meant', () => {
    const Applicant = z.object({
      name: personal(z.string().min(2)),
      home: personal(z.strictObject({ ward: z.string() })),
    });
    expect(fieldsOf(Applicant, { name: 'A', home: { ward: 7 } })).toMatchObject([
      { field: 'name', code: 'too_small', en: 'At least 2 characters' },
      { field: 'home.ward', code: 'invalid_type' },
    ]);
    expect(fieldsOf(Applicant, { name: 1, home: { ward: 'x' } })).toMatchObject([
      { field: 'name', code: 'invalid_union' },
    ]);
    const Term = z.discriminatedUnion('unit', [
      z.strictObject({ unit: z.literal('days'), days: z.int() }),
      z.strictObject({ unit: z.literal('hours'), hours: z.int() }),
    ]);
    expect(fieldsOf(Term, { unit: 'weeks' })).toMatchObject([{ field: 'unit', code: 'invalid_union' }]);
    expect(fieldsOf(Term, { unit: 'days', days: 'x' })).toMatchObject([{ field: 'days', code: 'invalid_type' }]);
  });

  it('never quotes what was entered', () => {
    const told = JSON.stringify([
      fieldsOf(Submission, { ...good, procedure: ['Nguyễn Văn A'], channel: 'Nguyễn Văn A', day: 'Nguyễn Văn A' }),
      fieldsOf(z.string().regex(/^\d+$/), 'Nguyễn Văn A'),
    ]);
    expect(told).not.toContain('Nguyễn');
  });

  it('is one of a bounded number', () =>
    expect(fieldsOf(z.array(z.number()), Array(10_000).fill('x'))).toHaveLength(invalidFieldsMax));
});
