import type { ActivityRecorded, DossierState } from '@hoso/contracts';
import type { EventOf, Read } from '@hoso/event-sourcing';
import { textsOf } from '../checks/rule-events.ts';

export type ImportedActivityEvent = Read<EventOf<typeof ActivityRecorded>>;

/** How an imported dossier stands: its last activity, and what its record says of it. */
export interface ImportedStanding {
  readonly latest: ImportedActivityEvent | undefined;
  readonly attributes: Readonly<Record<string, string>>;
}

export const nothingRecorded: ImportedStanding = { latest: undefined, attributes: {} };

/**
 * The last activity is the last in time; of one instant, the last in the file. Files are not always in the order of
 * time.
 */
export function standImported(
  { latest, attributes }: ImportedStanding,
  event: ImportedActivityEvent,
): ImportedStanding {
  const { caseAttributes } = event.data;
  return {
    latest: latest && latest.occurredAt > event.occurredAt ? latest : event,
    attributes: caseAttributes ? { ...attributes, ...textsOf(caseAttributes) } : attributes,
  };
}

/** No due date is known of somebody else's dossier: which of its attributes means one is a rule's business. */
export function stateOfImported({ latest, attributes }: ImportedStanding): DossierState {
  const group = latest?.data.attributes.findLast(({ key }) => key === 'org:group')?.value;
  const person = latest?.data.resource;
  return {
    status: latest?.data.activity ?? 'not-submitted',
    ...(group ? { holder: { unit: group, ...(person === undefined ? {} : { person }) } } : {}),
    overdue: false,
    papers: [],
    attributes,
  };
}
