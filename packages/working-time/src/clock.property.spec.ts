import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar, DayHours, OfficeHours, SpecialDay } from './calendar.ts';
import { specialDayKinds, weekdays } from './calendar.ts';
import { type Due, dueAt, type Term } from './clock.ts';
import { dayLedger } from './day-ledger.ts';
import { dateOf, dayNumberOf, instantOf } from './instant.ts';
import { addWorkingMs, nextOpening, workingMsBetween } from './office-time.ts';
import type { ClockEvent } from './run.ts';
import { naiveDueAt } from './testing/naive-clock.ts';
import { hanoi } from './testing/sample-calendars.ts';
import { officeIntervals, type WorkingCalendar, workingCalendar } from './working-calendar.ts';
import { isWorkingTimeError } from './working-time-error.ts';

// More cases: HOSO_CLOCK_CASES=200000; other ones: HOSO_CLOCK_SEED=7.
const cases = Number(process.env['HOSO_CLOCK_CASES'] ?? 100_000);
const seed = Number(process.env['HOSO_CLOCK_SEED'] ?? 1);
const limitMs = 30_000 + cases * 10;

const officeHours: readonly OfficeHours[] = [
  [
    ['07:00', '11:30'],
    ['13:30', '17:00'],
  ],
  [
    ['08:00', '12:00'],
    ['13:00', '16:00'],
  ],
  [['07:30', '11:00']],
  [
    ['07:00', '09:00'],
    ['09:00', '15:00'],
    ['16:00', '23:59'],
  ],
  [['13:30', '15:00']],
];
const times = [
  '00:00',
  '07:00',
  '07:30',
  '09:00',
  '11:00',
  '11:30',
  '13:30',
  '15:00',
  '16:00',
  '17:00',
  '20:15',
  '23:59',
];

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const anyHours = fc.constantFrom(...officeHours);
const anyDayHours: fc.Arbitrary<DayHours> = fc.record({
  hours: fc.oneof(anyHours, fc.constant<OfficeHours>([])),
  countsAsDay: maybe(fc.boolean()),
});

// A calendar is dense with exceptions around the days that the cases use, and some end soon after.
const anyCalendar: fc.Arbitrary<Calendar> = fc
  .record({
    knownTo: fc.constantFrom(2026, 2026, 2027, 2045),
    hours: maybe(anyHours),
    week: fc.dictionary(fc.constantFrom(...weekdays), anyDayHours, { maxKeys: 2 }),
    special: fc.uniqueArray(
      fc.record({ day: fc.nat(74), kind: fc.constantFrom(...specialDayKinds), own: maybe(anyDayHours) }),
      { selector: ({ day }) => day, maxLength: 25 },
    ),
  })
  .map(({ knownTo, hours, week, special }) => ({
    id: 'any',
    version: 1,
    timeZone: 'Asia/Ho_Chi_Minh',
    knownFrom: 2026,
    knownTo,
    hours,
    week,
    specialDays: special.map(
      ({ day, kind, own }): SpecialDay => ({ date: dateAfter(day), kind, name: { vi: 'Ngày', en: 'Day' }, ...own }),
    ),
  }));

const anyAmount = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 10, arbitrary: fc.integer({ min: 5, max: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3_650 }) },
);
const anyTerm: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    unit: fc.constant('workingDays' as const),
    amount: anyAmount,
    mode: maybe(fc.constantFrom('dayEnd', 'workingHours')),
  }),
  fc.record({ unit: fc.constantFrom('workingHours' as const, 'calendarDays' as const), amount: anyAmount }),
  fc.constant({ unit: 'sameDay' as const }),
);

