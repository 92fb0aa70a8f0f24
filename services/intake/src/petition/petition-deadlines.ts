import { MarkPetitionOverdue, RemindPetition } from '@hoso/contracts';
import type { TimePolicy } from '@hoso/event-sourcing';
import { type PetitionDocument, petitionIndex, petitions } from './petitions.view.ts';

/** Whenever the date of a petition comes near, whoever has it is reminded; whenever it passes, it is overdue. */
export const petitionDeadlines: TimePolicy<PetitionDocument> = {
  name: 'petition-deadlines',
  view: petitions,
  index: petitionIndex.wake,
  whenever: ({ summary, waits }, now) =>
    waits
      .filter(({ at }) => at <= now)
      .map(({ for: what, at, dueAt }) => {
        const { subject, name } = what === 'reminder' ? RemindPetition : MarkPetitionOverdue;
        return { subject, type: name, dossierId: summary.id, data: { dueAt }, at };
      }),
};
