import type {
  Actor,
  CalendarKnown,
  ClockDay,
  DueDateCause,
  MovedDate,
  PauseCause,
  ShowClock,
  Words,
} from '@hoso/contracts';
import type { Envelope } from '@hoso/event-sourcing';
import {
  type ClockEvent,
  type DayLedger,
  dayLedger,
  isWorkingTimeError,
  type LedgerDay,
  ledgerReasonText,
  type WorkingCalendar,
} from '@hoso/working-time';
import type { z } from 'zod';
import { findHistory, type FoundHistory } from '../history/find-history.ts';
import { cutAt, remarksOn, toldAt } from '../history/moments.ts';
import { eventsWithin, type ReplayPorts, stateIn } from '../history/replay.ts';
import { type StandingEvent, standingEvents } from '../history/standing-events.ts';
import type { CalendarRef, RecordedCalendars } from './recorded-calendars.ts';

type Answer = z.output<typeof ShowClock.answer>;

/** What `findHistory` and `toldAt` refuse. */
export async function showClock(
  ports: ReplayPorts,
  { dossier, log, asOf, asKnown, calendar }: z.output<typeof ShowClock.ask>,
  reader: Actor,
): Promise<Answer> {
  const history = await findHistory(ports, { dossier, log }, reader);
  const told = await toldAt(history.log, history.completeUpTo, { asOf, asKnown }, ports.clock());
  const within = eventsWithin(history, told);
  const { clock, originalDueAt, dueAt, lawfulDueAt } = stateIn(history, within, told.at);
  return {
    ...{ log: history.log.info, dossier: history.id, at: told.at, remarks: remarksOn([told], within.length > 0) },
    ...(await ledgerOf(await calendarOf(ports.calendars, history, calendar), history, within, told.at)),
    moved: movedIn(within),
    ...(clock === undefined ? {} : { clock }),
    ...(originalDueAt === undefined ? {} : { originalDueAt }),
    ...(dueAt === undefined ? {} : { currentDueAt: dueAt }),
    ...(lawfulDueAt === undefined ? {} : { lawfulDueAt }),
    ...{ completeUpTo: history.completeUpTo, lagMs: 0 },
  };
}

/** Each time that the appointment was moved by somebody, in the order of the log. */
function movedIn(events: readonly Envelope[]): MovedDate[] {
  return events.flatMap((envelope) => {
    const event = standingEvents.read(envelope);
    if (event?.type !== 'DueDateChanged') return [];
    const { from, to, cause, slipRef } = event.data;
    const { position, occurredAt: at } = event;
    return [{ position, at, from, to, cause, words: movedWords[cause], ...(slipRef === undefined ? {} : { slipRef }) }];
  });
}

const movedWords: Readonly<Record<DueDateCause, Words>> = {
  extension: { vi: 'gia hạn', en: 'extended' },
  restart: { vi: 'tính lại từ đầu', en: 'the term ran anew' },
  pause: { vi: 'sau khi tạm dừng', en: 'after a pause' },
  correction: { vi: 'sửa ngày ghi sai', en: 'a wrong date set right' },
};

/** Finds the version of a calendar by which a term is counted that is bound to this one. */
type FindCalendar = (
  bound: CalendarRef,
) => Promise<{ readonly ref: CalendarRef; readonly calendar: WorkingCalendar } | undefined>;

async function calendarOf(
  calendars: RecordedCalendars,
  { log, completeUpTo }: FoundHistory,
  wanted: CalendarKnown | undefined,
): Promise<FindCalendar> {
  const by = wanted === 'final' ? undefined : await cutAt(log, completeUpTo, wanted, 'recordedAt');
  return async (bound) => {
    const ref = wanted === undefined ? bound : await calendars.known(log.store, bound.id, by);
    const calendar = ref && (await calendars.version(log.store, ref));
    return calendar && { ref, calendar };
  };
}

async function ledgerOf(
  findCalendar: FindCalendar,
  history: FoundHistory,
  events: readonly Envelope[],
  at: string,
): Promise<Pick<Answer, 'ledger' | 'why'>> {
  if (history.case !== undefined) return { why: reasons.imported };
  const run = runOf(events);
  if (!run) return { why: reasons.notReceived };
  const { calendar: bound, term, startAt } = run.reception;
  if (term.unit === 'unstated') return { why: reasons.noUnit };
  const found = await findCalendar(bound);
  if (!found) return { why: reasons.noCalendar };
  try {
    const ledger = dayLedger(found.calendar, term, startAt, run.moves);
    const { counts, wanted, result } = ledger;
    const dueAt = result.status === 'due' ? { dueAt: result.dueAt } : {};
    return { ledger: { calendar: found.ref, term, counts, wanted, ...dueAt, days: daysOf(ledger, run, at) } };
  } catch (error) {
    if (isWorkingTimeError(error)) return { why: reasons.beyondCalendar };
    throw error;
  }
}

/** What stands a dossier's clock still. */
type Cause = PauseCause | 'supplement';

interface Move extends ClockEvent {
  readonly position: number;
  /** Of a pause: the first that lets it stand. */
  readonly cause?: Cause;
}

/** What a dossier's clock is told: its reception, and what moved it since, in order of time. */
interface Run {
  readonly reception: Pick<Reception, 'calendar' | 'term' | 'startAt'> & { readonly position: number };
  readonly moves: readonly Move[];
}

