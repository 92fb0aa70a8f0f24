import { CloseCase, DossierWithdrawn, OpenCase, TransferredToAgency } from '@hoso/contracts';
import { eventCatalogue, type Policy } from '@hoso/event-sourcing';

/**
 * Whenever a dossier is transferred, its agency has a case; whenever it is withdrawn, the case is closed.
 *
 * Decision: one policy for both. / Because a policy meets a dossier's events in their order, so that no case is closed
 * before it was opened. / Instead of: two policies, each at its own pace.
 */
export const caseFollowsDossier: Policy<typeof TransferredToAgency | typeof DossierWithdrawn> = {
  name: 'case-follows-dossier',
  begins: 'head',
  events: eventCatalogue(TransferredToAgency, DossierWithdrawn),
  whenever: (event) => {
    const { dossierId } = event;
    if (dossierId === undefined) return [];
    if (event.type === 'TransferredToAgency') {
      const { insisted, ...handed } = event.data;
      return [{ subject: OpenCase.subject, type: OpenCase.name, dossierId, data: handed }];
    }
    const { case: number } = event.data;
    if (number === undefined) return [];
    return [{ subject: CloseCase.subject, type: CloseCase.name, dossierId, data: { case: number } }];
  },
};
