import type { EventStore, Position } from '@hoso/event-sourcing';
import { dossierHistory } from '../history/dossier-history.ts';
import { standingEvents } from '../history/dossier-state.ts';
import type { CalendarShelf } from './calendar-shelf.ts';
import { type Happening, happening } from './judgement.ts';

export interface HistoryParts {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly calendars: CalendarShelf;
}

/** What rules see of a dossier up to a position, in the order of the log, with the calendars it is bound to at hand. */
export async function dossierUpTo(
  { store, calendars }: HistoryParts,
  dossier: string,
  position: Position,
): Promise<readonly Happening[]> {
  const history = await dossierHistory(store, dossier);
  const events = history
    .filter((envelope) => envelope.position <= position)
    .flatMap((envelope) => standingEvents.read(envelope) ?? []);
  await calendars.bring(events.flatMap((event) => (event.type === 'DossierReceived' ? event.data.calendar : [])));
  return events.map((event) => happening(event));
}
