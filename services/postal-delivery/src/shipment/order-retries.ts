import { OrderCarriage, type ShipmentSummary } from '@hoso/contracts';
import type { TimePolicy } from '@hoso/event-sourcing';
import { shipmentIndex, shipments } from './shipments.view.ts';

/** Whenever an order that its carrier did not answer is to be sent again, it is. */
export const orderRetries: TimePolicy<ShipmentSummary> = {
  name: 'order-retries',
  view: shipments,
  index: shipmentIndex.wake,
  whenever: ({ dossier, shipment, status, order }, now) =>
    status !== 'arranged' || order?.againAt === undefined || order.againAt > now
      ? []
      : [
          {
            ...{ subject: OrderCarriage.subject, type: OrderCarriage.name, dossierId: dossier, at: order.againAt },
            data: { shipment },
          },
        ],
};
