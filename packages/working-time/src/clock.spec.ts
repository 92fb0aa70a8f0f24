import { describe, expect, it } from '@jest/globals';
import { checkTerm, dueAt, type Term } from './clock.ts';
import type { ClockEvent } from './run.ts';
import { hanoi, sample } from './testing/sample-calendars.ts';
import { workingCalendar } from './working-calendar.ts';

const calendar = workingCalendar(sample);
const halfDay = {
  date: '2022-03-08',
  kind: 'changedHours',
  name: { vi: 'Nửa ngày', en: 'Half day' },
  hours: [['07:00', '11:00']],
} as const;
const withHalfDay = workingCalendar({
  ...sample,
  week: { saturday: { hours: [['07:00', '11:30']], countsAsDay: false } },
  specialDays: [...sample.specialDays, halfDay],
});

const days = (amount: number): Term => ({ unit: 'workingDays', amount });
const daysInHours = (amount: number): Term => ({ unit: 'workingDays', amount, mode: 'workingHours' });
const hours = (amount: number): Term => ({ unit: 'workingHours', amount });
const calendarDays = (amount: number): Term => ({ unit: 'calendarDays', amount });
const sameDay: Term = { unit: 'sameDay' };

const pause = (date: string, time: string): ClockEvent => ({ type: 'pause', at: hanoi(date, time) });
const resume = (date: string, time: string): ClockEvent => ({ type: 'resume', at: hanoi(date, time) });
const restart = (date: string, time: string): ClockEvent => ({ type: 'restart', at: hanoi(date, time) });
const due = (date: string, time: string) => ({ status: 'due', dueAt: hanoi(date, time) });
const paused = { status: 'paused' };

describe('A term of working days', () => {
  it.each([
    ['does not count its first day (BLDS Đ147)', 3, '2022-03-07', '10:00', '2022-03-10'],
    ['does not count it either when received at its first instant', 1, '2022-03-07', '00:00', '2022-03-08'],
    ['passes over a weekend', 1, '2022-03-11', '10:00', '2022-03-14'],
    ['begins on a rest day without counting it', 1, '2022-03-12', '10:00', '2022-03-14'],
    ['passes over Tết 2022', 5, '2022-01-28', '16:30', '2022-02-11'],
    ['passes over a holiday made good on Monday', 1, '2022-04-08', '08:00', '2022-04-12'],
    ['counts the swapped Saturday of 2026', 1, '2026-08-21', '08:00', '2026-08-22'],
    ['passes over the days off it was worked for', 1, '2026-08-28', '08:00', '2026-09-03'],
  ])('%s', (_, amount, date, time, dueDate) =>
    expect(dueAt(calendar, days(amount), hanoi(date, time))).toEqual(due(dueDate, '17:00')),
  );

  it('ends with a half day when that is the last', () =>
    expect(dueAt(withHalfDay, days(1), hanoi('2022-03-07', '10:00'))).toEqual(due('2022-03-08', '11:00')));
  it('does not count a Saturday morning that is open but no day', () =>
    expect(dueAt(withHalfDay, days(1), hanoi('2022-03-11', '10:00'))).toEqual(due('2022-03-14', '17:00')));
  it('runs in office time where the procedure says so', () =>
    expect(dueAt(calendar, daysInHours(2), hanoi('2022-03-10', '10:00'))).toEqual(due('2022-03-14', '10:00')));
});

describe('A term of working hours', () => {
  it.each([
    ['runs over a weekend', calendar, 8, '2022-03-11 16:00', '2022-03-14 16:00'],
    ['begins with the next opening before opening', calendar, 1, '2022-03-11 03:00', '2022-03-11 08:00'],
    ['begins with the afternoon at lunch', calendar, 1, '2022-03-11 12:00', '2022-03-11 14:30'],
    ['begins with the next day after close', calendar, 1, '2022-03-11 17:00', '2022-03-14 08:00'],
    ['ends with the morning, not when the afternoon opens', calendar, 4, '2022-03-11 07:30', '2022-03-11 11:30'],
    ['runs in hours of a day that does not count as one', withHalfDay, 2, '2022-03-11 16:00', '2022-03-12 08:00'],
  ] as const)('%s', (_, of, amount, start, end) => {
    const [startDate = '', startTime] = start.split(' ');
    const [endDate = '', endTime = ''] = end.split(' ');
    expect(dueAt(of, hours(amount), hanoi(startDate, startTime))).toEqual(due(endDate, endTime));
  });
});

describe('A term of calendar days', () => {
  it('counts rest days', () =>
    expect(dueAt(calendar, calendarDays(10), hanoi('2022-03-07', '10:00'))).toEqual(due('2022-03-17', '17:00')));
  it('moves its end from a Sunday to Monday (BLDS Đ148.5)', () =>
    expect(dueAt(calendar, calendarDays(10), hanoi('2022-03-03', '10:00'))).toEqual(due('2022-03-14', '17:00')));
  it('moves its end over Tết', () =>
    expect(dueAt(calendar, calendarDays(3), hanoi('2022-01-28', '10:00'))).toEqual(due('2022-02-07', '17:00')));
  it('does not count a date at whose close it is paused, and does not end on one', () => {
    const events = [pause('2022-03-08', '16:00'), resume('2022-03-09', '16:59')];
    expect(dueAt(calendar, calendarDays(2), hanoi('2022-03-07', '10:00'), events)).toEqual(due('2022-03-10', '17:00'));
    const overMonday = [pause('2022-03-14', '08:00'), resume('2022-03-15', '08:00')];
    expect(dueAt(calendar, calendarDays(10), hanoi('2022-03-03', '10:00'), overMonday)).toEqual(
      due('2022-03-15', '17:00'),
    );
  });
});

