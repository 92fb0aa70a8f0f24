import { petitionEvents, type petitionEventTypes } from '@hoso/contracts';
import { type EventOf, type PageQuery, pageLimitMax, type Read, type View } from '@hoso/event-sourcing';
import { endOfDay, startOfDay } from './local-days.ts';

type PetitionEventType = (typeof petitionEventTypes)[number];

/** A petition (phản ánh, kiến nghị) as far as numbers need it; complaints are under a law of their own. */
export interface CountedPetition {
  readonly petition: string;
  /** Who has to answer it, or did. */
  readonly unit: string;
  /** Absent where its law gives it no date. */
  readonly dueAt?: string;
  readonly answeredAt?: string;
}

const dueIndex = 'due';

/** By the date of its answer. One that was withdrawn is none. */
export const petitionFigures: View<CountedPetition, PetitionEventType> = {
  name: 'petition-figures',
  revision: 1,
  indexes: [{ name: dueIndex, of: ({ dueAt }) => (dueAt === undefined ? undefined : [dueAt]) }],
  events: petitionEvents,
  key: ({ dossierId }) => dossierId,
  evolve: petitionAfter,
};

/** Petitions whose answers fell due on these local days, both among them. */
export function dueOn(fromDay: number, toDay: number, after: string | undefined): PageQuery {
  return {
    ...{ index: dueIndex, from: startOfDay(fromDay), below: endOfDay(toDay), order: 'ascending', limit: pageLimitMax },
    ...(after === undefined ? {} : { after }),
  };
}

/** The petition after an event, in the order of the log. */
export function petitionAfter(
  document: CountedPetition | undefined,
  event: Read<EventOf<PetitionEventType>>,
): CountedPetition | undefined {
  if (event.type === 'PetitionReceived') {
    const { kind, unit, dueAt } = event.data;
    return kind === 'complaint' ? undefined : { petition: event.dossierId ?? '', unit, ...dated(dueAt) };
  }
  if (!document) return undefined;
  switch (event.type) {
    case 'PetitionForwarded':
      return { petition: document.petition, unit: event.data.unit, ...dated(event.data.dueAt) };
    case 'PetitionExtended':
      return { ...document, ...dated(event.data.dueAt) };
    case 'PetitionAnswered':
      return { ...document, unit: event.data.unit, ...dated(event.data.dueAt), answeredAt: event.occurredAt };
    case 'PetitionWithdrawn':
      return undefined;
    default:
      return document;
  }
}

function dated(dueAt: string | undefined): Pick<CountedPetition, 'dueAt'> {
  return dueAt === undefined ? {} : { dueAt };
}
