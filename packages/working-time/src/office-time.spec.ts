import { describe, expect, it } from '@jest/globals';
import { addWorkingMs, nextDayOpening, nextOpening, workingDaysBetween, workingMsBetween } from './office-time.ts';
import { outcome } from './outcome.ts';
import { hanoi, sample } from './testing/sample-calendars.ts';
import { workingCalendar } from './working-calendar.ts';

const calendar = workingCalendar(sample);
const hour = 3_600_000;
const at = (text: string) => hanoi(text.slice(0, 10), text.slice(11));

describe('Office time', () => {
  it.each([
    ['2022-03-10 07:00', '2022-03-10 17:00', 8 * hour],
    ['2022-03-10 11:00', '2022-03-10 14:00', hour],
    ['2022-03-11 16:00', '2022-03-14 08:00', 2 * hour],
    ['2022-01-28 17:00', '2022-02-07 07:00', 0],
    ['2022-03-10 12:00', '2022-03-10 13:00', 0],
    ['2022-03-10 10:00', '2022-03-10 09:00', 0],
    ['2022-03-10 16:59:59.999', '2022-03-11 07:00', 1],
  ])('from %s to %s is %i ms', (from, to, ms) => expect(workingMsBetween(calendar, at(from), at(to))).toBe(ms));

  it.each([
    ['2022-03-10 09:00', 0, '2022-03-10 09:00'],
    ['2022-03-12 09:00', 0, '2022-03-12 09:00'],
    ['2022-03-10 16:50', 15 * 60_000, '2022-03-11 07:05'],
    ['2022-03-12 09:00', 1, '2022-03-14 07:00:00.001'],
    ['2022-03-10 07:00', 8 * hour, '2022-03-10 17:00'],
  ])('after %s has run for %i ms at %s', (from, ms, to) => expect(addWorkingMs(calendar, at(from), ms)).toBe(at(to)));

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('cannot be added by %p ms', (ms) =>
    expect(() => addWorkingMs(calendar, at('2022-03-10 09:00'), ms)).toThrow('InvalidDuration'),
  );
  it('is not guessed beyond the known years', () => {
    expect(() => workingMsBetween(calendar, at('2026-12-31 09:00'), at('2027-01-01 00:00:00.001'))).toThrow(
      'DateOutsideKnownYears',
    );
    expect(workingMsBetween(calendar, at('2026-12-31 16:00'), at('2027-01-01 00:00'))).toBe(hour);
    expect(() => addWorkingMs(calendar, at('2026-12-31 16:00'), hour + 1)).toThrow('DateOutsideKnownYears');
    expect(() => nextOpening(calendar, at('2026-12-31 17:00'))).toThrow('DateOutsideKnownYears');
  });
});

describe('Working days', () => {
  it.each([
    ['2022-03-07 16:00', '2022-03-10 07:00', 3],
    ['2022-03-07 00:00', '2022-03-07 23:59', 0],
    ['2022-03-11 09:00', '2022-03-13 09:00', 0],
    ['2022-03-11 09:00', '2022-03-14 09:00', 1],
    ['2022-01-28 09:00', '2022-02-07 09:00', 1],
    ['2022-03-10 09:00', '2022-03-07 09:00', 0],
  ])('from %s to %s are %i, the first not counted', (from, to, count) =>
    expect(workingDaysBetween(calendar, at(from), at(to))).toBe(count),
  );
});

describe('The next opening', () => {
  it.each([
    ['2022-03-10 06:59', '2022-03-10 07:00', '2022-03-11 07:00'],
    ['2022-03-10 07:00', '2022-03-10 07:00', '2022-03-11 07:00'],
    ['2022-03-10 11:30', '2022-03-10 13:30', '2022-03-11 07:00'],
    ['2022-03-10 15:30', '2022-03-10 15:30', '2022-03-11 07:00'],
    ['2022-03-11 17:00', '2022-03-14 07:00', '2022-03-14 07:00'],
    ['2022-01-28 17:00', '2022-02-07 07:00', '2022-02-07 07:00'],
  ])('after %s is %s, that of another day %s', (instant, opening, ofAnotherDay) => {
    expect(nextOpening(calendar, at(instant))).toBe(at(opening));
    expect(nextDayOpening(calendar, at(instant))).toBe(at(ofAnotherDay));
  });

  it('of another working day passes over a morning that does not count as one', () => {
    const residence = workingCalendar({
      ...sample,
      week: { saturday: { hours: [['07:00', '11:30']], countsAsDay: false } },
    });
    expect(nextOpening(residence, at('2022-03-11 17:00'))).toBe(at('2022-03-12 07:00'));
    expect(nextDayOpening(residence, at('2022-03-11 17:00'))).toBe(at('2022-03-14 07:00'));
  });
});

describe('A dossier', () => {
  const dueAt = at('2022-03-10 17:00');
  it.each([
    ['2022-03-09 23:59:59.999', 'early'],
    ['2022-03-10 00:00', 'onTime'],
    ['2022-03-10 17:00', 'onTime'],
    ['2022-03-10 17:00:00.001', 'late'],
    ['2029-01-01 09:00', 'late'],
  ])('due on 10/03/2022 at 17:00 and finished at %s is %s', (finishedAt, expected) =>
    expect(outcome(calendar, dueAt, at(finishedAt))).toBe(expected),
  );
});
