import { type Unit, UnitRegistered } from '@hoso/contracts';
import { eventCatalogue, type View } from '@hoso/event-sourcing';

export const units: View<Unit, typeof UnitRegistered> = {
  name: 'units',
  revision: 1,
  indexes: [{ name: 'id', of: ({ id }) => [id] }],
  events: eventCatalogue(UnitRegistered),
  key: ({ data }) => data.id,
  evolve: (_, { data }) => data,
};
