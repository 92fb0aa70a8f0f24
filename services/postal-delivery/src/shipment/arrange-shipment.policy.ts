import { ArrangeShipment, ResultReadyToReturn } from '@hoso/contracts';
import { eventCatalogue, type Policy } from '@hoso/event-sourcing';

/** Whenever a result waits for the post, the post has something to fetch. */
export const arrangeShipment: Policy<typeof ResultReadyToReturn> = {
  name: 'arrange-shipment',
  begins: 'head',
  events: eventCatalogue(ResultReadyToReturn),
  whenever: ({ data: { oneStop, finishedAt }, dossierId }) =>
    dossierId === undefined
      ? []
      : [
          {
            subject: ArrangeShipment.subject,
            type: ArrangeShipment.name,
            dossierId,
            data: { oneStop, readyAt: finishedAt },
          },
        ],
};
