import { describe, expect, it } from '@jest/globals';
import { mobileNumber } from './mobile-number.ts';

describe('A number that takes text messages', () => {
  it.each([
    ['0912 345 678', '+84912345678'],
    ['+84 912 345 678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['0386543210', '+84386543210'],
    ['+4915112345678', '+4915112345678'],
    ['0203 3825 689', undefined],
    ['+84 203 3825 689', undefined],
    ['0112345678', undefined],
    ['912345678', undefined],
    ['+0912345678', undefined],
  ])('of %j is %j', (given, number) => expect(mobileNumber(given)).toBe(number));
});
