import { describe, expect, it } from '@jest/globals';
import { type Calendar, weekdayCalendar } from './calendar.ts';
import { workingDaysBetween } from './office-time.ts';
import { hanoi, sample } from './testing/sample-calendars.ts';
import { closeOf, isWorkingDay, localTimeOf, officeIntervals, workingCalendar } from './working-calendar.ts';

const calendar = workingCalendar(sample);
const changed = (change: Partial<Calendar>) => () => workingCalendar({ ...sample, ...change });
const special = (...dates: readonly string[]) => ({
  specialDays: dates.map((date) => ({ date, kind: 'holiday' as const, name: { vi: 'Nghỉ', en: 'Off' } })),
});

describe('A calendar', () => {
  it('finds the 58 working days of the first quarter of 2022', () => {
    const weekdaysOnly = workingCalendar({ ...sample, specialDays: [] });
    // The day before the quarter lies in no known year: 1 January, a Saturday, stands for it.
    expect(workingDaysBetween(weekdaysOnly, hanoi('2022-01-01'), hanoi('2022-03-31'))).toBe(64);
    expect(workingDaysBetween(calendar, hanoi('2022-01-01'), hanoi('2022-03-31'))).toBe(58);
  });

  it.each([
    ['2022-01-01', false, 'New Year, a Saturday'],
    ['2022-01-03', false, 'made good on Monday'],
    ['2022-01-28', true, 'the Friday before Tết'],
    ['2022-01-31', false, 'the eve of Tết'],
    ['2022-02-04', false, 'the last day of Tết'],
    ['2022-02-07', true, 'the Monday after Tết'],
    ['2022-04-11', false, "Hung Kings' Day made good"],
    ['2022-05-03', false, 'Labour Day made good'],
    ['2026-08-22', true, 'the swapped Saturday'],
    ['2026-08-23', false, 'the Sunday after it'],
    ['2026-08-31', false, 'the Monday it was worked for'],
  ])('says of %s whether it is a working day: %s (%s)', (date, expected) =>
    expect(isWorkingDay(calendar, date)).toBe(expected),
  );

  it('gives a worked day its office hours and closes it with the last', () => {
    expect(officeIntervals(calendar, '2026-08-22')).toEqual([
      { opensAt: '2026-08-22T00:00:00.000Z', closesAt: '2026-08-22T04:30:00.000Z' },
      { opensAt: '2026-08-22T06:30:00.000Z', closesAt: '2026-08-22T10:00:00.000Z' },
    ]);
    expect(closeOf(calendar, '2026-08-22')).toBe('2026-08-22T10:00:00.000Z');
  });

  it('closes a day without office hours when a plain day would', () => {
    expect(officeIntervals(calendar, '2022-02-01')).toEqual([]);
    expect(closeOf(calendar, '2022-02-01')).toBe('2022-02-01T10:00:00.000Z');
    const early = workingCalendar({ ...sample, hours: [['08:00', '16:00']] });
    expect(closeOf(early, '2022-02-05')).toBe('2022-02-05T09:00:00.000Z');
  });

  it('lets a Saturday morning be open without counting as a day', () => {
    const residence = workingCalendar({
      ...sample,
      week: { saturday: { hours: [['07:00', '11:30']], countsAsDay: false } },
    });
    expect(isWorkingDay(residence, '2022-03-05')).toBe(false);
    expect(closeOf(residence, '2022-03-05')).toBe('2022-03-05T04:30:00.000Z');
    expect(officeIntervals(residence, '2022-03-05')).toHaveLength(1);
    expect(isWorkingDay(residence, '2022-03-04')).toBe(true);
  });

  it('lets a special day have hours of its own', () => {
    const halfDay = {
      date: '2022-03-08',
      kind: 'changedHours',
      name: { vi: 'Nửa ngày', en: 'Half day' },
      hours: [['07:00', '11:00']],
    } as const;
    const halved = workingCalendar({ ...sample, specialDays: [halfDay] });
    expect(isWorkingDay(halved, '2022-03-08')).toBe(true);
    expect(closeOf(halved, '2022-03-08')).toBe('2022-03-08T04:00:00.000Z');
  });

  it('tells the local date and time of an instant', () => {
    expect(localTimeOf(calendar, '2022-03-14T16:59:59.999Z')).toEqual({ date: '2022-03-14', time: '23:59:59.999' });
    expect(localTimeOf(calendar, '2022-03-14T17:00:00.000Z')).toEqual({ date: '2022-03-15', time: '00:00:00.000' });
  });

  it('takes its offset from its time zone', () => {
    const universal = workingCalendar({ ...sample, timeZone: 'UTC' });
    expect(closeOf(universal, '2022-03-08')).toBe('2022-03-08T17:00:00.000Z');
  });

  it.each(['2021-12-31', '2027-01-01'])('refuses %s, which it does not know', (date) => {
    expect(() => isWorkingDay(calendar, date)).toThrow(
      expect.objectContaining({ code: 'DateOutsideKnownYears', params: { date, knownFrom: 2022, knownTo: 2026 } }),
    );
  });

  it.each([
    ['a time zone that is none', { timeZone: 'Asia/Ha_Long' }, 'UnknownTimeZone'],
    ['a time zone with summer time', { timeZone: 'Europe/Paris' }, 'TimeZoneShifts'],
    ['years in the wrong order', { knownFrom: 2027 }, 'InvalidKnownYears'],
    ['half a year', { knownTo: 2026.5 }, 'InvalidKnownYears'],
    ['a plain day without hours', { hours: [] }, 'InvalidOfficeHours'],
    ['hours that end before they begin', { hours: [['11:30', '07:00']] }, 'InvalidOfficeHours'],
    ['hours that last no time', { hours: [['07:00', '07:00']] }, 'InvalidOfficeHours'],
    [
      'hours that overlap',
      {
        hours: [
          ['07:00', '12:00'],
          ['11:59', '17:00'],
        ],
      },
      'InvalidOfficeHours',
    ],
    [
      'hours out of order',
      {
        hours: [
          ['13:30', '17:00'],
          ['07:00', '11:30'],
        ],
      },
      'InvalidOfficeHours',
    ],
    ['a time of day that is none', { hours: [['07:00', '24:00']] }, 'InvalidTimeOfDay'],
    ['a time of day in another form', { hours: [['7:00', '11:30']] }, 'InvalidTimeOfDay'],
    ['two entries for a date', special('2022-03-08', '2022-03-08'), 'DuplicateSpecialDay'],
    ['a date that does not exist', special('2022-02-29'), 'InvalidDate'],
    ['a date in another form', special('2022-2-9'), 'InvalidDate'],
    ['a date of a year it does not know', special('2027-01-01'), 'DateOutsideKnownYears'],
  ] satisfies [string, Partial<Calendar>, string][])('is refused with %s', (_, change, code) => {
    expect(changed(change)).toThrow(expect.objectContaining({ name: 'WorkingTimeError', code }));
  });
});

describe('A weekday calendar', () => {
  const weekdays = workingCalendar(
    weekdayCalendar({ holidays: ['2022-02-01', '2026-08-21'], workingDates: ['2026-08-21', '2026-08-22'] }),
  );

  it.each([
    ['2022-02-01', false, 'a holiday'],
    ['2022-02-02', true, 'nothing is derived from it'],
    ['2026-08-21', true, 'in both lists'],
    ['2026-08-22', true, 'a worked Saturday'],
    ['2026-08-23', false, 'a Sunday'],
    ['1976-01-01', true, 'the first known date'],
    ['2100-12-31', true, 'the last known date'],
  ])('says of %s whether it is a working day: %s (%s)', (date, expected) =>
    expect(isWorkingDay(weekdays, date)).toBe(expected),
  );

  it('has the hours it is given', () => {
    const own = workingCalendar(weekdayCalendar({ workingDates: ['2022-03-05'], hours: [['08:00', '12:00']] }));
    expect(closeOf(own, '2022-03-04')).toBe('2022-03-04T05:00:00.000Z');
    expect(closeOf(own, '2022-03-05')).toBe('2022-03-05T05:00:00.000Z');
  });
});
