import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkDigitOf, ItemNumber } from './item-number.ts';

const takes = (item: string) => ItemNumber.safeParse(item).success;

describe('The number of a postal item', () => {
  it.each([
    ['47312482', '9'],
    ['12345678', '5'],
    ['00000001', '4'],
    ['00000009', '3'],
    ['00000005', '9'],
  ])('%s is checked by %s', (serial, check) => {
    expect(checkDigitOf(serial)).toBe(check);
    expect(takes(`RR${serial}${check}VN`)).toBe(true);
  });
  it.each([
    ['a wrong check digit', 'RR123456784VN'],
    ['two digits swapped', 'RR213456785VN'],
    ['small letters', 'rr123456785vn'],
    ['blanks', 'RR 12345678 5 VN'],
    ['no country', 'RR123456785'],
    ['digits of another script', 'RR１２３４５６７８５VN'],
    ['nothing', ''],
  ])('is not taken with %s', (_, item) => expect(takes(item)).toBe(false));

  it('has one check digit for every serial, and another one when a digit is mistyped', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{8}$/), fc.nat(7), fc.nat(9), (serial, place, digit) => {
        const taken = [...'0123456789'].filter((check) => takes(`EA${serial}${check}VN`));
        expect(taken).toEqual([checkDigitOf(serial)]);
        const mistyped = `${serial.slice(0, place)}${digit}${serial.slice(place + 1)}`;
        // Two remainders are written 5: a slip from one to the other goes unseen.
        const unseen = [serial, mistyped].every((one) => [0, 6].includes(remainderOf(one)));
        if (mistyped !== serial && !unseen) expect(checkDigitOf(mistyped)).not.toBe(checkDigitOf(serial));
      }),
    );
  });
});

function remainderOf(serial: string): number {
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  return [...serial].reduce((sum, digit, index) => sum + Number(digit) * (weights[index] ?? 0), 0) % 11;
}
