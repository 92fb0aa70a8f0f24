import { WorkingTimeError } from './working-time-error.ts';

/** Exactly `YYYY-MM-DDTHH:mm:ss.sssZ`: the one public form of an instant in this package, in and out. */
export type Instant = string;
/** A local date, exactly `YYYY-MM-DD`. */
export type LocalDate = string;
/** A local time of day, exactly `HH:mm`. */
export type TimeOfDay = string;
/** A local date as a count of days since 1970-01-01, so that the next day is one more. */
export type DayNumber = number;

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const dateForm = /^\d{4}-\d\d-\d\d$/;
const timeForm = /^([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * Milliseconds since 1970. Throws `InvalidInstant` for any other form and for instants that do not exist (30 February,
 * 24:00).
 */
export function epochMsOf(instant: Instant): number {
  const epochMs = instantForm.test(instant) ? Date.parse(instant) : Number.NaN;
  if (!staysOn(instant, epochMs)) throw new WorkingTimeError('InvalidInstant', { value: String(instant) });
  return epochMs;
}

export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

/** Throws `InvalidDate` for any other form and for dates that do not exist. */
export function dayNumberOf(date: LocalDate): DayNumber {
  const epochMs = dateForm.test(date) ? Date.parse(date) : Number.NaN;
  if (!staysOn(date, epochMs)) throw new WorkingTimeError('InvalidDate', { value: String(date) });
  return epochMs / dayMs;
}

export function dateOf(day: DayNumber): LocalDate {
  return instantOf(day * dayMs).slice(0, 10);
}

/** Milliseconds since local midnight. Throws `InvalidTimeOfDay` for any other form. */
export function msOfDayOf(time: TimeOfDay): number {
  const parts = timeForm.exec(time);
  if (!parts) throw new WorkingTimeError('InvalidTimeOfDay', { value: String(time) });
  return Number(parts[1]) * hourMs + Number(parts[2]) * minuteMs;
}

// Date.parse rolls 30 February over into March, and 24:00 into the next day: what exists keeps its day of the month.
function staysOn(text: string, epochMs: number): boolean {
  return new Date(epochMs).getUTCDate() === Number(text.slice(8, 10));
}
