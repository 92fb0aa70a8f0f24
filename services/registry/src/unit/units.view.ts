import { type Officer, type Unit, unitEventTypes } from '@hoso/contracts';
import { type EventOf, eventCatalogue, type View } from '@hoso/event-sourcing';
import { staffAfter } from './unit.ts';

/** A unit with all its registrations, in the order they were made, and with its staff. */
export interface UnitDocument {
  readonly id: string;
  readonly versions: readonly Unit[];
  readonly officers: readonly Officer[];
}

export const units: View<UnitDocument, (typeof unitEventTypes)[number]> = {
  name: 'units',
  revision: 2,
  indexes: [{ name: 'id', of: ({ id }) => [id] }],
  events: eventCatalogue(...unitEventTypes),
  key: ({ type, data }) => (type === 'UnitRegistered' ? data.id : data.unit),
  evolve: (document, event) => {
    if (event.type === 'UnitRegistered') return registered(document, event.data);
    return document && { ...document, officers: staffAfter(document.officers, event) };
  },
};

/** As it was registered last; or as it is on a local date, if it is there then. */
export function unitOn({ versions, officers }: UnitDocument, on?: string): Unit | undefined {
  const version = on === undefined ? versions.at(-1) : versions.findLast((one) => (one.effectiveFrom ?? '') <= on);
  if (!version || (on !== undefined && version.effectiveTo !== undefined && version.effectiveTo < on)) return undefined;
  return { ...version, officers: [...officers] };
}

function registered(
  document: UnitDocument | undefined,
  { officers, ...unit }: EventOf<(typeof unitEventTypes)[0]>['data'],
): UnitDocument {
  const versions = document?.versions ?? [];
  return { id: unit.id, versions: [...versions, { ...unit, officers: [], version: versions.length + 1 }], officers };
}
