import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeTuple } from './encode-tuple.ts';

const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.string({
    unit: fc.constantFrom('\u0000', '\u0001', '\u0002', 'a', '\ud7ff', '\ue000', '\u{10000}', '\u{10ffff}'),
    maxLength: 4,
  }),
);

describe('An encoded tuple', () => {
  it('sorts by its bytes as values sort by their UTF-16 code units', () =>
    fc.assert(
      fc.property(fc.array(value, { maxLength: 3 }), fc.array(value, { maxLength: 3 }), (one, other) => {
        const bytes = Buffer.compare(Buffer.from(encodeTuple(one)), Buffer.from(encodeTuple(other)));
        const at = one.findIndex((each, index) => each !== other[index]);
        const [mine, theirs] = [one[at], other[at]];
        const tuples =
          mine === undefined || theirs === undefined ? Math.sign(one.length - other.length) : mine < theirs ? -1 : 1;
        expect(bytes).toBe(tuples);
      }),
      { numRuns: 2_000 },
    ));

  it('leaves what most values are as it is', () =>
    expect(encodeTuple(['nhận', '2022-01-04'])).toBe('nhận\u00012022-01-04\u0001'));

  it('cannot be had of a lone surrogate', () => expect(() => encodeTuple(['\ud800'])).toThrow('surrogate'));
});
