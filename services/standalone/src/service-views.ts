import { auditViews } from '@hoso/audit';
import type { View } from '@hoso/event-sourcing';
import { intake } from '@hoso/intake';
import { postalDelivery } from '@hoso/postal-delivery';
import { processing } from '@hoso/processing';
import { registry } from '@hoso/registry';

/** The services that the composition needs nothing more for than what every service is given. */
export const services = [registry, intake, processing, postalDelivery] as const;

/** Every view of every service. View names are unique on the platform. */
export const views: readonly View<unknown>[] = [...services.flatMap((service) => service.views), ...auditViews];

/** The address of this module, for workers that build its views. */
export const viewsModule = import.meta.url;
