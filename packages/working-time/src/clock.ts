import { hourMs, type Instant, instantOf } from './instant.ts';
import { afterOfficeTime, ordinaryWeeks } from './office-time.ts';
import { type ClockEvent, type Pause, pauseAt, type Run, runsOf, stoppedFromMs } from './run.ts';
import { closeMsOf, dayOf, midnightMsOf, type WorkingCalendar } from './working-calendar.ts';
import { WorkingTimeError } from './working-time-error.ts';

export const termUnits = ['workingDays', 'workingHours', 'calendarDays', 'sameDay'] as const;
export const termModes = ['dayEnd', 'workingHours'] as const;

/**
 * A term as published: `amount` for all but `sameDay`, `mode` (default `dayEnd`) for `workingDays` only. See
 * `checkTerm`.
 */
export interface Term {
  readonly unit: (typeof termUnits)[number];
  readonly amount?: number | undefined;
  readonly mode?: (typeof termModes)[number] | undefined;
}

/** There is no due instant while the clock is paused and the term has not run out. */
export type Due = { readonly status: 'due'; readonly dueAt: Instant } | { readonly status: 'paused' };

/** A whole amount lies from 1 to this. */
export const amountMax = 3_650;
/** One working day in hour terms. */
export const workingDayMs = 8 * hourMs;
/** Received at or before this local time, a same-day term begins with its own day (Luật Hộ tịch Đ5.3). */
export const sameDayCutOffMs = 15 * hourMs;

/**
 * When a term that starts at `startAt` is due, after what happened to it.
 *
 * A pause is the half-open interval from `pause` to `resume`: nothing runs in it. A restart drops everything counted
 * and starts the term anew, running. A term that has run out is changed by a restart only; other events after its due
 * instant have no effect.
 *
 * Throws `WorkingTimeError`: what `checkTerm` and `runsOf` say, and `DateOutsideKnownYears` unless the calendar knows
 * every date from the last start to the due instant or the pause.
 */
export function dueAt(
  calendar: WorkingCalendar,
  term: Term,
  startAt: Instant,
  events: readonly ClockEvent[] = [],
): Due {
  checkTerm(term);
  const dueMs = dueMsOf(calendar, term, runsOf(startAt, events).last);
  return dueMs === Number.POSITIVE_INFINITY ? { status: 'paused' } : { status: 'due', dueAt: instantOf(dueMs) };
}

/** Throws `UnknownUnit`, `UnknownMode`, `InvalidAmount`, `AmountNotWanted`, `ModeNotWanted`. */
export function checkTerm({ unit, amount, mode }: Term): void {
  if (!termUnits.includes(unit)) throw new WorkingTimeError('UnknownUnit', { value: String(unit) });
  if (mode !== undefined && unit !== 'workingDays')
    throw new WorkingTimeError('ModeNotWanted', { unit, mode: String(mode) });
  if (mode !== undefined && !termModes.includes(mode))
    throw new WorkingTimeError('UnknownMode', { value: String(mode) });
  if (unit === 'sameDay') {
    if (amount !== undefined) throw new WorkingTimeError('AmountNotWanted', { unit, amount: String(amount) });
    return;
  }
  if (amount === undefined || !Number.isInteger(amount) || amount < 1 || amount > amountMax) {
    throw new WorkingTimeError('InvalidAmount', { unit, amount: String(amount), min: 1, max: amountMax });
  }
}

/** What a run has to count until its term has run out: days, or milliseconds of office time. */
export type Measure =
  | { readonly counts: 'workingDays' | 'calendarDays' | 'sameDay'; readonly wanted: number }
  | { readonly counts: 'workingMs'; readonly wanted: number };

/** The measure of a term that `checkTerm` has passed. */
export function measureOf({ unit, amount = 1, mode }: Term): Measure {
  if (unit === 'workingHours') return { counts: 'workingMs', wanted: amount * hourMs };
  if (mode === 'workingHours') return { counts: 'workingMs', wanted: amount * workingDayMs };
  return { counts: unit, wanted: amount };
}

/** The due instant of one run; Infinity if a pause without end comes first. */
export function dueMsOf(calendar: WorkingCalendar, term: Term, { startMs, pauses }: Run): number {
  const startDay = dayOf(calendar, startMs);
  calendar.dayAt(startDay); // the start itself MUST lie within the known years
  const { counts, wanted } = measureOf(term);
  switch (counts) {
    case 'workingMs':
      return afterOfficeTime(calendar, startMs, pauses, wanted);
    case 'workingDays':
      return nthClose(calendar, pauses, startDay + 1, wanted, true);
    case 'sameDay':
      return nthClose(calendar, pauses, beginsNextDay(calendar, startMs) ? startDay + 1 : startDay, 1, true);
    case 'calendarDays': {
      const lastMs = nthClose(calendar, pauses, startDay + 1, wanted, false);
      // BLDS Đ148.5: an end on a rest day moves to the next working day.
      return lastMs === Number.POSITIVE_INFINITY
        ? lastMs
        : nthClose(calendar, pauses, dayOf(calendar, lastMs), 1, true);
    }
  }
}

/**
 * Whether a same-day term that starts then begins with the next day: after 15:00, or not before its own day's close.
 */
export function beginsNextDay(calendar: WorkingCalendar, startMs: number): boolean {
  const day = dayOf(calendar, startMs);
  return startMs > midnightMsOf(calendar, day) + sameDayCutOffMs || startMs >= closeMsOf(calendar, day);
}

// The n-th close, from `fromDay` on, at which the clock is running; of working days only, or of all dates.
function nthClose(
  calendar: WorkingCalendar,
  pauses: readonly Pause[],
  fromDay: number,
  nth: number,
  workingDaysOnly: boolean,
): number {
  const stoppedMs = stoppedFromMs(pauses);
  const perWeek = workingDaysOnly ? calendar.ordinaryWeek.workingDays : 7;
  let count = 0;
  for (let day = fromDay; midnightMsOf(calendar, day) <= stoppedMs; day++) {
    const weeks = ordinaryWeeks(calendar, day, pauses, nth - 1 - count, perWeek);
    count += weeks * perWeek;
    day += weeks * 7;
    if (workingDaysOnly && !calendar.dayAt(day).isWorkingDay) continue;
    const closeMs = closeMsOf(calendar, day);
    if (!pauseAt(pauses, closeMs) && ++count === nth) return closeMs;
  }
  return Number.POSITIVE_INFINITY;
}
