import { CalendarPublished, type CalendarVersion } from '@hoso/contracts';
import { type EventStore, envelopeOf, eventCatalogue, streamName } from '@hoso/event-sourcing';
import { isWorkingTimeError, type WorkingCalendar, workingCalendar } from '@hoso/working-time';
import type { CalendarRef } from './judgement.ts';

/** Working calendars of a log, by version. A version says the same for ever. */
export interface CalendarShelf {
  /** Takes calendars down from the log. A version that the log does not hold stays unknown. */
  bring(wanted: Iterable<CalendarRef>): Promise<void>;
  /** One that was brought. */
  find(id: string, version: number): WorkingCalendar | undefined;
}

const events = eventCatalogue(CalendarPublished);
const pageSize = 1_000;

/**
 * Calendars from the log's own history: a dossier's reception is recorded after the calendar that it is bound to.
 *
 * Decision: audit reads them from the log. / Because rules are pure and cannot ask, and a log judged years later has no
 * registry beside it. / Instead of a question to the registry for each dossier.
 */
export function calendarShelf(store: Pick<EventStore, 'readStream'>): CalendarShelf {
  const known = new Map<string, WorkingCalendar>();
  const read = new Map<string, number>();
  return {
    find: (id, version) => known.get(`${id} ${version}`),
    bring: async (wanted) => {
      for (const { id, version } of wanted) {
        // Versions count from 1 without a gap, so that a stream read that far needs no second look.
        if ((read.get(id) ?? 0) >= version) continue;
        for (const recorded of await store.readStream(streamName('calendar', id), read.get(id) ?? 0, pageSize)) {
          const envelope = envelopeOf(recorded);
          read.set(id, envelope.version);
          const event = events.read(envelope);
          const calendar = event && readable(event.data);
          if (calendar) known.set(`${id} ${event.data.version}`, calendar);
        }
      }
    },
  };
}

/** A calendar that this release cannot read is an unknown one: what it decides is not judged, never guessed. */
function readable(version: CalendarVersion): WorkingCalendar | undefined {
  try {
    return workingCalendar(version);
  } catch (error) {
    if (isWorkingTimeError(error)) return undefined;
    throw error;
  }
}
