import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markOf } from './mark.ts';

const [key, other] = [7, 8].map((byte) => createSecretKey(Buffer.alloc(32, byte)));

describe('A mark', () => {
  it('is the same for the same text, differs for another, and says nothing of either', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), fc.string({ minLength: 4 }), (one, two) => {
        if (!key) throw new Error('no key');
        expect(markOf(key, one)).toMatch(/^[A-Za-z0-9_-]{22}$/);
        expect(markOf(key, one) === markOf(key, two)).toBe(one === two);
      }),
    ));
  it('differs from platform to platform', () => {
    if (!key || !other) throw new Error('no key');
    expect(markOf(key, 'hoa')).not.toBe(markOf(other, 'hoa'));
  });
});
