import { OpenCase, TransferredToAgency } from '@hoso/contracts';
import { eventCatalogue, type Policy } from '@hoso/event-sourcing';

/** Whenever a dossier is transferred, its agency has a case. */
export const openCase: Policy<typeof TransferredToAgency> = {
  name: 'open-case',
  begins: 'head',
  events: eventCatalogue(TransferredToAgency),
  whenever: ({ data: { insisted, ...handed }, dossierId }) =>
    dossierId === undefined ? [] : [{ subject: OpenCase.subject, type: OpenCase.name, dossierId, data: handed }],
};
