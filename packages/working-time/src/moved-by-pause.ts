import { beginsNextDay, measureOf, type Term } from './clock.ts';
import { epochMsOf, type Instant, instantOf } from './instant.ts';
import { addWorkingMs, workingMsBetween } from './office-time.ts';
import { closeMsOf, dayOf, midnightMsOf, type WorkingCalendar } from './working-calendar.ts';

/** A term that runs since then. */
export interface RunningTerm {
  readonly term: Term;
  readonly startAt: Instant;
}

/** Half-open, as every pause. */
interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * A date that no clock gave (agreed on, or an earlier one printed on a slip), moved on by a pause of its term: by as
 * many of the term's working days as have their close in the pause, as far from the close of its day as it was; in a
 * term counted in hours by the office time in the pause. What had passed when the pause began stays where it was. For
 * terms in working days or hours the clock's own date moves just so. Throws `DateOutsideKnownYears`.
 */
export function movedByPause(calendar: WorkingCalendar, run: RunningTerm, at: Instant, pause: Stretch): Instant {
  const { from, to } = pause;
  const isInHours = measureOf(run.term).counts === 'workingMs';
  // A pause from the very close of a day takes that day away; a term in hours has run out by then.
  if (at < from || (at === from && isInHours)) return at;
  if (isInHours) return addWorkingMs(calendar, at, workingMsBetween(calendar, from, to));
  const atMs = epochMsOf(at);
  const atDay = dayOf(calendar, atMs);
  let day = atDay;
  for (let left = closesIn(calendar, run, epochMsOf(from), epochMsOf(to)); left > 0; ) {
    day++;
    if (calendar.dayAt(day).isWorkingDay) left--;
  }
  return instantOf(atMs + closeMsOf(calendar, day) - closeMsOf(calendar, atDay));
}

/** The first day of a term is not counted (BLDS Đ147), but of a same-day one. */
function closesIn(calendar: WorkingCalendar, { term, startAt }: RunningTerm, fromMs: number, toMs: number): number {
  const startMs = epochMsOf(startAt);
  const beginsAtOnce = term.unit === 'sameDay' && !beginsNextDay(calendar, startMs);
  const firstDay = dayOf(calendar, startMs) + (beginsAtOnce ? 0 : 1);
  let count = 0;
  for (let day = Math.max(firstDay, dayOf(calendar, fromMs)); midnightMsOf(calendar, day) < toMs; day++) {
    const closeMs = closeMsOf(calendar, day);
    if (calendar.dayAt(day).isWorkingDay && closeMs >= fromMs && closeMs < toMs) count++;
  }
  return count;
}
