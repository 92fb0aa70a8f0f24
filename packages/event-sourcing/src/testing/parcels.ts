import { eventCatalogue } from '../event-type.ts';
import type { ProgressChange } from '../follower-progress.ts';
import type { View } from '../view.ts';
import type { DocumentWrite } from '../view-store.ts';

/** A document to store. */
export interface Parcel {
  readonly id: string;
  readonly status: string;
  readonly weight: number;
}

/** A view whose documents the suite writes itself. */
export const parcels: View<Parcel> = {
  name: 'parcels',
  revision: 1,
  indexes: [
    { name: 'status', of: ({ status, id }) => (status === 'secret' ? undefined : [status, id]) },
    { name: 'weight', of: ({ weight }) => [String(weight).padStart(5, '0')] },
  ],
  events: eventCatalogue(),
  key: () => undefined,
  evolve: (document) => document,
};

/** No step of progress at all. */
export const nothing: ProgressChange = { checkpoints: [], held: [], released: [] };
/** One checkpoint's first step. */
export const from0 = (partition: number, to: number): ProgressChange => ({
  ...nothing,
  checkpoints: [{ partition, from: 0, to }],
});
export const parcel = (id: string, status = 'sent', weight = 1): Parcel => ({ id, status, weight });
/** A parcel to write. */
export const write = (document: Parcel, position: number, previous = 0): DocumentWrite<Parcel> => ({
  key: document.id,
  document,
  position,
  previous,
});