// Instants lie on the boundaries where mistakes are made, a millisecond beside them, or anywhere.
const anyMoment = fc.oneof(
  fc.tuple(fc.constantFrom(...times), fc.constantFrom(0, 0, 0, -1, 1)).map(([time, beside]) => msOfTime(time) + beside),
  fc.nat(86_399_999),
);
const anyHistory = fc
  .record({
    start: fc.tuple(fc.integer({ min: 1, max: 40 }), anyMoment),
    moves: fc.array(fc.tuple(fc.nat(12), anyMoment, fc.constantFrom('turn', 'turn', 'turn', 'turn', 'restart')), {
      maxLength: 6,
    }),
  })
  .map(({ start, moves }) => {
    const at = ([day, ms]: readonly [number, number]) => Date.parse(hanoi(dateAfter(day))) + ms;
    const startMs = at(start);
    const sorted = moves
      .map(([later, ms, move]) => ({ ms: Math.max(startMs, at([start[0] + later, ms])), move }))
      .sort((a, b) => a.ms - b.ms);
    let paused = false;
    const events = sorted.map(({ ms, move }): ClockEvent => {
      const type = move === 'restart' ? 'restart' : paused ? 'resume' : 'pause';
      paused = type === 'pause';
      return { type, at: instantOf(ms) };
    });
    return { startAt: instantOf(startMs), events };
  });

describe('The clock, over random calendars, terms and events', () => {
  it(
    'agrees with the naive walker',
    () => {
      const seen = { due: 0, paused: 0, refused: 0 };
      fc.assert(
        fc.property(anyCalendar, anyTerm, anyHistory, (calendar, term, { startAt, events }) => {
          const naive = naiveDueAt(calendar, term, startAt, events);
          expect(answer(workingCalendar(calendar), term, startAt, events)).toEqual(naive);
          seen[naive.status]++;
        }),
        { numRuns: cases, seed },
      );
      // No kind of answer may be missing from the comparison.
      expect(Math.min(seen.due / cases, 10 * (seen.paused / cases), 100 * (seen.refused / cases))).toBeGreaterThan(0.5);
    },
    limitMs,
  );

  it(
    'is explained by a ledger that adds up to the same answer',
    () => {
      fc.assert(
        fc.property(anyCalendar, anyTerm, anyHistory, (definition, term, { startAt, events }) => {
          const calendar = workingCalendar(definition);
          const due = answer(calendar, term, startAt, events);
          if (due.status === 'refused') return;
          const { days, result, wanted } = dayLedger(calendar, term, startAt, events);
          expect(result).toEqual(due);
          expect(days.map(({ date }) => date)).toEqual(
            days.map((_, index) => dateOf(dayNumberOf(days[0]?.date ?? '') + index)),
          );
          let total = 0;
          for (const day of days) {
            total = (day.begins ? 0 : total) + day.added;
            expect(day.total).toBe(total);
            expect(total).toBeLessThanOrEqual(wanted);
          }
          if (due.status === 'due') expect(days.at(-1)).toMatchObject({ dueAt: due.dueAt, total: wanted });
        }),
        { numRuns: cases / 5, seed },
      );
    },
    limitMs,
  );
});

describe('Office time, over random calendars', () => {
  it(
    'comes back from what was added, and none passes before the next opening',
    () => {
      fc.assert(
        fc.property(anyCalendar, anyHistory, fc.nat(200 * 3_600_000), (definition, { startAt }, ms) => {
          const calendar = workingCalendar({ ...definition, knownTo: 2045 });
          expect(workingMsBetween(calendar, startAt, addWorkingMs(calendar, startAt, ms))).toBe(ms);
          const opening = nextOpening(calendar, startAt);
          expect(workingMsBetween(calendar, startAt, opening)).toBe(0);
          const date = new Date(Date.parse(opening) + 7 * 3_600_000).toISOString().slice(0, 10);
          const isOpen = officeIntervals(calendar, date).some(
            ({ opensAt, closesAt }) => opensAt <= opening && opening < closesAt,
          );
          expect(isOpen).toBe(true);
        }),
        { numRuns: cases / 5, seed },
      );
    },
    limitMs,
  );
});

function answer(
  calendar: WorkingCalendar,
  term: Term,
  startAt: string,
  events: readonly ClockEvent[],
): Due | { readonly status: 'refused' } {
  try {
    return dueAt(calendar, term, startAt, events);
  } catch (error) {
    if (isWorkingTimeError(error) && error.code === 'DateOutsideKnownYears') return { status: 'refused' };
    throw error;
  }
}

// The cases live at the end of 2026, so that calendars which know no later year come to their end within a term.
function dateAfter(days: number): string {
  return dateOf(dayNumberOf('2026-10-18') + days);
}

function msOfTime(time: string): number {
  return Date.parse(`1970-01-01T${time}:00.000Z`);
}
