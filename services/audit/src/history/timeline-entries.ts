import { Actor, dossierEvents, importedEvents, type LateReason, type TimelineEntry, wordsOf } from '@hoso/contracts';
import type { Envelope, EventStore } from '@hoso/event-sourcing';
import { isWorkingTimeError, type WorkingCalendar, workingMsBetween } from '@hoso/working-time';
import type { RecordedCalendars } from '../clock/recorded-calendars.ts';
import { standingEvents } from './standing-events.ts';
import type { FoundHistory } from './find-history.ts';

const hourMs = 3_600_000;
/** What an event may be recorded after it happened (V26, V30): a day, and eight hours of office time. */
const dayMs = 24 * hourMs;
const workingMsMax = 8 * hourMs;

/** Events of a history as they are told: in words, and with what is remarkable about their recording. */
export async function timelineEntries(
  calendars: RecordedCalendars,
  history: FoundHistory,
  wanted: readonly Envelope[],
): Promise<TimelineEntry[]> {
  if (wanted.length === 0) return [];
  const overtaken = overtakenIn(history.events);
  const corrections = correctionsIn(history.events);
  const calendar = wanted.some(isInDoubt) ? await boundCalendar(calendars, history) : undefined;
  // Somebody else's records were all recorded when they were imported.
  const judged = history.case === undefined;
  return wanted.map((envelope) => {
    const lateBecause = judged ? lateReasons(envelope, overtaken.has(envelope.position), calendar) : [];
    return {
      ...told(envelope),
      ...corrected(corrections.get(envelope.position)),
      late: lateBecause.length > 0,
      lateBecause,
    };
  });
}

/** Personal fields stay sealed. Older shapes are told in the newest one. */
function told(envelope: Envelope): Omit<TimelineEntry, 'late' | 'lateBecause'> {
  const { position, stream, version, type, occurredAt, recordedAt, actor } = envelope;
  const { data } = standingEvents.read(envelope) ?? importedEvents.read(envelope) ?? envelope;
  return {
    ...{ position, stream, version, type, ...wordsOf(envelope), occurredAt, recordedAt },
    ...{ lateMs: lateMsOf(envelope), actor: Actor.parse(actor), data },
  };
}

function corrected(corrects: number | undefined): Pick<TimelineEntry, 'corrects'> {
  return corrects === undefined ? {} : { corrects };
}

function lateMsOf({ occurredAt, recordedAt }: Envelope): number {
  return Date.parse(recordedAt) - Date.parse(occurredAt);
}

/** Whether only the calendar can tell that eight hours of office time have passed. */
function isInDoubt(event: Envelope): boolean {
  const lateMs = lateMsOf(event);
  return lateMs > workingMsMax && lateMs <= restMsMax;
}

/** No holidays are so long: after this, eight hours of office time have passed in any case. */
const restMsMax = 31 * dayMs;

function lateReasons(event: Envelope, overtaken: boolean, calendar: WorkingCalendar | undefined): LateReason[] {
  const reasons: LateReason[] = [];
  const lateMs = lateMsOf(event);
  if (lateMs > dayMs) reasons.push('day');
  if (isInDoubt(event) ? calendar && isPastWorkingTime(calendar, event) : lateMs > workingMsMax)
    reasons.push('working-hours');
  if (overtaken) reasons.push('out-of-order');
  return reasons;
}

/** Beyond the years that a calendar knows nothing is claimed. */
function isPastWorkingTime(calendar: WorkingCalendar, { occurredAt, recordedAt }: Envelope): boolean {
  try {
    return workingMsBetween(calendar, occurredAt, recordedAt) > workingMsMax;
  } catch (error) {
    if (isWorkingTimeError(error)) return false;
    throw error;
  }
}

/** The calendar that a dossier is bound to; before its reception the newest one of its log. */
async function boundCalendar(
  calendars: RecordedCalendars,
  { log, events }: FoundHistory,
): Promise<WorkingCalendar | undefined> {
  const store: EventStore = log.store;
  const received = events.find(({ type }) => type === 'DossierReceived');
  const event = received && dossierEvents.read(received);
  if (event?.type === 'DossierReceived') return await calendars.version(store, event.data.calendar);
  return await calendars.newest(store);
}

/** Events before which something was recorded that is said to have happened after them. */
function overtakenIn(events: readonly Envelope[]): ReadonlySet<number> {
  const overtaken = new Set<number>();
  let latest = '';
  for (const { occurredAt, position } of events) {
    if (occurredAt < latest) overtaken.add(position);
    else latest = occurredAt;
  }
  return overtaken;
}

/** Which event another one corrects: a mistaken entry, or what set the date before. */
function correctionsIn(events: readonly Envelope[]): ReadonlyMap<number, number> {
  const corrections = new Map<number, number>();
  let dated: number | undefined;
  for (const envelope of events) {
    if (envelope.type === 'Corrected') {
      const event = dossierEvents.read(envelope);
      const of = event?.type === 'Corrected' ? event.data.of : undefined;
      const written = events.find(({ stream, version }) => stream === envelope.stream && version === of);
      if (written) corrections.set(envelope.position, written.position);
    }
    if (!setsDate.has(envelope.type)) continue;
    const event = dossierEvents.read(envelope);
    if (event?.type === 'DueDateChanged' && event.data.cause === 'correction' && dated !== undefined)
      corrections.set(envelope.position, dated);
    dated = envelope.position;
  }
  return corrections;
}

const setsDate: ReadonlySet<string> = new Set(['DossierReceived', 'ClockRestarted', 'DueDateChanged']);
