import { type Calendar, type OfficeHours, plainHours, type SpecialDay, type Weekday, weekdays } from './calendar.ts';
import {
  type DayNumber,
  dateOf,
  dayMs,
  dayNumberOf,
  epochMsOf,
  type Instant,
  instantOf,
  type LocalDate,
  msOfDayOf,
} from './instant.ts';
import { WorkingTimeError } from './working-time-error.ts';

/** What a date is to the clock. Times are milliseconds since local midnight. */
export interface OfficeDay {
  readonly intervals: readonly (readonly [opensAt: number, closesAt: number])[];
  readonly officeMs: number;
  /** The end of the last interval; without intervals, that of a plain day. */
  readonly closesAt: number;
  readonly isWorkingDay: boolean;
}

/** A calendar made ready for look-ups. Make it once and keep it. */
export interface WorkingCalendar {
  readonly definition: Calendar;
  /** Local time minus UTC. */
  readonly offsetMs: number;
  /** Throws `DateOutsideKnownYears`. */
  readonly dayAt: (day: DayNumber) => OfficeDay;
  readonly specialDayAt: (day: DayNumber) => SpecialDay | undefined;
  /** The first date from `day` on that is a special one, or that is not known any more. */
  readonly ordinaryUntil: (day: DayNumber) => DayNumber;
  /** What seven ordinary days in a row hold. */
  readonly ordinaryWeek: { readonly workingDays: number; readonly officeMs: number };
}

/**
 * Throws `WorkingTimeError` for a calendar that contradicts itself: `UnknownTimeZone`, `TimeZoneShifts`,
 * `InvalidKnownYears`, `InvalidOfficeHours`, `InvalidTimeOfDay`, `InvalidDate`, `DuplicateSpecialDay`,
 * `DateOutsideKnownYears`.
 */
export function workingCalendar(definition: Calendar): WorkingCalendar {
  const { knownFrom, knownTo } = definition;
  const offsetMs = offsetOver(definition.timeZone, knownFrom, knownTo);
  const firstDay = dayNumberOf(`${yearText(knownFrom)}-01-01`);
  const lastDay = dayNumberOf(`${yearText(knownTo)}-12-31`);
  const outside = (day: DayNumber) =>
    new WorkingTimeError('DateOutsideKnownYears', { date: dateOf(day), knownFrom, knownTo });

  const plain = officeDay(definition.hours ?? plainHours, true, Number.NaN);
  if (plain.intervals.length === 0) throw new WorkingTimeError('InvalidOfficeHours', { value: '[]' });
  const rest: OfficeDay = { intervals: [], officeMs: 0, closesAt: plain.closesAt, isWorkingDay: false };
  const week = weekdays.map((weekday): OfficeDay => {
    const own = definition.week?.[weekday];
    if (own) return officeDay(own.hours, own.countsAsDay, plain.closesAt);
    return weekday === 'saturday' || weekday === 'sunday' ? rest : plain;
  });

  const special = new Map<DayNumber, { readonly said: SpecialDay; readonly day: OfficeDay }>();
  for (const said of definition.specialDays) {
    const day = dayNumberOf(said.date);
    if (day < firstDay || day > lastDay) throw outside(day);
    if (special.has(day)) throw new WorkingTimeError('DuplicateSpecialDay', { date: said.date });
    special.set(day, { said, day: specialOfficeDay(said, definition.hours ?? plainHours, plain.closesAt) });
  }

  const specialDays = [...special.keys()].sort((a, b) => a - b);
  return {
    definition,
    offsetMs,
    dayAt: (day) => {
      if (day < firstDay || day > lastDay) throw outside(day);
      return special.get(day)?.day ?? week[weekdayIndexOf(day)] ?? rest;
    },
    specialDayAt: (day) => special.get(day)?.said,
    ordinaryUntil: (day) => specialDays[indexFrom(specialDays, day)] ?? lastDay + 1,
    ordinaryWeek: {
      workingDays: week.filter(({ isWorkingDay }) => isWorkingDay).length,
      officeMs: week.reduce((total, { officeMs }) => total + officeMs, 0),
    },
  };
}

/** Whether the date has office hours and counts as a day. Throws `InvalidDate`, `DateOutsideKnownYears`. */
export function isWorkingDay(calendar: WorkingCalendar, date: LocalDate): boolean {
  return calendar.dayAt(dayNumberOf(date)).isWorkingDay;
}

/**
 * The end of the date's last office interval; of a date without any, when a plain day would close. Throws as
 * `isWorkingDay`.
 */
