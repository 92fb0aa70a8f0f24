import { describe, expect, it } from '@jest/globals';
import { instantArgument, localText, momentArgument } from './instant.ts';

describe('An instant on the command line', () => {
  it.each([
    ['with an offset', '2022-03-15T09:30:00+07:00', '2022-03-15T02:30:00.000Z'],
    ['in UTC', '2022-03-15T02:30:00Z', '2022-03-15T02:30:00.000Z'],
    ['to the millisecond', '2022-03-15T02:30:00.125Z', '2022-03-15T02:30:00.125Z'],
    ['finer than a millisecond, cut', '2022-03-15T02:30:00.1259Z', '2022-03-15T02:30:00.125Z'],
    ['without an offset, local to the province', '2022-03-15T09:30', '2022-03-15T02:30:00.000Z'],
    ['local, with seconds', '2022-03-15T09:30:15.5', '2022-03-15T02:30:15.500Z'],
    ['as a date, the last moment of that day there', '2022-03-15', '2022-03-15T16:59:59.999Z'],
    ['on a leap day', '2024-02-29', '2024-02-29T16:59:59.999Z'],
  ])('is taken %s', (_, text, instant) => expect(instantArgument(text)).toBe(instant));

  it.each(['2022-02-30', '2022-02-29', '2022-13-01', '2022-03-15T24:30', '2022-02-30T10:00:00Z', 'today', '', '1'])(
    'is refused when it does not exist: %j',
    (text) => expect(() => instantArgument(text)).toThrow(/not a date or instant that exists/),
  );

  it('reads as in the province', () => {
    expect(localText('2022-03-15T02:30:00.000Z')).toBe('15/03/2022 09:30:00');
    expect(localText('2022-12-31T17:00:00.999Z')).toBe('01/01/2023 00:00:00');
  });
});

describe('A moment on the command line', () => {
  it.each([
    ['an instant', '2022-03-15T09:30', '2022-03-15T02:30:00.000Z'],
    ['a position', '#4711', '#4711'],
    ['a position where the shell would take # for a comment', '4711', '#4711'],
  ])('is %s', (_, text, moment) => expect(momentArgument(text)).toBe(moment));
  it.each(['#0', '#-1', '#1.5', '# 5', '#1234567890123456', '#'])('is not %j, which no event stands at', (text) =>
    expect(() => momentArgument(text)).toThrow(`${text}: not the position of an event, e.g. #18000`),
  );
  it('is neither of them', () => expect(() => momentArgument('0')).toThrow(/not a date or instant that exists/));
});
