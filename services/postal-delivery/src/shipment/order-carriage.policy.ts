import { OrderCarriage, ShipmentArranged } from '@hoso/contracts';
import { eventCatalogue, type Policy } from '@hoso/event-sourcing';

/**
 * Whenever something waits for the post, its carrier is told to fetch it. A carrier that cannot be reached is asked
 * again until it answers: what waits behind in the same partition waits with it.
 */
export const orderCarriage: Policy<typeof ShipmentArranged> = {
  name: 'order-carriage',
  begins: 'head',
  events: eventCatalogue(ShipmentArranged),
  whenever: ({ data: { dossier, shipment } }) => [
    { subject: OrderCarriage.subject, type: OrderCarriage.name, dossierId: dossier, data: { shipment } },
  ],
};