export function closeOf(calendar: WorkingCalendar, date: LocalDate): Instant {
  return instantOf(closeMsOf(calendar, dayNumberOf(date)));
}

/** The date's office hours, in order. Throws as `isWorkingDay`. */
export function officeIntervals(
  calendar: WorkingCalendar,
  date: LocalDate,
): readonly { readonly opensAt: Instant; readonly closesAt: Instant }[] {
  const day = dayNumberOf(date);
  const midnightMs = midnightMsOf(calendar, day);
  return calendar.dayAt(day).intervals.map(([opens, closes]) => ({
    opensAt: instantOf(midnightMs + opens),
    closesAt: instantOf(midnightMs + closes),
  }));
}

/** The local date and time of an instant, as exact text that compares in order of time. Known years do not matter. */
export function localTimeOf(
  calendar: WorkingCalendar,
  at: Instant,
): { readonly date: LocalDate; readonly time: string } {
  const local = instantOf(epochMsOf(at) + calendar.offsetMs);
  return { date: local.slice(0, 10), time: local.slice(11, 23) };
}

/** The local date at an instant. */
export function dayOf(calendar: WorkingCalendar, epochMs: number): DayNumber {
  return Math.floor((epochMs + calendar.offsetMs) / dayMs);
}

/** The first instant of a local date. */
export function midnightMsOf(calendar: WorkingCalendar, day: DayNumber): number {
  return day * dayMs - calendar.offsetMs;
}

/** The instant at which a local date closes. */
export function closeMsOf(calendar: WorkingCalendar, day: DayNumber): number {
  return midnightMsOf(calendar, day) + calendar.dayAt(day).closesAt;
}

export function weekdayOf(day: DayNumber): Weekday {
  return weekdays[weekdayIndexOf(day)] ?? 'monday';
}

// 1970-01-01 was a Thursday.
function weekdayIndexOf(day: DayNumber): number {
  return (((day + 3) % 7) + 7) % 7;
}

function specialOfficeDay(said: SpecialDay, plain: OfficeHours, plainCloseAt: number): OfficeDay {
  const worked = said.kind === 'swappedWork' || said.kind === 'changedHours';
  return officeDay(said.hours ?? (worked ? plain : []), said.countsAsDay, plainCloseAt);
}

function officeDay(hours: OfficeHours, countsAsDay: boolean | undefined, plainCloseAt: number): OfficeDay {
  const intervals = hours.map(([from, to]) => [msOfDayOf(from), msOfDayOf(to)] as const);
  let after = 0;
  let officeMs = 0;
  for (const [opensAt, closesAt] of intervals) {
    if (opensAt < after || closesAt <= opensAt)
      throw new WorkingTimeError('InvalidOfficeHours', { value: JSON.stringify(hours) });
    after = closesAt;
    officeMs += closesAt - opensAt;
  }
  const worked = intervals.length > 0;
  return {
    intervals,
    officeMs,
    closesAt: worked ? after : plainCloseAt,
    isWorkingDay: worked && countsAsDay !== false,
  };
}

// Where the first of the sorted numbers stands that is not below `least`.
function indexFrom(sorted: readonly number[], least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? least) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

const yearText = (year: number) => String(year).padStart(4, '0');
const offsets = new Map<string, number>();
const offsetsMax = 1_000;

// Asking Temporal takes longer than a whole computation, and the answer never changes: it is remembered.
function offsetOver(timeZone: string, knownFrom: number, knownTo: number): number {
  const key = `${timeZone} ${knownFrom} ${knownTo}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const whole = Number.isInteger(knownFrom) && Number.isInteger(knownTo);
  if (!whole || knownFrom < 1 || knownTo < knownFrom || knownTo > 9998) {
    throw new WorkingTimeError('InvalidKnownYears', { knownFrom, knownTo });
  }
  const begin = newYear(timeZone, knownFrom);
  const shift = begin.getTimeZoneTransition('next');
  if (shift && Temporal.ZonedDateTime.compare(shift, newYear(timeZone, knownTo + 1)) < 0) {
    throw new WorkingTimeError('TimeZoneShifts', { timeZone, at: shift.toString() });
  }
  const offsetMs = begin.offsetNanoseconds / 1_000_000;
  if (offsets.size >= offsetsMax) offsets.clear();
  offsets.set(key, offsetMs);
  return offsetMs;
}

function newYear(timeZone: string, year: number): Temporal.ZonedDateTime {
  try {
    return Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(timeZone);
  } catch {
    throw new WorkingTimeError('UnknownTimeZone', { timeZone });
  }
}
