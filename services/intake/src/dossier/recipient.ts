import { type Actor, type DossierId, type Recipient, refuse, requireSystem } from '@hoso/contracts';
import { isSealed } from '@hoso/event-sourcing';
import type { DossierState } from './dossier-state.ts';

/** To whom the result goes, for the service that carries it. Refuses everybody else. */
export function recipientOf(state: DossierState, id: DossierId, actor: Actor | undefined): Recipient {
  requireSystem(actor ?? refuse('RoleNotAllowed', { role: 'anyone' }));
  if (state.status === 'none') return refuse('DossierNotFound', { id });
  const { applicant, returnAddress } = state.submission;
  if (isSealed(applicant) || isSealed(returnAddress)) return refuse('KeyDestroyed');
  const { name, phone } = applicant;
  return { name, address: returnAddress ?? applicant.address, phone };
}
