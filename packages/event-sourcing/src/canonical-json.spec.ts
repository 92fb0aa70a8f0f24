import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, NotCanonical } from './canonical-json.ts';
import { storable } from './testing/describe-stored-bytes.ts';

describe('Canonical JSON', () => {
  it('writes the sample of RFC 8785 §3.2.2, but for its integer beyond 2^53', () => {
    const sample = JSON.parse(
      String.raw`{"numbers": [333333333.33333329, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
    );
    const literals = '{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27],';
    expect(canonicalJson(sample)).toBe(literals + String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`);
    expect(() => canonicalJson({ numbers: [1, 1e30] })).toThrow('/numbers/1: an integer beyond ±2^53');
  });

  it('sorts names as the sample of RFC 8785 §3.2.3 does, by UTF-16 code units', () => {
    const sample = { '€': 1, '\r': 2, '\uff21': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(canonicalJson(sample)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\uff21":3}');
    expect(canonicalJson({ b: 1, '1': 2, a: { d: [], c: {} } })).toBe('{"1":2,"a":{"c":{},"d":[]},"b":1}');
    expect(() => canonicalJson({ '\ufb33': 'not in NFC' })).toThrow(NotCanonical);
  });

  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number %s of RFC 8785 appendix B as %s', (bits, text) => {
    expect(canonicalJson(numberOf(bits))).toBe(text);
  });

  it.each([
    ['4340000000000000', '2^53'],
    ['c340000000000000', '-2^53'],
    ['4430000000000000', 'about 2^68'],
    ['44b52d02c7e14af6', '1e23'],
    ['444b1ae4d6e2ef50', '1e21'],
    ['7fefffffffffffff', 'the greatest number'],
    ['ffefffffffffffff', 'the least number'],
    ['7fffffffffffffff', 'not a number'],
    ['7ff0000000000000', 'infinity'],
  ])('refuses the number %s of appendix B, %s', (bits) => {
    expect(() => canonicalJson({ n: numberOf(bits) })).toThrow(NotCanonical);
  });

  it('says the same of any value whose members come in another order, and reads back as it was', () => {
    fc.assert(
      fc.property(storable, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(isDeepStrictEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out members that are undefined, as JSON does', () => {
    expect(canonicalJson({ a: undefined, b: { c: undefined } })).toBe('{"b":{}}');
  });

  it.each<[string, unknown, string, string]>([
    ['a lone surrogate', { a: ['x', '\udc00'] }, '/a/1', 'a lone surrogate'],
    ['a lone surrogate in a name', { '\ud800': 1 }, '/\ud800', 'a lone surrogate'],
    ['U+0000', { a: { b: 'x\u0000' } }, '/a/b', 'U+0000'],
    ['text that is not in NFC', { a: 'e\u0302\u0301' }, '/a', 'not in Unicode normalization form C'],
    ['undefined in an array', [undefined], '/0', 'no JSON form for a undefined'],
    ['a function', { f: () => 1 }, '/f', 'no JSON form for a function'],
    ['a bigint', { n: 1n }, '/n', 'no JSON form for a bigint'],
    ['a date', { at: new Date(0) }, '/at', 'no JSON form for a Date'],
    ['a map', { m: new Map() }, '/m', 'no JSON form for a Map'],
    ['a fraction that is not finite', { n: Number.NEGATIVE_INFINITY }, '/n', 'not a finite number'],
  ])('refuses %s, and names the place', (_, value, path, reason) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ name: 'NotCanonical', path, reason }));
    expect(() => canonicalJson(value, '/data')).toThrow(expect.objectContaining({ path: `/data${path}` }));
  });

  it('refuses what is deeper than 64 levels, a circle too', () => {
    const circle: { in?: unknown } = {};
    circle.in = circle;
    expect(() => canonicalJson(circle)).toThrow('deeper than 64');
  });
});

function numberOf(bits: string): number {
  return Buffer.from(bits, 'hex').readDoubleBE();
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, reversed(member)])
      .reverse(),
  );
}