type Reception = Extract<ReturnType<typeof standingEvents.read>, { readonly type: 'DossierReceived' }>['data'];

/** Something lets the clock stand, or does so no longer; or the term begins anew. */
interface Turn {
  readonly type: 'stand' | 'go' | 'restart';
  readonly at: string;
  readonly position: number;
  readonly cause?: Cause;
}

function runOf(events: readonly Envelope[]): Run | undefined {
  let reception: Run['reception'] | undefined;
  let lead: number | undefined;
  const turns: Turn[] = [];
  for (const envelope of events) {
    const event = standingEvents.read(envelope);
    const { position } = envelope;
    if (event?.type === 'DossierReceived') reception = { ...event.data, position };
    if (event?.type === 'TransferredToAgency') lead = event.data.case;
    // A further agency's part has a term of its own.
    if (event?.type === 'AppraisalSupplementRequested' && lead !== undefined && event.data.case !== lead) continue;
    const turn = event && turnOf(event);
    if (turn) turns.push({ ...turn, position });
  }
  return reception && { reception, moves: movesOf(turns, reception.startAt) };
}

/** A pause without a ground of the law lets no clock stand (V27). */
function turnOf(event: StandingEvent): Omit<Turn, 'position'> | undefined {
  switch (event.type) {
    case 'AppraisalSupplementRequested':
      return { type: 'stand', at: event.occurredAt, cause: 'supplement' };
    case 'Paused': {
      const { at, cause, groundRef } = event.data;
      return groundRef === undefined ? undefined : { type: 'stand', at, cause };
    }
    case 'Resumed':
      return { type: 'go', at: event.data.at, cause: event.data.cause };
    case 'ClockRestarted':
      return { type: 'restart', at: event.data.at };
    default:
      return undefined;
  }
}

/**
 * The clock takes moves in order of time, none before its start, pauses and resumes in turn: several causes at once are
 * one pause, which ends with the last of them. Whatever else moves nothing.
 */
function movesOf(turns: readonly Turn[], startAt: string): readonly Move[] {
  const standing = new Set<Cause>();
  const moves: Move[] = [];
  const inOrder = turns
    .filter(({ at }) => at >= startAt)
    .toSorted((one, other) => (one.at === other.at ? one.position - other.position : one.at < other.at ? -1 : 1));
  for (const { type, at, position, cause } of inOrder) {
    const stood = standing.size > 0;
    if (type === 'restart') {
      standing.clear();
      moves.push({ type, at, position });
    } else if (cause !== undefined && type === 'stand') {
      standing.add(cause);
      if (!stood) moves.push({ type: 'pause', at, position, cause });
    } else if (cause !== undefined) {
      standing.delete(cause);
      if (stood && standing.size === 0) moves.push({ type: 'resume', at, position });
    }
  }
  return moves;
}

function daysOf({ days }: DayLedger, { reception, moves }: Run, at: string): ClockDay[] {
  const today = localDateOf(at);
  return days.map((day) => {
    const moved = day.events.flatMap(({ event }) => moves[event - 1]?.position ?? []);
    return {
      ...{ date: day.date, reason: day.reason, words: wordsOfDay(day, moves), added: day.added, total: day.total },
      ...(day.begins === undefined ? {} : { begins: day.begins }),
      ...(day.dueAt === undefined ? {} : { dueAt: day.dueAt }),
      ahead: day.date > today,
      positions: day.begins === 'start' ? [reception.position, ...moved] : moved,
    };
  });
}

/** The province is seven hours ahead of UTC, all year. */
function localDateOf(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);
}

function wordsOfDay({ reason, special, pausedBy }: LedgerDay, moves: readonly Move[]): Words {
  const { vi, en } = ledgerReasonText[reason];
  const cause = pausedBy && moves[pausedBy.event - 1]?.cause;
  if (cause !== undefined) return { vi: `${vi}: ${causeWords[cause].vi}`, en: `${en}: ${causeWords[cause].en}` };
  return special === undefined ? { vi, en } : { vi: `${vi} (${special.name.vi})`, en: `${en} (${special.name.en})` };
}

const causeWords: Readonly<Record<Cause, Words>> = {
  supplement: { vi: 'chờ bổ sung hồ sơ', en: 'waiting for a supplement' },
  'financial-obligation': { vi: 'chờ nghĩa vụ tài chính', en: 'waiting for a financial obligation' },
  stop: { vi: 'dừng giải quyết', en: 'processing is stopped' },
};

const reasons = {
  notReceived: { vi: 'Hồ sơ chưa được tiếp nhận, thời hạn chưa tính', en: 'Not received yet: no term runs' },
  noUnit: {
    vi: 'Thủ tục không nêu đơn vị của thời hạn: không tính được hạn',
    en: 'The procedure states no unit of its term: no due date can be computed',
  },
  imported: {
    vi: 'Hồ sơ nhập từ nơi khác: không biết thời hạn của nó',
    en: 'A record from elsewhere: its term is not known',
  },
  noCalendar: {
    vi: 'Nhật ký này không có lịch làm việc mà hồ sơ gắn với, hoặc lúc đó chưa có',
    en: 'This log does not hold the calendar that the dossier is bound to, or did not by then',
  },
  beyondCalendar: {
    vi: 'Thời hạn vượt quá những năm mà lịch làm việc biết',
    en: 'The term reaches beyond the years that the calendar knows',
  },
} as const satisfies Readonly<Record<string, Words>>;
