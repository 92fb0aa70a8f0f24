import { isWorkingTimeError, type WorkingCalendar } from '@hoso/working-time';

/**
 * What rules need beside a dossier's own events. It MUST NOT change: the same question has the same answer for ever.
 */
export interface RuleFacts {
  calendar(id: string, version: number): WorkingCalendar | undefined;
  readonly logKind: 'live' | 'simulated' | 'imported';
}

/** A dossier is bound to a calendar that nobody has: it cannot be judged until somebody brings it. */
export class UnknownCalendar extends Error {
  override readonly name = 'UnknownCalendar';
}

/** Throws `UnknownCalendar`. */
export function calendarOf(
  facts: RuleFacts,
  { id, version }: { readonly id: string; readonly version: number },
): WorkingCalendar {
  const calendar = facts.calendar(id, version);
  if (!calendar) throw new UnknownCalendar(`calendar ${id}, version ${version}, is not known`);
  return calendar;
}

/** `undefined` where the answer lies beyond the years that the calendar knows: not judged, never guessed. */
export function withinKnownYears<Answer>(ask: () => Answer): Answer | undefined {
  try {
    return ask();
  } catch (error) {
    if (isWorkingTimeError(error) && error.code === 'DateOutsideKnownYears') return undefined;
    throw error;
  }
}
