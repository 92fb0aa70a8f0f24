import { FinishDestruction, PersonalDataDestroyed } from '@hoso/contracts';
import { eventCatalogue, type Policy } from '@hoso/event-sourcing';

/** Whenever a dossier's personal data was destroyed, its key is gone, whatever became of who was about to see to it. */
export const finishDestruction: Policy<typeof PersonalDataDestroyed> = {
  name: 'finish-destruction',
  begins: 'head',
  events: eventCatalogue(PersonalDataDestroyed),
  whenever: ({ data }) => [
    { subject: FinishDestruction.subject, type: FinishDestruction.name, dossierId: data.dossier, data: {} },
  ],
};
