import {
  type CommandType,
  FinancialObligationFulfilled,
  FinancialObligationNotified,
  PauseClock,
  ProcessingResumed,
  ProcessingStopped,
  RecordResult,
  RefusedAfterAppraisal,
  ResultIssued,
  ResultRecalled,
  ResumeClock,
  ReturnedToOneStop,
  TakeDossierBack,
  TakeResultBack,
} from '@hoso/contracts';
import { type EventOf, eventCatalogue, type Policy, type PolicyCommand, unreachable } from '@hoso/event-sourcing';

const types = [
  ResultIssued,
  RefusedAfterAppraisal,
  ReturnedToOneStop,
  ResultRecalled,
  FinancialObligationNotified,
  FinancialObligationFulfilled,
  ProcessingStopped,
  ProcessingResumed,
] as const;

/**
 * Whenever an agency has decided, the one-stop unit has a result to return, until the agency recalls it; whenever it
 * returns the dossier undecided, the one-stop unit has it again; while it waits for a payment whose time does not
 * count, or is stopped, the dossier's clock stands.
 *
 * Decision: one policy for all of it. / Because a policy meets a dossier's events in their order: a result is recorded
 * before it is taken back, and after the clock went on. It keeps the name under which its checkpoint is stored.
 */
export const recordResult: Policy<(typeof types)[number]> = {
  name: 'record-result',
  begins: 'head',
  events: eventCatalogue(...types),
  whenever: (event) => {
    const { occurredAt: at } = event;
    const { dossier, case: number } = event.data;
    const send = ({ subject, name }: CommandType, more: object = {}): readonly PolicyCommand[] => [
      { subject, type: name, dossierId: dossier, data: { case: number, ...more } },
    ];
    switch (event.type) {
      case 'ResultIssued':
        return send(RecordResult, { outcome: 'issued', finishedAt: event.data.finishedAt });
      case 'RefusedAfterAppraisal':
        return send(RecordResult, { outcome: 'refused', finishedAt: event.data.finishedAt });
      case 'ReturnedToOneStop':
        return send(TakeDossierBack);
      case 'ResultRecalled':
        return send(TakeResultBack);
      case 'FinancialObligationNotified': {
        const { pausesClock } = event.data;
        return pausesClock ? send(PauseClock, { cause: 'financial-obligation', at, ...ground(event.data) }) : [];
      }
      case 'FinancialObligationFulfilled':
        return event.data.pausedClock ? send(ResumeClock, { cause: 'financial-obligation', at }) : [];
      case 'ProcessingStopped': {
        return event.data.decided ? [] : send(PauseClock, { cause: 'stop', at, ...ground(event.data) });
      }
      case 'ProcessingResumed':
        return send(ResumeClock, { cause: 'stop', at, awaitsSupplement: event.data.awaits === 'supplement' });
      default:
        return unreachable(event);
    }
  },
};

/** A ground that the law does not know is as none (V27). */
function ground({ groundRef, groundUnknown }: OnGround) {
  return groundUnknown ? {} : { groundRef };
}

type OnGround = Pick<EventOf<typeof ProcessingStopped>['data'], 'groundRef' | 'groundUnknown'>;
