import { describe, expect, it } from '@jest/globals';
import { personal } from '@hoso/event-sourcing';
import { z } from 'zod';
import { invalidFieldsMax, invalidFieldsOf } from './invalid-fields.ts';

const Submission = z.strictObject({
  procedure: z.string(),
  copies: z.int().min(1).max(5),
  channel: z.enum(['counter', 'post']),
  day: z.iso.date(),
  papers: z.array(z.strictObject({ name: z.string().min(1) })),
});
const good = { procedure: '1.001193', copies: 1, channel: 'counter', day: '2022-03-15', papers: [{ name: 'a' }] };

function fieldsOf(schema: z.ZodType, value: unknown) {
  const result = schema.safeParse(value);
  return result.success ? [] : invalidFieldsOf(result.error);
}

describe('A field that is not as it must be', () => {
  it.each([
    [{ procedure: undefined }, 'procedure', 'Thiếu trường bắt buộc', 'Required and missing'],
    [
      { procedure: 5 },
      'procedure',
      'Đầu vào không hợp lệ: mong đợi string, nhận được số',
      'Invalid input: expected string, received number',
    ],
    [
      { papers: 'x' },
      'papers',
      'Đầu vào không hợp lệ: mong đợi mảng, nhận được string',
      'Invalid input: expected array, received string',
    ],
    [{ copies: 9 }, 'copies', 'Quá lớn: mong đợi number <=5', 'Too big: expected number to be <=5'],
    [
      { channel: 'pigeon' },
      'channel',
      'Tùy chọn không hợp lệ: mong đợi một trong các giá trị "counter"|"post"',
      'Invalid option: expected one of "counter"|"post"',
    ],
    [{ day: '2022-02-30' }, 'day', 'ngày ISO không hợp lệ', 'Invalid ISO date'],
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
    expect(fieldsOf(Submission, null)).toMatchObject([
      { field: '', en: 'Invalid input: expected object, received null' },
    ]));

  it('keeps the words that its schema brings, and a code that it brings', () => {
    const Even = z.number().refine((n) => n % 2 === 0, { error: 'an even number' });
    expect(fieldsOf(z.object({ n: Even }), { n: 1 })).toEqual([
      { field: 'n', code: 'custom', vi: 'Đầu vào không hợp lệ: an even number', en: 'Invalid input: an even number' },
    ]);
    const Day = z.string().refine(() => false, { error: 'DayUnknown' });
    expect(fieldsOf(z.object({ d: Day }), { d: 'x' })).toMatchObject([{ field: 'd', code: 'DayUnknown' }]);
    const Name = z.string({ error: 'a name, please' });
    expect(fieldsOf(z.object({ name: Name }), { name: 1 })).toMatchObject([
      {
        vi: 'Đầu vào không hợp lệ: mong đợi string: a name, please',
        en: 'Invalid input: expected string: a name, please',
      },
    ]);
  });

  it('is explained by the member of a union that was meant', () => {
    const Applicant = z.object({
      name: personal(z.string().min(2)),
      home: personal(z.strictObject({ ward: z.string() })),
    });
    expect(fieldsOf(Applicant, { name: 'A', home: { ward: 7 } })).toMatchObject([
      { field: 'name', code: 'too_small', en: 'Too small: expected string to have >=2 characters' },
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
