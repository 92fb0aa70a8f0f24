import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesBetween } from './compare-versions.ts';

describe('What differs between two versions', () => {
  it('is told field by field', () =>
    expect(
      changesBetween(
        { fee: { amount: 0 }, name: { vi: 'a', en: 'b' }, terms: { counter: { unit: 'sameDay' } } },
        { fee: { amount: 5_000 }, name: { vi: 'a', en: 'b' }, terms: { post: { unit: 'sameDay' } } },
      ),
    ).toEqual([
      { field: 'fee.amount', before: 0, after: 5_000 },
      { field: 'terms.counter', before: { unit: 'sameDay' } },
      { field: 'terms.post', after: { unit: 'sameDay' } },
    ]));
  it('knows an item of a list by its name, wherever it stands', () => {
    const [form, deed] = [
      { code: 'form', needed: true },
      { code: 'deed', needed: true },
    ];
    expect(changesBetween({ documents: [form, deed] }, { documents: [{ ...deed, needed: false }, form] })).toEqual([
      { field: 'documents.deed.needed', before: true, after: false },
    ]);
    expect(changesBetween({ documents: [form, deed] }, { documents: [deed, form] })).toEqual([
      { field: 'documents', before: ['form', 'deed'], after: ['deed', 'form'] },
    ]);
    expect(changesBetween({ documents: [form] }, { documents: [form, deed] })).toEqual([
      { field: 'documents.deed', after: deed },
    ]);
  });
  it('is a list as a whole where its items have no names', () =>
    expect(changesBetween({ levels: ['commune'] }, { levels: ['commune', 'province'] })).toEqual([
      { field: 'levels', before: ['commune'], after: ['commune', 'province'] },
    ]));
  it('is not in what every object inherits', () =>
    expect(changesBetween({ toString: null }, {})).toEqual([{ field: 'toString', before: null }]));
  it('is everything of a first version', () =>
    expect(changesBetween({}, { fee: {} })).toEqual([{ field: 'fee', after: {} }]));
  it('is something whenever they are not the same, and nothing when they are', () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const [before, after] = [plain(one), plain(other)];
        expect(changesBetween(before, before)).toEqual([]);
        expect(changesBetween({ before }, { before: after }).length > 0).toBe(
          JSON.stringify(sorted(before)) !== JSON.stringify(sorted(after)),
        );
      }),
    ));
});

/** As events hold it: whole numbers of a moderate size. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, one) => (typeof one === 'number' ? Math.trunc(one % 1_000) || 0 : one));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
