import { beginsNextDay, checkTerm, type Due, dueMsOf, type Measure, measureOf, type Term } from './clock.ts';
import type { SpecialDay, Weekday } from './calendar.ts';
import { type DayNumber, dateOf, epochMsOf, type Instant, instantOf, type LocalDate } from './instant.ts';
import { officeMsOn } from './office-time.ts';
import { type ClockEvent, type Pause, pauseAt, type Run, runsOf } from './run.ts';
import { closeMsOf, dayOf, midnightMsOf, weekdayOf, type WorkingCalendar } from './working-calendar.ts';

/** Why a date was counted, or was not. */
export type LedgerReason =
  | 'counted'
  | 'startDay'
  | 'afterCutOff'
  | 'outsideHours'
  | 'weeklyRest'
  | 'holiday'
  | 'notCountedAsDay'
  | 'paused'
  | 'endMoved'
  | 'ranOut';

/** An event of the clock, with its place in the order given, counted from 1. */
export interface LedgerEvent extends ClockEvent {
  readonly event: number;
}

/**
 * One local date: what the clock did and why. Amounts are days, or milliseconds where the ledger counts `workingMs`.
 */
export interface LedgerDay {
  readonly date: LocalDate;
  readonly weekday: Weekday;
  readonly reason: LedgerReason;
  /** What this date added. */
  readonly added: number;
  /** What has been counted since the start or the last restart, this date included. */
  readonly total: number;
  /** The term began on this date. After a restart nothing of what was counted before remains. */
  readonly begins?: 'start' | 'restart';
  /**
   * What the calendar says of this date beyond its weekday: the holiday's name, a swapped day; also where it was
   * counted.
   */
  readonly special?: SpecialDay;
  /** The event that paused the clock, where the reason is `paused`; `events` of an earlier date hold it. */
  readonly pausedBy?: LedgerEvent;
  /** All events of this date, those without effect included. */
  readonly events: readonly LedgerEvent[];
  /** On the date on which the term ran out. */
  readonly dueAt?: Instant;
}

/**
 * A due instant explained. `counts` and `wanted`: the term runs out when `total` reaches `wanted` (and no `endMoved`
 * follows).
 */
export interface DayLedger {
  readonly counts: Measure['counts'];
  readonly wanted: number;
  readonly result: Due;
  readonly days: readonly LedgerDay[];
}

/**
 * Day by day what the clock did and why: every date from that of `startAt` to the due date; while paused, to the date
 * of the last event. A date on which the term restarted is told as the restarted term's. Same arguments, same meaning
 * and same errors as `dueAt`, except that the dates before a restart must be known too.
 */
export function dayLedger(
  calendar: WorkingCalendar,
  term: Term,
  startAt: Instant,
  events: readonly ClockEvent[] = [],
): DayLedger {
  checkTerm(term);
  const { earlier, last } = runsOf(startAt, events);
  const told = events.map((event, index): LedgerEvent => ({ ...event, event: index + 1 }));
  const diary = Map.groupBy(told, ({ at }) => dayOf(calendar, epochMsOf(at)));
  const lastDueMs = dueMsOf(calendar, term, last);
  const isDue = lastDueMs !== Number.POSITIVE_INFINITY;
  const lastAt = isDue ? lastDueMs : epochMsOf(told.at(-1)?.at ?? startAt);
  const runs = [...earlier, last];
  const days = runs.flatMap((run, index) => {
    const following = runs[index + 1];
    const untilDay = following ? dayOf(calendar, following.startMs) - 1 : dayOf(calendar, lastAt);
    return daysOfRun(calendar, term, run, untilDay, index === 0 ? 'start' : 'restart', told, diary);
  });
  return {
    ...measureOf(term),
    result: isDue ? { status: 'due', dueAt: instantOf(lastDueMs) } : { status: 'paused' },
    days,
  };
}

function daysOfRun(
  calendar: WorkingCalendar,
  term: Term,
  run: Run,
  untilDay: DayNumber,
  begins: 'start' | 'restart',
  told: readonly LedgerEvent[],
  diary: ReadonlyMap<DayNumber, readonly LedgerEvent[]>,
): readonly LedgerDay[] {
  const measure = measureOf(term);
  const dueMs = dueMsOf(calendar, term, run);
  const startDay = dayOf(calendar, run.startMs);
  const days: LedgerDay[] = [];
  let total = 0;
  for (let day = startDay; day <= untilDay; day++) {
    const { reason, added = 0, pause } = judge(calendar, measure, run, day, total, dueMs);
    total += added;
    const special = calendar.specialDayAt(day);
    const pausedBy = pause && told[pause.event - 1];
    days.push({
      date: dateOf(day),
      weekday: weekdayOf(day),
      reason,
      added,
      total,
      ...(day === startDay ? { begins } : {}),
      ...(special ? { special } : {}),
      ...(pausedBy ? { pausedBy } : {}),
      events: diary.get(day) ?? [],
      ...(dayOf(calendar, dueMs) === day ? { dueAt: instantOf(dueMs) } : {}),
    });
  }
  return days;
}

interface Judgement {
  readonly reason: LedgerReason;
  readonly added?: number;
  readonly pause?: Pause;
}

// What one date did. `total` is what the dates before it have added.
function judge(
  calendar: WorkingCalendar,
  measure: Measure,
  run: Run,
  day: DayNumber,
  total: number,
  dueMs: number,
): Judgement {
  if (midnightMsOf(calendar, day) > dueMs) return { reason: 'ranOut' };
  if (measure.counts === 'workingMs') return judgeOfficeTime(calendar, run, day, dueMs);

  const isStartDay = day === dayOf(calendar, run.startMs);
  if (isStartDay && measure.counts !== 'sameDay') return { reason: 'startDay' };
  const pause = pauseAt(run.pauses, closeMsOf(calendar, day));
  if (measure.counts === 'calendarDays' && total < measure.wanted) {
    return pause ? { reason: 'paused', pause } : { reason: 'counted', added: 1 };
  }
  if (!calendar.dayAt(day).isWorkingDay) return { reason: restReason(calendar, day) };
  if (isStartDay && beginsNextDay(calendar, run.startMs)) return { reason: 'afterCutOff' };
  if (pause) return { reason: 'paused', pause };
  return measure.counts === 'calendarDays' ? { reason: 'endMoved' } : { reason: 'counted', added: 1 };
}

function judgeOfficeTime(
  calendar: WorkingCalendar,
  { startMs, pauses }: Run,
  day: DayNumber,
  dueMs: number,
): Judgement {
  const added = officeMsOn(calendar, day, startMs, dueMs, pauses);
  if (added > 0) return { reason: 'counted', added };
  const midnightMs = midnightMsOf(calendar, day);
  const { intervals } = calendar.dayAt(day);
  if (intervals.length === 0) return { reason: restReason(calendar, day) };
  const ahead = intervals.find(([, closesAt]) => midnightMs + closesAt > startMs);
  const pause = ahead && pauseAt(pauses, Math.max(startMs, midnightMs + ahead[0]));
  return pause ? { reason: 'paused', pause } : { reason: 'outsideHours' };
}

function restReason(calendar: WorkingCalendar, day: DayNumber): LedgerReason {
  if (calendar.dayAt(day).intervals.length > 0) return 'notCountedAsDay';
  return calendar.specialDayAt(day) ? 'holiday' : 'weeklyRest';
}
