export {
  type Calendar,
  type DayHours,
  type OfficeHours,
  plainHours,
  type SpecialDay,
  type SpecialDayKind,
  specialDayKinds,
  type Weekday,
  type WeekdayCalendar,
  weekdayCalendar,
  weekdays,
} from './calendar.ts';
export { amountMax, checkTerm, type Due, dueAt, type Term, termModes, termUnits, workingDayMs } from './clock.ts';
export { type DayLedger, dayLedger, type LedgerDay, type LedgerEvent, type LedgerReason } from './day-ledger.ts';
export { workingTimeErrorText } from './error-text.ts';
export type { Instant, LocalDate, TimeOfDay } from './instant.ts';
export { ledgerReasonText, specialDayText } from './ledger-text.ts';
export { movedByPause } from './moved-by-pause.ts';
export { addWorkingMs, nextDayOpening, nextOpening, workingDaysBetween, workingMsBetween } from './office-time.ts';
export { type Outcome, outcome } from './outcome.ts';
export { type ClockEvent, clockEventTypes } from './run.ts';
export {
  closeOf,
  isWorkingDay,
  localTimeOf,
  officeIntervals,
  type WorkingCalendar,
  workingCalendar,
} from './working-calendar.ts';
export { isWorkingTimeError, type WorkingTimeCode, WorkingTimeError } from './working-time-error.ts';
