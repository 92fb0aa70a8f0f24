import { auditViews } from '@hoso/audit';
import type { View } from '@hoso/event-sourcing';
import { intake } from '@hoso/intake';
import { postalDelivery } from '@hoso/postal-delivery';
import { processing } from '@hoso/processing';
import { registry } from '@hoso/registry';

/** The services that the composition needs nothing more for than what every service is given. */
export const services = [registry, intake, processing, postalDelivery] as const;

/** Every view of every service, with its service's name. View names are unique on the platform. */
export const serviceViews: readonly { readonly service: string; readonly view: View<unknown> }[] = [
  ...services,
  { name: 'audit', views: auditViews },
].flatMap(({ name, views }) => views.map((view) => ({ service: name, view })));
