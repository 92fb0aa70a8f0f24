import { shipments } from './shipment/shipments.view.ts';

/** The views of this service, without anything that answers from them: workers build them. */
export const views = [shipments] as const;
