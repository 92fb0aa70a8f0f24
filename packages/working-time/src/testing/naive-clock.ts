import type { Calendar, OfficeHours } from '../calendar.ts';
import type { Due, Term } from '../clock.ts';
import type { ClockEvent } from '../run.ts';

/*
 * The definition of the clock a second time, for comparison only: it shares no code with the clock, knows neither day
 * numbers nor tables, and walks over every instant at which anything could change: opening, closing, close of a date,
 * event.
 */

interface Walk {
  startMs: number;
  startDate: string;
  paused: boolean;
  ranMs: number;
  count: number;
  dueMs: number | undefined;
}

/**
 * What `dueAt` should answer; `refused` where it should throw `DateOutsideKnownYears`. Hanoi's offset only, valid
 * input only.
 */
export function naiveDueAt(
  calendar: Calendar,
  term: Term,
  startAt: string,
  events: readonly ClockEvent[],
): Due | { readonly status: 'refused' } {
  const left = events.map(({ type, at }) => ({ type, atMs: Date.parse(at) }));
  let walk = begin(Date.parse(startAt));
  for (let date = walk.startDate; ; date = dayAfter(date)) {
    const year = Number(date.slice(0, 4));
    if (year < calendar.knownFrom || year > calendar.knownTo) return { status: 'refused' };

    const office = officeOf(calendar, date);
    const close = local(date, closingTime(calendar, office.hours));
    const open = office.hours.map(([from, to]) => ({ from: local(date, from), to: local(date, to) }));
    const today = left.filter(({ atMs }) => localDate(atMs) === date).map(({ atMs }) => atMs);
    const begun = date === walk.startDate ? [walk.startMs] : [];
    const boundaries = [...new Set([...open.flatMap(({ from, to }) => [from, to]), close, ...today, ...begun])].sort(
      (a, b) => a - b,
    );

    let before = local(date, '00:00');
    for (const now of boundaries) {
      const isOffice = open.some(({ from, to }) => from <= before && now <= to);
      if (isOffice && !walk.paused && before >= walk.startMs) runOfficeTime(walk, term, before, now);
      while (left[0]?.atMs === now) walk = happen(walk, left.shift()?.type, now);
      if (now === close && !walk.paused && now >= walk.startMs) passClose(walk, term, date, now, office.counts);
      before = now;
    }

    if (walk.dueMs !== undefined && !left.some(({ type }) => type === 'restart')) {
      return { status: 'due', dueAt: new Date(walk.dueMs).toISOString() };
    }
    if (walk.dueMs === undefined && walk.paused && left.length === 0) return { status: 'paused' };
  }
}

function begin(startMs: number): Walk {
  return { startMs, startDate: localDate(startMs), paused: false, ranMs: 0, count: 0, dueMs: undefined };
}

function happen(walk: Walk, type: ClockEvent['type'] | undefined, now: number): Walk {
  if (type === 'restart') return begin(now);
  return { ...walk, paused: type === 'pause' };
}

function runOfficeTime(walk: Walk, term: Term, from: number, to: number): void {
  const hours =
    term.unit === 'workingHours' ? term.amount : term.mode === 'workingHours' ? 8 * (term.amount ?? 0) : undefined;
  if (hours === undefined || walk.dueMs !== undefined) return;
  const missing = hours * 3_600_000 - walk.ranMs;
  if (to - from >= missing) walk.dueMs = from + missing;
  walk.ranMs += to - from;
}

function passClose(walk: Walk, term: Term, date: string, now: number, isWorkingDay: boolean): void {
  if (walk.dueMs !== undefined) return;
  const later = date > walk.startDate;
  if (term.unit === 'sameDay') {
    const ownDay = localTime(walk.startMs) <= '15:00:00.000' && walk.startMs < now;
    if ((later || ownDay) && isWorkingDay) walk.dueMs = now;
  }
  if (term.unit === 'calendarDays' && later) {
    walk.count += 1;
    if (walk.count >= (term.amount ?? 0) && isWorkingDay) walk.dueMs = now;
  }
  if (term.unit === 'workingDays' && term.mode !== 'workingHours' && later && isWorkingDay) {
    walk.count += 1;
    if (walk.count === term.amount) walk.dueMs = now;
  }
}

function officeOf(calendar: Calendar, date: string): { readonly hours: OfficeHours; readonly counts: boolean } {
  const plain = calendar.hours ?? [
    ['07:00', '11:30'],
    ['13:30', '17:00'],
  ];
  const said = calendar.specialDays.find((special) => special.date === date);
  if (said) {
    const isWorked = ['swappedWork', 'changedHours'].includes(said.kind);
    const hours = said.hours ?? (isWorked ? plain : []);
    return { hours, counts: hours.length > 0 && said.countsAsDay !== false };
  }
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
  const weekday = names[new Date(`${date}T00:00:00.000Z`).getUTCDay()] ?? 'sunday';
  const own = calendar.week?.[weekday];
  if (own) return { hours: own.hours, counts: own.hours.length > 0 && own.countsAsDay !== false };
  const isRest = weekday === 'saturday' || weekday === 'sunday';
  return isRest ? { hours: [], counts: false } : { hours: plain, counts: true };
}

function closingTime(calendar: Calendar, hours: OfficeHours): string {
  const plain = calendar.hours?.at(-1)?.[1] ?? '17:00';
  return hours.at(-1)?.[1] ?? plain;
}

const local = (date: string, time: string) => Date.parse(`${date}T${time}:00.000+07:00`);
const hanoi = (epochMs: number) => new Date(epochMs + 7 * 3_600_000).toISOString();
const localDate = (epochMs: number) => hanoi(epochMs).slice(0, 10);
const localTime = (epochMs: number) => hanoi(epochMs).slice(11, 23);
const dayAfter = (date: string) =>
  new Date(Date.parse(`${date}T00:00:00.000Z`) + 24 * 3_600_000).toISOString().slice(0, 10);
