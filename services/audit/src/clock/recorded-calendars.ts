import { officeCalendarId, registryEvents } from '@hoso/contracts';
import { type EventStore, envelopeOf, streamName } from '@hoso/event-sourcing';
import { type WorkingCalendar, workingCalendar } from '@hoso/working-time';
import { type Cut, isWithin } from '../history/moments.ts';

/** A calendar as a dossier is bound to it. */
export interface CalendarRef {
  readonly id: string;
  readonly version: number;
}

/** Working calendars as a log holds them. */
export interface RecordedCalendars {
  /** The very version, or nothing where the log does not hold it. */
  version(store: EventStore, ref: CalendarRef): Promise<WorkingCalendar | undefined>;
  /** The last version that was recorded by then, or of all; nothing where there was none. */
  known(store: EventStore, id: string, by: Cut | undefined): Promise<CalendarRef | undefined>;
  /** The newest version of the offices' calendar. */
  newest(store: EventStore): Promise<WorkingCalendar | undefined>;
}

const pageSize = 1_000;
/** Calendars made ready for look-ups. */
const keptMax = 100;

/**
 * Decision: calendars are read from the log that is told of. / Because another log of the folder was worked by its own,
 * and versions are counted like its stream. / Instead of: asking the registry, which answers for one log only.
 */
export function recordedCalendars(): RecordedCalendars {
  // A version says the same for ever; making a calendar ready for look-ups costs more than reading it.
  const kept = new Map<string, WorkingCalendar>();
  const version = async (store: EventStore, { id, version }: CalendarRef): Promise<WorkingCalendar | undefined> => {
    const key = `${store.log.id} ${id} ${version}`;
    const known = kept.get(key);
    if (known) return known;
    const [recorded] = await store.readStream(streamName('calendar', id), version - 1, 1);
    const event = recorded && registryEvents.read(envelopeOf(recorded));
    if (event?.type !== 'CalendarPublished') return undefined;
    if (kept.size >= keptMax) kept.clear();
    const calendar = workingCalendar(event.data);
    kept.set(key, calendar);
    return calendar;
  };
  return {
    version,
    known: lastKnown,
    newest: async (store) => {
      const newest = await lastKnown(store, officeCalendarId, undefined);
      return newest && (await version(store, newest));
    },
  };
}

/** Versions are counted like their stream, which is recorded in order of time. */
async function lastKnown(store: EventStore, id: string, by: Cut | undefined): Promise<CalendarRef | undefined> {
  let count = 0;
  for (;;) {
    const page = await store.readStream(streamName('calendar', id), count, pageSize);
    const known = page.filter((recorded) => isWithin(envelopeOf(recorded), { asKnown: by })).length;
    count += known;
    if (known < pageSize) return count === 0 ? undefined : { id, version: count };
  }
}
