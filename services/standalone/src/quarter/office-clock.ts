import { PublishCalendar } from '@hoso/contracts';
import { instantOf } from '@hoso/event-sourcing';
import { seedCommands } from '@hoso/registry';
import {
  addWorkingMs,
  dueAt,
  isWorkingDay,
  localTimeOf,
  officeIntervals,
  type Term,
  workingCalendar,
  workingMsBetween,
} from '@hoso/working-time';

/** The offices' calendar that a simulated log begins with. */
const calendar = workingCalendar({
  version: 1,
  ...PublishCalendar.data.parse(seedCommands().find(({ type }) => type === PublishCalendar.name)?.data),
});

// Instants are milliseconds since 1970 here, as acts have them.

export const [secondMs, minuteMs, hourMs] = [1_000, 60_000, 3_600_000];
/** Of office time. */
export const dayMs = 8 * hourMs;

export function localDateOf(epochMs: number): string {
  return localTimeOf(calendar, instantOf(epochMs)).date;
}

/** So much office time later. */
export function later(epochMs: number, officeMs: number): number {
  return Date.parse(addWorkingMs(calendar, instantOf(epochMs), Math.round(officeMs)));
}

/** Office time from one instant to another; none where the second is not later. */
export function officeTime(fromMs: number, toMs: number): number {
  return toMs <= fromMs ? 0 : workingMsBetween(calendar, instantOf(fromMs), instantOf(toMs));
}

/** Time that does not count. */
export interface Pause {
  readonly from: number;
  readonly to: number;
}

export function dueOf(term: Term, startMs: number, ...pauses: readonly Pause[]): number {
  const events = pauses.flatMap(({ from, to }) => [
    { type: 'pause' as const, at: instantOf(from) },
    { type: 'resume' as const, at: instantOf(to) },
  ]);
  const due = dueAt(calendar, term, instantOf(startMs), events);
  if (due.status === 'paused') throw new Error('a term without events is not paused');
  return Date.parse(due.dueAt);
}

/** The close of the n-th working day after that of an instant. */
export function closeAfter(epochMs: number, days: number): number {
  return dueOf({ unit: 'workingDays', amount: days }, epochMs);
}

/** The same time on the working day before. */
export function dayBefore(epochMs: number): number {
  for (let at = epochMs - 24 * hourMs; ; at -= 24 * hourMs) if (isWorkingDay(calendar, localDateOf(at))) return at;
}

/** The last millisecond of a day, whether anybody works or not. */
export function endOfDay(epochMs: number): number {
  return startOf(Temporal.PlainDate.from(localDateOf(epochMs)).add({ days: 1 })) - 1;
}

/** The last millisecond of the day before. */
export function endOfDayBefore(epochMs: number): number {
  return startOf(Temporal.PlainDate.from(localDateOf(epochMs))) - 1;
}

function startOf(date: Temporal.PlainDate): number {
  return date.toZonedDateTime(calendar.definition.timeZone).epochMilliseconds;
}

/** The opening of every working day between two dates, both counted. */
export function openingsBetween(from: string, to: string): readonly number[] {
  const openings: number[] = [];
  for (let day = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    const [first] = isWorkingDay(calendar, day.toString()) ? officeIntervals(calendar, day.toString()) : [];
    if (first) openings.push(Date.parse(first.opensAt));
  }
  return openings;
}
