import type { View } from '@hoso/event-sourcing';
import { intake } from '@hoso/intake';
import { postalDelivery } from '@hoso/postal-delivery';
import { processing } from '@hoso/processing';
import { registry } from '@hoso/registry';

/** The services that follow the log. (Audit reads the logs themselves.) */
export const services = [registry, intake, processing, postalDelivery] as const;

/** Every view of every service, with its service's name. View names are unique on the platform. */
export const serviceViews: readonly { readonly service: string; readonly view: View<unknown> }[] = services.flatMap(
  ({ name, views }) => views.map((view) => ({ service: name, view })),
);
