import {
  Delivered,
  LostOrDamaged,
  RecordNotDelivered,
  RecordReturned,
  ReturnTakenBack,
  ShipmentCancelled,
} from '@hoso/contracts';
import { eventCatalogue, type Policy, type PolicyCommand, unreachable } from '@hoso/event-sourcing';

const types = [Delivered, ShipmentCancelled, ReturnTakenBack, LostOrDamaged] as const;

/**
 * Whenever a shipment of a result has come to its end, the counter knows: it was returned by post, or may be handed
 * over here.
 *
 * Decision: one policy for all ends. / Because a policy meets a dossier's events in their order.
 */
export const followShipment: Policy<(typeof types)[number]> = {
  name: 'follow-shipment',
  begins: 'head',
  events: eventCatalogue(...types),
  whenever: (event) => {
    const { dossier, shipment, content } = event.data;
    // Papers that go back are not the result.
    if (content !== undefined) return [];
    const notDelivered = (because: string, originals?: readonly string[]): readonly PolicyCommand[] => [
      {
        subject: RecordNotDelivered.subject,
        type: RecordNotDelivered.name,
        dossierId: dossier,
        data: { shipment, because, ...(originals === undefined ? {} : { originals }) },
      },
    ];
    switch (event.type) {
      case 'Delivered': {
        const { to, originals } = event.data;
        const data = { shipment, to, ...(originals === undefined ? {} : { originals }) };
        return [{ subject: RecordReturned.subject, type: RecordReturned.name, dossierId: dossier, data }];
      }
      case 'ShipmentCancelled':
        return notDelivered('cancelled');
      case 'ReturnTakenBack':
        return notDelivered('taken-back', event.data.originals);
      case 'LostOrDamaged':
        // What was lost on its way here was not submitted: the counter does not know of it.
        return event.data.kind === 'lost' && event.data.direction === 'to-applicant' ? notDelivered('lost') : [];
      default:
        return unreachable(event);
    }
  },
};
