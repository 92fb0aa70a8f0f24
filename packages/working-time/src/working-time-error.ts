/** Every "no" of this package. The codes are contract: stable, never reworded. */
export type WorkingTimeCode =
  | 'InvalidInstant'
  | 'InvalidDate'
  | 'InvalidTimeOfDay'
  | 'UnknownTimeZone'
  | 'TimeZoneShifts'
  | 'InvalidKnownYears'
  | 'InvalidOfficeHours'
  | 'DuplicateSpecialDay'
  | 'DateOutsideKnownYears'
  | 'UnknownUnit'
  | 'UnknownMode'
  | 'InvalidAmount'
  | 'AmountNotWanted'
  | 'ModeNotWanted'
  | 'UnknownEventType'
  | 'EventsOutOfOrder'
  | 'EventBeforeStart'
  | 'AlreadyPaused'
  | 'NotPaused'
  | 'InvalidDuration';

/**
 * A term, an event, an instant or a calendar that has no meaning, or a date that the calendar does not know. Same
 * shape as the kernel's `DomainError`, so that a decider can pass `code` and `params` on; the words a person reads are
 * made at the rim.
 */
export class WorkingTimeError extends Error {
  override readonly name = 'WorkingTimeError';

  constructor(
    readonly code: WorkingTimeCode,
    readonly params: Readonly<Record<string, string | number | boolean>>,
  ) {
    super(`${code} ${JSON.stringify(params)}`);
  }
}

/** Recognised by name, since an error may come from another realm. */
export function isWorkingTimeError(error: unknown): error is WorkingTimeError {
  return Error.isError(error) && error.name === 'WorkingTimeError' && 'code' in error && 'params' in error;
}
