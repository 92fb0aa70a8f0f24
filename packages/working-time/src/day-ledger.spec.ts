import { describe, expect, it } from '@jest/globals';
import { specialDayKinds } from './calendar.ts';
import type { Term } from './clock.ts';
import { dayLedger, type LedgerDay } from './day-ledger.ts';
import { ledgerReasonText, specialDayText } from './ledger-text.ts';
import type { ClockEvent } from './run.ts';
import { hanoi, sample } from './testing/sample-calendars.ts';
import { workingCalendar } from './working-calendar.ts';

const calendar = workingCalendar({
  ...sample,
  week: { saturday: { hours: [['07:00', '11:30']], countsAsDay: false } },
});
const event = (type: ClockEvent['type'], date: string, time: string, ground?: string): ClockEvent => ({
  type,
  at: hanoi(date, time),
  ...(ground ? { ground } : {}),
});
const told = (days: readonly LedgerDay[]) => days.map(({ date, reason, total }) => `${date} ${reason} ${total}`);
const ledger = (term: Term, start: string, ...events: readonly ClockEvent[]) =>
  dayLedger(calendar, term, hanoi(start.slice(0, 10), start.slice(11)), events);

describe('The day ledger', () => {
  it('names every date across Tết, to the due date', () => {
    const { days, result, counts, wanted } = ledger({ unit: 'workingDays', amount: 2 }, '2022-01-27 09:00');
    expect({ counts, wanted, result }).toEqual({
      counts: 'workingDays',
      wanted: 2,
      result: { status: 'due', dueAt: hanoi('2022-02-07', '17:00') },
    });
    expect(told(days)).toEqual([
      '2022-01-27 startDay 0',
      '2022-01-28 counted 1',
      '2022-01-29 notCountedAsDay 1',
      '2022-01-30 weeklyRest 1',
      '2022-01-31 holiday 1',
      '2022-02-01 holiday 1',
      '2022-02-02 holiday 1',
      '2022-02-03 holiday 1',
      '2022-02-04 holiday 1',
      '2022-02-05 notCountedAsDay 1',
      '2022-02-06 weeklyRest 1',
      '2022-02-07 counted 2',
    ]);
    expect(days[0]).toMatchObject({ begins: 'start', weekday: 'thursday', added: 0 });
    expect(days[4]?.special).toMatchObject({ kind: 'holiday', name: { vi: 'Tết Nhâm Dần', en: 'Lunar New Year' } });
    expect(days.at(-1)).toMatchObject({ weekday: 'monday', added: 1, dueAt: hanoi('2022-02-07', '17:00') });
    expect(days.filter(({ dueAt }) => dueAt)).toHaveLength(1);
  });

  it('shows the swapped Saturday as counted, and why it was one', () => {
    const { days } = ledger({ unit: 'workingDays', amount: 1 }, '2026-08-21 09:00');
    expect(days.at(-1)).toMatchObject({ date: '2026-08-22', reason: 'counted', special: { kind: 'swappedWork' } });
  });

  it('names the event and the ground of a pause', () => {
    const pause = event('pause', '2022-03-08', '09:00', 'ground-of-the-procedure');
    const resume = event('resume', '2022-03-10', '09:00');
    const { days } = ledger({ unit: 'workingDays', amount: 2 }, '2022-03-07 09:00', pause, resume);
    expect(told(days)).toEqual([
      '2022-03-07 startDay 0',
      '2022-03-08 paused 0',
      '2022-03-09 paused 0',
      '2022-03-10 counted 1',
      '2022-03-11 counted 2',
    ]);
    expect(days[1]).toMatchObject({ events: [{ ...pause, event: 1 }], pausedBy: { ...pause, event: 1 } });
    expect(days[2]).toMatchObject({ events: [], pausedBy: { event: 1, ground: 'ground-of-the-procedure' } });
    expect(days[3]).toMatchObject({ events: [{ ...resume, event: 2 }] });
    expect(days[3]).not.toHaveProperty('pausedBy');
  });

  it('drops what was counted at a restart, also after the term had run out', () => {
    const restart = event('restart', '2022-03-10', '09:00');
    const { days } = ledger({ unit: 'workingDays', amount: 1 }, '2022-03-07 09:00', restart);
    expect(told(days)).toEqual([
      '2022-03-07 startDay 0',
      '2022-03-08 counted 1',
      '2022-03-09 ranOut 1',
      '2022-03-10 startDay 0',
      '2022-03-11 counted 1',
    ]);
    expect(days.map(({ begins }) => begins)).toEqual(['start', undefined, undefined, 'restart', undefined]);
    expect(days.map(({ dueAt }) => dueAt)).toEqual([
      undefined,
      hanoi('2022-03-08', '17:00'),
      undefined,
      undefined,
      hanoi('2022-03-11', '17:00'),
    ]);
  });

  it('tells two restarts and a pause on one date as that date of the last', () => {
    const events = [
      event('restart', '2022-03-08', '09:00'),
      event('pause', '2022-03-08', '10:00'),
      event('restart', '2022-03-08', '11:00'),
    ];
    const { days } = ledger({ unit: 'workingDays', amount: 1 }, '2022-03-07 09:00', ...events);
    expect(told(days)).toEqual(['2022-03-07 startDay 0', '2022-03-08 startDay 0', '2022-03-09 counted 1']);
    expect(days[1]?.events).toHaveLength(3);
  });

  it('counts office time in milliseconds, on days that do not count as one too', () => {
    const pause = event('pause', '2022-03-14', '00:00');
    const resume = event('resume', '2022-03-15', '08:00');
    const { days, counts, wanted } = ledger({ unit: 'workingHours', amount: 6 }, '2022-03-10 17:30', pause, resume);
    expect({ counts, wanted }).toEqual({ counts: 'workingMs', wanted: 21_600_000 });
    expect(told(days)).toEqual(['2022-03-10 outsideHours 0', '2022-03-11 counted 21600000']);
    expect(days.at(-1)?.dueAt).toBe(hanoi('2022-03-11', '15:00'));

    const longer = ledger({ unit: 'workingHours', amount: 13 }, '2022-03-10 17:30', pause, resume).days;
    expect(told(longer)).toEqual([
      '2022-03-10 outsideHours 0',
      '2022-03-11 counted 28800000',
      '2022-03-12 counted 45000000',
      '2022-03-13 weeklyRest 45000000',
      '2022-03-14 paused 45000000',
      '2022-03-15 counted 46800000',
    ]);
    expect(longer[4]?.pausedBy).toMatchObject({ event: 1 });
  });

  it('counts rest days among calendar days and moves the end to a working day', () =>
    expect(told(ledger({ unit: 'calendarDays', amount: 2 }, '2022-03-10 09:00').days)).toEqual([
      '2022-03-10 startDay 0',
      '2022-03-11 counted 1',
      '2022-03-12 counted 2',
      '2022-03-13 weeklyRest 2',
      '2022-03-14 endMoved 2',
    ]));

  it('says of a same-day term that it came after 15:00', () => {
    expect(told(ledger({ unit: 'sameDay' }, '2022-03-11 15:01').days)).toEqual([
      '2022-03-11 afterCutOff 0',
      '2022-03-12 notCountedAsDay 0',
      '2022-03-13 weeklyRest 0',
      '2022-03-14 counted 1',
    ]);
    expect(told(ledger({ unit: 'sameDay' }, '2022-03-11 15:00').days)).toEqual(['2022-03-11 counted 1']);
  });

  it('ends with the last event while the clock is paused', () => {
    const { days, result } = ledger(
      { unit: 'workingDays', amount: 5 },
      '2022-03-07 09:00',
      event('pause', '2022-03-09', '09:00'),
    );
    expect(result).toEqual({ status: 'paused' });
    expect(told(days)).toEqual(['2022-03-07 startDay 0', '2022-03-08 counted 1', '2022-03-09 paused 1']);
  });

  it('comes out differently with the calendar as it was known before', () => {
    const before = workingCalendar({ ...sample, specialDays: [] });
    const { days } = dayLedger(before, { unit: 'workingDays', amount: 1 }, hanoi('2022-01-28', '09:00'));
    expect(told(days).at(-1)).toBe('2022-01-31 counted 1');
  });

  it('has words for every reason and kind of day in both languages', () => {
    for (const { vi, en } of [
      ...Object.values(ledgerReasonText),
      ...specialDayKinds.map((kind) => specialDayText[kind]),
    ]) {
      expect(vi.length * en.length).toBeGreaterThan(0);
    }
  });
});
