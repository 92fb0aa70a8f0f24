import { caseEventTypes, dossierEventTypes, shipmentEventTypes } from '@hoso/contracts';
import { type EventOf, eventCatalogue, type Read } from '@hoso/event-sourcing';

const types = [...dossierEventTypes, ...caseEventTypes, ...shipmentEventTypes] as const;
/** Every event that changes how a dossier stands. Others are told in its timeline and change nothing here. */
export const standingEvents = eventCatalogue(...types);
export type StandingEventType = (typeof types)[number];
export type StandingEvent = Read<EventOf<StandingEventType>>;
