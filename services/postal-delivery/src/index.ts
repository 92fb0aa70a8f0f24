import type { Service } from '@hoso/nest';
import { PostalDeliveryModule } from './postal-delivery.module.ts';
import type { PostalParts } from './process/postal-parts.ts';
import { arrangeShipment } from './shipment/arrange-shipment.policy.ts';
import { orderCarriage } from './shipment/order-carriage.policy.ts';
import { orderRetries } from './shipment/order-retries.ts';
import { views } from './views.ts';

export type { PostalParts } from './process/postal-parts.ts';

/**
 * The chain of custody of what goes by post: dossiers to the one-stop unit, results to the applicant. Beside every
 * service's parts it is given `carrierSecret`, what a carrier and the platform sign with, and `uploads`,
 * the statements that are reconciled.
 */
export const postalDelivery: Omit<Service, 'module'> & {
  readonly module: (parts: PostalParts) => ReturnType<Service['module']>;
} = {
  name: 'postal-delivery',
  module: (parts) => PostalDeliveryModule.over(parts),
  views,
  policies: [arrangeShipment, orderCarriage],
  times: [orderRetries],
};
