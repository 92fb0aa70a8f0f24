import { epochMsOf, type Instant } from './instant.ts';
import { dayOf, type WorkingCalendar } from './working-calendar.ts';

/** The values of the process control slip: trước hạn, đúng hạn, quá hạn. */
export type Outcome = 'early' | 'onTime' | 'late';

/**
 * Early: finished on an earlier local date than due; on time: on the same date, at or before the due instant; late:
 * after it.
 */
export function outcome(calendar: WorkingCalendar, dueAt: Instant, finishedAt: Instant): Outcome {
  const dueMs = epochMsOf(dueAt);
  const finishedMs = epochMsOf(finishedAt);
  if (finishedMs > dueMs) return 'late';
  return dayOf(calendar, finishedMs) < dayOf(calendar, dueMs) ? 'early' : 'onTime';
}
