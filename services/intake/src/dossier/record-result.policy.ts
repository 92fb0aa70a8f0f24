import { RecordResult, RefusedAfterAppraisal, ResultIssued } from '@hoso/contracts';
import { eventCatalogue, type Policy } from '@hoso/event-sourcing';

/** Whenever an agency has decided, the one-stop unit has a result to return. */
export const recordResult: Policy<typeof ResultIssued | typeof RefusedAfterAppraisal> = {
  name: 'record-result',
  begins: 'head',
  events: eventCatalogue(ResultIssued, RefusedAfterAppraisal),
  whenever: ({ type, data }) => [
    {
      subject: RecordResult.subject,
      type: RecordResult.name,
      dossierId: data.dossier,
      data: {
        outcome: type === 'ResultIssued' ? 'issued' : 'refused',
        case: data.case,
        finishedAt: data.finishedAt,
      },
    },
  ],
};
