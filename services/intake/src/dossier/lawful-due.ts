import { refuse, type Term } from '@hoso/contracts';
import type { Instant } from '@hoso/event-sourcing';
import { dueAt, isWorkingTimeError, type WorkingCalendar } from '@hoso/working-time';

/**
 * What the clock gives for a term that starts, or starts anew, then; nothing for a term without a unit. Refuses
 * `TermBeyondCalendar`.
 */
export function lawfulDue(calendar: WorkingCalendar, term: Term, startAt: Instant): Instant | undefined {
  if (term.unit === 'unstated') return undefined;
  try {
    const due = dueAt(calendar, term, startAt);
    if (due.status === 'due') return due.dueAt;
  } catch (error) {
    if (!isWorkingTimeError(error) || error.code !== 'DateOutsideKnownYears') throw error;
  }
  const { knownFrom, knownTo } = calendar.definition;
  return refuse('TermBeyondCalendar', { known: `${knownFrom}–${knownTo}` });
}