describe('A same-day term', () => {
  it.each([
    ['07:00:00.000', '2022-03-10'],
    ['14:59:59.999', '2022-03-10'],
    ['15:00:00.000', '2022-03-10'],
    ['15:00:00.001', '2022-03-11'],
    ['17:00:00.000', '2022-03-11'],
    ['23:59:59.999', '2022-03-11'],
  ])('that starts on Thursday at %s is due on %s', (time, date) =>
    expect(dueAt(calendar, sameDay, hanoi('2022-03-10', time))).toEqual(due(date, '17:00')),
  );

  it.each([
    ['10:59:59.999', '2022-03-08', '11:00'],
    ['11:00:00.000', '2022-03-09', '17:00'],
  ])('that starts on a half day at %s is due on %s at %s', (time, date, close) =>
    expect(dueAt(withHalfDay, sameDay, hanoi('2022-03-08', time))).toEqual(due(date, close)),
  );

  it('that starts on Friday after 15:00, or on a rest day, is due on Monday', () => {
    expect(dueAt(calendar, sameDay, hanoi('2022-03-11', '15:30'))).toEqual(due('2022-03-14', '17:00'));
    expect(dueAt(calendar, sameDay, hanoi('2022-03-12', '09:00'))).toEqual(due('2022-03-14', '17:00'));
  });
});

describe('A pause', () => {
  const start = hanoi('2022-03-07', '10:00');

  it('takes away the working days at whose close it lasts', () =>
    expect(dueAt(calendar, days(3), start, [pause('2022-03-08', '09:00'), resume('2022-03-10', '09:00')])).toEqual(
      due('2022-03-14', '17:00'),
    ));
  it('takes away nothing when it is over before the close', () =>
    expect(dueAt(calendar, days(3), start, [pause('2022-03-08', '09:00'), resume('2022-03-08', '16:59')])).toEqual(
      due('2022-03-10', '17:00'),
    ));
  it('holds its first instant and not its last', () => {
    expect(dueAt(calendar, days(1), start, [pause('2022-03-08', '17:00')])).toEqual(paused);
    expect(dueAt(calendar, days(1), start, [pause('2022-03-08', '17:00:00.001')])).toEqual(due('2022-03-08', '17:00'));
    expect(dueAt(calendar, days(1), start, [pause('2022-03-08', '09:00'), resume('2022-03-08', '17:00')])).toEqual(
      due('2022-03-08', '17:00'),
    );
  });
  it('that lasts no time has no effect', () =>
    expect(dueAt(calendar, days(1), start, [pause('2022-03-08', '17:00'), resume('2022-03-08', '17:00')])).toEqual(
      due('2022-03-08', '17:00'),
    ));
  it('moves office time by exactly what of it is paused', () =>
    expect(
      dueAt(calendar, hours(8), start, [pause('2022-03-07', '11:00'), resume('2022-03-07', '14:00:00.001')]),
    ).toEqual(due('2022-03-08', '11:00:00.001')));
  it('without end leaves no due instant', () => {
    expect(dueAt(calendar, hours(8), start, [pause('2022-03-07', '11:00')])).toEqual(paused);
    expect(dueAt(calendar, calendarDays(8), start, [pause('2022-03-07', '11:00')])).toEqual(paused);
    expect(dueAt(calendar, sameDay, start, [pause('2022-03-07', '11:00')])).toEqual(paused);
  });
  it('changes nothing once the term has run out', () => {
    const ranOut = due('2022-03-07', '11:00');
    expect(dueAt(calendar, hours(1), start, [pause('2022-03-07', '11:00')])).toEqual(ranOut);
    expect(dueAt(calendar, hours(1), start, [pause('2022-03-07', '10:59:59.999')])).toEqual(paused);
    expect(dueAt(calendar, hours(1), start, [pause('2022-03-09', '11:00'), resume('2022-03-10', '11:00')])).toEqual(
      ranOut,
    );
  });
  it('stops the clock before the calendar comes to its end', () => {
    const late = hanoi('2026-12-31', '16:00');
    expect(dueAt(calendar, days(1), late, [pause('2026-12-31', '23:59:59.999')])).toEqual(paused);
    expect(() => dueAt(calendar, days(1), late, [pause('2027-01-01', '00:00')])).toThrow('DateOutsideKnownYears');
    expect(() => dueAt(calendar, hours(2), late, [pause('2027-01-01', '00:00')])).toThrow('DateOutsideKnownYears');
  });
});

