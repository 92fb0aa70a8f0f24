import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findInstant } from './instant.ts';

describe('An instant in a case attribute', () => {
  it.each([
    ['2011-12-06T13:41:31.788+01:00', '2011-12-06T12:41:31.788Z'],
    ['2012-02-29T00:00:00Z', '2012-02-29T00:00:00.000Z'],
    ['2011-12-06T13:41:31.123999Z', '2011-12-06T13:41:31.123Z'],
    ['2011-01-01T00:30:00-14:00', '2011-01-01T14:30:00.000Z'],
    ['2011-12-06T13:41:31', '2011-12-06T13:41:31.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(findInstant(text)).toBe(Date.parse(instant));
  });

  it.each([
    '',
    'soon',
    '2011-12-06',
    '2011-12-06 13:41:31Z',
    '2011-02-29T00:00:00Z',
    '2011-04-31T00:00:00Z',
    '2011-13-01T00:00:00Z',
    '2011-12-06T24:00:00Z',
    '2011-12-06T13:60:00Z',
    '2011-12-06T13:41:60Z',
    '2011-12-06T13:41:31+14:30',
    '2011-12-06T13:41:31 Z',
    '1323175291788',
  ])('%j is none', (text) => {
    expect(findInstant(text)).toBeUndefined();
  });

  it('is read back whatever it is', () => {
    const instants = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(fc.property(instants, (date) => expect(findInstant(date.toISOString())).toBe(date.getTime())));
  });
});
