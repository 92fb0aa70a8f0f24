import type { View } from '@hoso/event-sourcing';
import { type StandingEventType, standingEvents } from '../history/standing-events.ts';
import { type CountedDocument, countedAfter } from './counted-dossier.ts';

/** By the last event in it: whoever has read up to an event reads on from there. */
export const changedIndex = 'changed';

/** A position as it stands in the index. */
export function changedText(position: number): string {
  return String(position).padStart(16, '0');
}

/** What every dossier counts as. */
export const figures: View<CountedDocument, StandingEventType> = {
  name: 'figures',
  revision: 1,
  indexes: [{ name: changedIndex, of: ({ position }) => [changedText(position)] }],
  events: standingEvents,
  key: ({ dossierId }) => dossierId,
  evolve: countedAfter,
};
