import type { Service } from '@hoso/nest';
import { PostalDeliveryModule } from './postal-delivery.module.ts';
import { arrangeShipment } from './shipment/arrange-shipment.policy.ts';
import { views } from './views.ts';

/** The chain of custody of what goes by post: dossiers to the one-stop unit, results to the applicant. */
export const postalDelivery: Service = {
  name: 'postal-delivery',
  module: (parts) => PostalDeliveryModule.over(parts),
  views,
  policies: [arrangeShipment],
};
