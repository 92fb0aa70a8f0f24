import { HandoverMinutesSigned, SubmitCollected } from '@hoso/contracts';
import { eventCatalogue, type Policy } from '@hoso/event-sourcing';

/**
 * Whenever the handover minutes are signed, the dossier is submitted: then, and not when the post got it. A supplement
 * moves that time once it is full, which a clerk has to see.
 */
export const submitCollected: Policy<typeof HandoverMinutesSigned> = {
  name: 'submit-collected',
  begins: 'head',
  events: eventCatalogue(HandoverMinutesSigned),
  whenever: ({ data: { dossier, shipment, content } }) =>
    content === undefined
      ? [{ subject: SubmitCollected.subject, type: SubmitCollected.name, dossierId: dossier, data: { shipment } }]
      : [],
};
