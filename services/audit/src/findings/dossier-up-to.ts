import type { EventStore, Position } from '@hoso/event-sourcing';
import { histories } from '../history/dossier-history.ts';
import type { CalendarShelf } from './calendar-shelf.ts';
import { boundCalendar, type Happening, happeningOf } from './judgement.ts';

export interface HistoryParts {
  readonly store: Pick<EventStore, 'log' | 'readStream'>;
  readonly calendars: CalendarShelf;
}

/** Whoever judges a history goes on from what he judged: nothing of it needs to be kept. */
const unkept = histories(0);

/** What rules see of a dossier up to a position, in the order of the log, with the calendars it is bound to at hand. */
export async function dossierUpTo(
  { store, calendars }: HistoryParts,
  dossier: string,
  position: Position,
): Promise<readonly Happening[]> {
  const history = await unkept.of(store, dossier);
  const happenings = history
    .filter((envelope) => envelope.position <= position)
    .flatMap((envelope) => happeningOf(envelope) ?? []);
  await calendars.bring(happenings.flatMap((one) => boundCalendar(one) ?? []));
  return happenings;
}
