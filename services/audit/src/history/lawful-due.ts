import { type LawfulDue, lawAfter } from '@hoso/contracts';
import type { StandingEvent } from './standing-events.ts';

/** The same after any event of a dossier's history: most move nothing. */
export function lawAfterAny(law: LawfulDue | undefined, event: StandingEvent): LawfulDue | undefined {
  switch (event.type) {
    case 'DossierReceived':
    case 'ClockRestarted':
    case 'DueDateChanged':
    case 'Resumed':
    case 'Corrected':
      return lawAfter(law, event);
    default:
      return law;
  }
}
