import { OrderCarriage, ShipmentArranged } from '@hoso/contracts';
import { eventCatalogue, type Policy } from '@hoso/event-sourcing';

/**
 * Whenever something waits for the post, its carrier is told to fetch it. One that does not answer is asked again by
 * `order-retries`, so that what waits for others does not wait for it.
 */
export const orderCarriage: Policy<typeof ShipmentArranged> = {
  name: 'order-carriage',
  begins: 'head',
  events: eventCatalogue(ShipmentArranged),
  whenever: ({ data: { dossier, shipment } }) => [
    { subject: OrderCarriage.subject, type: OrderCarriage.name, dossierId: dossier, data: { shipment } },
  ],
};
