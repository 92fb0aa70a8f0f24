import {
  ApologyIssued,
  AppraisalSupplementRequested,
  ClockRestarted,
  DossierReceived,
  DueDateChanged,
  FinancialObligationNotified,
  type NoticeFacts,
  type NoticeTopic,
  PetitionAnswered,
  ProcessingStopped,
  ReceptionRefused,
  ResultHandedToPost,
  ResultRecorded,
  SupplementRequested,
} from '@hoso/contracts';
import { type EventOf, eventCatalogue, isSealed, type Personal, type Read, unreachable } from '@hoso/event-sourcing';
import type { DossierState } from '../dossier/dossier-state.ts';
import { localDateOf } from '../dossier/notices.ts';

/** What an applicant, or a petitioner, is told of, whoever decided it. */
export const toldTypes = [
  DossierReceived,
  SupplementRequested,
  AppraisalSupplementRequested,
  ReceptionRefused,
  ApologyIssued,
  DueDateChanged,
  ClockRestarted,
  FinancialObligationNotified,
  ProcessingStopped,
  ResultRecorded,
  ResultHandedToPost,
  PetitionAnswered,
] as const;
export const toldEvents = eventCatalogue(...toldTypes);
export type ToldEvent = Read<EventOf<(typeof toldTypes)[number]>>;

/** Whether it is told at all: a date that comes nearer is no new appointment, and papers that go back are no result. */
export function isTold(event: ToldEvent): boolean {
  if (event.type === 'DueDateChanged') return event.data.cause === 'extension' && event.data.to > event.data.from;
  return event.type !== 'ResultHandedToPost' || event.data.content === undefined;
}

export interface Told {
  readonly topic: NoticeTopic;
  readonly facts: Pick<NoticeFacts, 'dueAt' | 'items' | 'reason' | 'amount' | 'returnBy' | 'item'>;
}

/** What is told of an event, as far as it could be opened. */
export function toldOf(event: ToldEvent, dossier?: DossierState): Told {
  switch (event.type) {
    case 'DossierReceived':
      return { topic: 'received', facts: { dueAt: event.data.dueAt } };
    case 'SupplementRequested':
    case 'AppraisalSupplementRequested': {
      const { items, reason } = event.data;
      return { topic: 'supplement-wanted', facts: { items: opened(items), reason: opened(reason) } };
    }
    case 'ReceptionRefused':
      return { topic: 'refused-at-reception', facts: { reason: opened(event.data.reason) } };
    case 'ApologyIssued': {
      const { reason, newDueAt } = event.data;
      return { topic: 'apology', facts: { reason: opened(reason), dueAt: newDueAt } };
    }
    case 'DueDateChanged':
      return { topic: 're-appointed', facts: { dueAt: event.data.to } };
    case 'ClockRestarted':
      return { topic: 'clock-restarted', facts: { dueAt: event.data.dueAt } };
    case 'FinancialObligationNotified': {
      const { amount, content } = event.data;
      return { topic: 'obligation', facts: { amount, reason: opened(content) } };
    }
    case 'ProcessingStopped':
      return { topic: 'stopped', facts: { reason: opened(event.data.reason) } };
    case 'ResultRecorded':
      return result(event, dossier);
    case 'ResultHandedToPost':
      return { topic: 'sent-by-post', facts: { item: event.data.item } };
    case 'PetitionAnswered':
      return { topic: 'petition-answered', facts: { reason: opened(event.data.answer) } };
    default:
      return unreachable(event);
  }
}

/** Early: on an earlier local date than the appointment (DOMAIN §6.1). */
function result({ data }: Extract<ToldEvent, { readonly type: 'ResultRecorded' }>, dossier?: DossierState): Told {
  const { outcome, finishedAt, returnBy } = data;
  const dueAt = dossier && 'dueAt' in dossier ? dossier.dueAt : undefined;
  const facts = { dueAt, returnBy };
  if (outcome === 'refused') return { topic: 'refused', facts };
  const isEarly = dueAt !== undefined && localDateOf(finishedAt) < localDateOf(dueAt);
  return { topic: isEarly ? 'early-result' : 'result-ready', facts };
}

function opened<Value>(value: Personal<Value> | undefined): Value | undefined {
  return isSealed(value) ? undefined : value;
}
