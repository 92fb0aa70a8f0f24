import { type DayNumber, epochMsOf, type Instant, instantOf } from './instant.ts';
import { type Pause, stoppedFromMs } from './run.ts';
import { dayOf, midnightMsOf, type WorkingCalendar } from './working-calendar.ts';
import { WorkingTimeError } from './working-time-error.ts';

/**
 * Office time between two instants, in milliseconds; 0 where `to` is not after `from`. Throws `DateOutsideKnownYears`.
 */
export function workingMsBetween(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  const fromMs = epochMsOf(from);
  const toMs = epochMsOf(to);
  let total = 0;
  for (let day = dayOf(calendar, fromMs); midnightMsOf(calendar, day) < toMs; day++) {
    total += officeMsOn(calendar, day, fromMs, toMs, []);
  }
  return total;
}

/**
 * Working days after the local date of `from`, up to and with that of `to`: the first day is not counted (BLDS Đ147).
 * 0 where `to` lies on no later date. Throws `DateOutsideKnownYears`.
 */
export function workingDaysBetween(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  const lastDay = dayOf(calendar, epochMsOf(to));
  let count = 0;
  for (let day = dayOf(calendar, epochMsOf(from)) + 1; day <= lastDay; day++) {
    if (calendar.dayAt(day).isWorkingDay) count++;
  }
  return count;
}

/**
 * The earliest instant at which `ms` of office time have run since `at`: `at` itself for 0. Throws `InvalidDuration`
 * unless `ms` is whole and not negative, `DateOutsideKnownYears`.
 */
export function addWorkingMs(calendar: WorkingCalendar, at: Instant, ms: number): Instant {
  if (!Number.isSafeInteger(ms) || ms < 0) throw new WorkingTimeError('InvalidDuration', { value: ms });
  return instantOf(afterOfficeTime(calendar, epochMsOf(at), [], ms));
}

/** `at` itself within office hours, otherwise the next opening after it. Throws `DateOutsideKnownYears`. */
export function nextOpening(calendar: WorkingCalendar, at: Instant): Instant {
  const atMs = epochMsOf(at);
  for (let day = dayOf(calendar, atMs); ; day++) {
    const midnightMs = midnightMsOf(calendar, day);
    const interval = calendar.dayAt(day).intervals.find(([, closesAt]) => midnightMs + closesAt > atMs);
    if (interval) return instantOf(Math.max(atMs, midnightMs + interval[0]));
  }
}

/** The first opening of the first working day after the local date of `at`. Throws `DateOutsideKnownYears`. */
export function nextDayOpening(calendar: WorkingCalendar, at: Instant): Instant {
  for (let day = dayOf(calendar, epochMsOf(at)) + 1; ; day++) {
    const { isWorkingDay, intervals } = calendar.dayAt(day);
    if (isWorkingDay) return instantOf(midnightMsOf(calendar, day) + (intervals[0]?.[0] ?? 0));
  }
}

/**
 * The earliest instant at which `ms` of office time have run since `startMs`; Infinity if a pause without end comes
 * first.
 */
export function afterOfficeTime(
  calendar: WorkingCalendar,
  startMs: number,
  pauses: readonly Pause[],
  ms: number,
): number {
  if (ms === 0) return startMs;
  const stoppedMs = stoppedFromMs(pauses);
  const startDay = dayOf(calendar, startMs);
  let left = ms;
  for (let day = startDay; midnightMsOf(calendar, day) <= stoppedMs; day++) {
    if (day > startDay) {
      const weeks = ordinaryWeeks(calendar, day, pauses, left - 1, calendar.ordinaryWeek.officeMs);
      left -= weeks * calendar.ordinaryWeek.officeMs;
      day += weeks * 7;
    }
    for (const [fromMs, toMs] of runningOn(calendar, day, startMs, Number.POSITIVE_INFINITY, pauses)) {
      if (toMs - fromMs >= left) return fromMs + left;
      left -= toMs - fromMs;
    }
  }
  return Number.POSITIVE_INFINITY;
}

/**
 * How many whole weeks from `day` on can be counted at once, `perWeek` each and at most `amount` together: weeks with
 * no special day, no pause, and wholly known. Long terms are counted so; nothing but speed depends on it.
 */
export function ordinaryWeeks(
  calendar: WorkingCalendar,
  day: DayNumber,
  pauses: readonly Pause[],
  amount: number,
  perWeek: number,
): number {
  if (amount < perWeek || perWeek === 0) return 0;
  const midnightMs = midnightMsOf(calendar, day);
  const pause = pauses.find(({ toMs }) => toMs > midnightMs);
  const untilDay = Math.min(
    calendar.ordinaryUntil(day),
    pause ? dayOf(calendar, pause.fromMs) : Number.POSITIVE_INFINITY,
  );
  return Math.max(0, Math.min(Math.floor((untilDay - day) / 7), Math.floor(amount / perWeek)));
}

/** Office time that runs on a local date between two instants, pauses left out. */
export function officeMsOn(
  calendar: WorkingCalendar,
  day: DayNumber,
  fromMs: number,
  toMs: number,
  pauses: readonly Pause[],
): number {
  return runningOn(calendar, day, fromMs, toMs, pauses).reduce((total, [from, to]) => total + to - from, 0);
}

type Stretch = readonly [fromMs: number, toMs: number];

// The stretches of a local date's office hours that lie between two instants and in no pause.
function runningOn(
  calendar: WorkingCalendar,
  day: DayNumber,
  sinceMs: number,
  untilMs: number,
  pauses: readonly Pause[],
): readonly Stretch[] {
  const midnightMs = midnightMsOf(calendar, day);
  const stretches: Stretch[] = [];
  for (const [opensAt, closesAt] of calendar.dayAt(day).intervals) {
    let fromMs = Math.max(midnightMs + opensAt, sinceMs);
    const toMs = Math.min(midnightMs + closesAt, untilMs);
    for (const pause of pauses) {
      if (pause.fromMs >= toMs) break;
      if (pause.toMs <= fromMs) continue;
      if (pause.fromMs > fromMs) stretches.push([fromMs, pause.fromMs]);
      fromMs = pause.toMs;
    }
    if (fromMs < toMs) stretches.push([fromMs, toMs]);
  }
  return stretches;
}
