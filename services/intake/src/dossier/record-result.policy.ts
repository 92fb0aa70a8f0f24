import {
  type CommandType,
  RecordResult,
  RefusedAfterAppraisal,
  ResultIssued,
  ResultRecalled,
  ReturnedToOneStop,
  TakeDossierBack,
  TakeResultBack,
} from '@hoso/contracts';
import { eventCatalogue, type Policy, type PolicyCommand, unreachable } from '@hoso/event-sourcing';

const types = [ResultIssued, RefusedAfterAppraisal, ReturnedToOneStop, ResultRecalled] as const;

/**
 * Whenever an agency has decided, the one-stop unit has a result to return, until the agency recalls it; whenever it
 * returns the dossier undecided, the one-stop unit has it again.
 *
 * Decision: one policy for all of it. / Because a policy meets a dossier's events in their order: a result is recorded
 * before it is taken back.
 */
export const recordResult: Policy<(typeof types)[number]> = {
  name: 'record-result',
  begins: 'head',
  events: eventCatalogue(...types),
  whenever: (event) => {
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
      default:
        return unreachable(event);
    }
  },
};