describe('A restart', () => {
  const start = hanoi('2022-03-07', '10:00');

  it('drops what was counted and does not count its own day', () =>
    expect(dueAt(calendar, days(3), start, [restart('2022-03-10', '16:59')])).toEqual(due('2022-03-15', '17:00')));
  it('starts an hour term at its very instant', () =>
    expect(dueAt(calendar, hours(1), start, [restart('2022-03-07', '10:59')])).toEqual(due('2022-03-07', '13:59')));
  it('leads out of a pause, running', () =>
    expect(dueAt(calendar, days(1), start, [pause('2022-03-07', '11:00'), restart('2022-03-09', '11:00')])).toEqual(
      due('2022-03-10', '17:00'),
    ));
  it('changes a term that has run out, too', () =>
    expect(dueAt(calendar, days(1), start, [restart('2022-03-14', '09:00')])).toEqual(due('2022-03-15', '17:00')));
  it('takes effect in the order given at one instant', () => {
    const at = ['2022-03-07', '10:30'] as const;
    expect(dueAt(calendar, hours(1), start, [pause(...at), restart(...at)])).toEqual(due('2022-03-07', '11:30'));
    expect(dueAt(calendar, hours(1), start, [restart(...at), pause(...at)])).toEqual(paused);
  });
  it('needs only the years from then on', () =>
    expect(dueAt(calendar, days(1), hanoi('2021-12-20', '09:00'), [restart('2022-03-07', '09:00')])).toEqual(
      due('2022-03-08', '17:00'),
    ));
});

describe('What has no meaning is refused by name:', () => {
  const start = hanoi('2022-03-07', '10:00');

  it.each([
    ['no amount', { unit: 'workingDays' }, 'InvalidAmount'],
    ['an amount of 0', days(0), 'InvalidAmount'],
    ['an amount of 3,651', calendarDays(3_651), 'InvalidAmount'],
    ['half an hour', hours(0.5), 'InvalidAmount'],
    ['an amount that is no number', hours(Number.NaN), 'InvalidAmount'],
    ['an amount with sameDay', { unit: 'sameDay', amount: 1 }, 'AmountNotWanted'],
    ['a mode with hours', { unit: 'workingHours', amount: 1, mode: 'dayEnd' }, 'ModeNotWanted'],
    ['a mode with sameDay', { unit: 'sameDay', mode: 'workingHours' }, 'ModeNotWanted'],
    ['an unknown unit', JSON.parse('{ "unit": "weeks", "amount": 1 }'), 'UnknownUnit'],
    ['an unknown mode', JSON.parse('{ "unit": "workingDays", "amount": 1, "mode": "noon" }'), 'UnknownMode'],
  ] satisfies [string, Term, string][])('%s', (_, term, code) => {
    expect(() => checkTerm(term)).toThrow(expect.objectContaining({ name: 'WorkingTimeError', code }));
    expect(() => dueAt(calendar, term, start)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['a pause while paused', [pause('2022-03-08', '09:00'), pause('2022-03-09', '09:00')], 'AlreadyPaused', 2],
    ['a resume while running', [resume('2022-03-08', '09:00')], 'NotPaused', 1],
    [
      'a resume after a restart out of a pause',
      [pause('2022-03-08', '09:00'), restart('2022-03-08', '10:00'), resume('2022-03-09', '09:00')],
      'NotPaused',
      3,
    ],
    ['an event before the start', [pause('2022-03-07', '09:59:59.999')], 'EventBeforeStart', 1],
    ['events out of order', [pause('2022-03-09', '09:00'), resume('2022-03-08', '09:00')], 'EventsOutOfOrder', 2],
    ['an unknown event', JSON.parse('[{ "type": "stop", "at": "2022-03-08T02:00:00.000Z" }]'), 'UnknownEventType', 1],
  ] satisfies [string, readonly ClockEvent[], string, number][])('%s', (_, events, code, event) => {
    expect(() => dueAt(calendar, days(3), start, events)).toThrow(
      expect.objectContaining({ code, params: expect.objectContaining({ event }) }),
    );
  });

  it.each([
    '2022-03-07T10:00:00Z',
    '2022-03-07T10:00:00.000+07:00',
    '2022-02-30T10:00:00.000Z',
    '2022-03-07T24:00:00.000Z',
    '2022-03-07',
    '',
  ])('an instant written %p', (at) =>
    expect(() => dueAt(calendar, days(1), at)).toThrow(
      expect.objectContaining({ code: 'InvalidInstant', params: { value: at } }),
    ),
  );

  it('a term that reaches past the known years', () => {
    for (const term of [days(1), daysInHours(1), hours(8), calendarDays(1)]) {
      expect(() => dueAt(calendar, term, hanoi('2026-12-31', '16:00'))).toThrow(
        expect.objectContaining({
          code: 'DateOutsideKnownYears',
          params: { date: '2027-01-01', knownFrom: 2022, knownTo: 2026 },
        }),
      );
    }
    expect(() => dueAt(calendar, days(3_650), start)).toThrow('DateOutsideKnownYears');
    expect(() => dueAt(calendar, days(1), hanoi('2021-12-31', '16:00'))).toThrow('DateOutsideKnownYears');
  });
});
