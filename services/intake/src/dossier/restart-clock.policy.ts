import { AppraisalSupplementReceived, RestartClock } from '@hoso/contracts';
import { eventCatalogue, type Policy } from '@hoso/event-sourcing';

/** Whenever an appraisal supplement is in, the dossier's term runs anew (61 Đ19.4). */
export const restartClock: Policy<typeof AppraisalSupplementReceived> = {
  name: 'restart-clock',
  begins: 'head',
  events: eventCatalogue(AppraisalSupplementReceived),
  whenever: ({ data }) => [
    {
      subject: RestartClock.subject,
      type: RestartClock.name,
      dossierId: data.dossier,
      data: { at: data.restartAt, case: data.case },
    },
  ],
};
