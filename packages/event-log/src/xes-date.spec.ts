import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOfXesDate } from './xes-date.ts';

describe('A date of XES', () => {
  it.each([
    ['2011-10-11T13:42:22.688+02:00', '2011-10-11T11:42:22.688Z'],
    ['2011-10-11T13:42:22Z', '2011-10-11T13:42:22.000Z'],
    ['2011-10-11T13:42:22.5-03:30', '2011-10-11T17:12:22.500Z'],
    ['2011-10-11T13:42:22.123456789Z', '2011-10-11T13:42:22.123Z'],
    ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
    ['  2011-10-11 13:42:22.688+0200\n', '2011-10-11T11:42:22.688Z'],
    ['2011-10-11T13:42:22.688', '2011-10-11T13:42:22.688Z'],
    ['2012-02-29T24:00:00Z', '2012-03-01T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('%j is %s', (text, instant) => {
    expect(instantOfXesDate(text)).toBe(Date.parse(instant));
  });

  it.each([
    '',
    'yesterday',
    '2011-10-11',
    '11-10-2011T13:42:22Z',
    '2011-02-29T13:42:22Z',
    '1900-02-29T13:42:22Z',
    '2011-06-31T13:42:22Z',
    '2011-00-11T13:42:22Z',
    '2011-13-11T13:42:22Z',
    '2011-10-00T13:42:22Z',
    '2011-10-11T25:00:00Z',
    '2011-10-11T24:00:01Z',
    '2011-10-11T13:60:00Z',
    '2011-10-11T13:42:60Z',
    '2011-10-11T13:42:22+14:01',
    '2011-10-11T13:42:22+02:60',
    '2011-10-11T13:42:22 CET',
    '0000-10-11T13:42:22Z',
  ])('%j is none', (text) => {
    expect(instantOfXesDate(text)).toBeUndefined();
  });

  it('is read back whatever it is', () => {
    const instants = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(fc.property(instants, (date) => expect(instantOfXesDate(date.toISOString())).toBe(date.getTime())));
  });
});
