import { refuse, type Term } from '@hoso/contracts';
import type { Instant } from '@hoso/event-sourcing';
import { type ClockEvent, dueAt, isWorkingTimeError, type WorkingCalendar } from '@hoso/working-time';

/**
 * What the clock gives for a term that starts, or starts anew, then; nothing for a term without a unit. Refuses
 * `TermBeyondCalendar`.
 */
export function lawfulDue(
  calendar: WorkingCalendar,
  term: Term,
  startAt: Instant,
  events: readonly ClockEvent[] = [],
): Instant | undefined {
  if (term.unit === 'unstated') return undefined;
  return withinCalendar(calendar, () => {
    const due = dueAt(calendar, term, startAt, events);
    return due.status === 'due' ? due.dueAt : undefined;
  });
}

/** Refuses `TermBeyondCalendar` where the calendar does not know so far, or nothing comes of it. */
export function withinCalendar(calendar: WorkingCalendar, count: () => Instant | undefined): Instant {
  try {
    const at = count();
    if (at !== undefined) return at;
  } catch (error) {
    if (!isWorkingTimeError(error) || error.code !== 'DateOutsideKnownYears') throw error;
  }
  const { knownFrom, knownTo } = calendar.definition;
  return refuse('TermBeyondCalendar', { known: `${knownFrom}–${knownTo}` });
}
