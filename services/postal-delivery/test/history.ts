import { type ShipmentSummary, shipmentEventTypes } from '@hoso/contracts';
import { type EventOf, type Read, streamName, uuidV8 } from '@hoso/event-sourcing';
import { shipments } from '../src/shipment/shipments.view.ts';
import { beganAt, dossierId, postman } from './shipment-stories.ts';

const types = [...shipmentEventTypes];
type History = EventOf<(typeof types)[number]>;
type Recorded = Read<History>;

/** Events as a view reads them: of one shipment, in the order of the log. */
export function recorded(
  events: readonly (History & Partial<Pick<Recorded, 'occurredAt' | 'actor'>>)[],
): readonly Recorded[] {
  return events.map((event, index) => ({
    occurredAt: beganAt,
    actor: postman,
    ...event,
    log: uuidV8('log'),
    id: uuidV8(dossierId, index),
    commandId: uuidV8(dossierId, 'command', index),
    commandType: 'Told',
    correlationId: uuidV8(dossierId),
    schemaVersion: 1,
    stream: streamName('shipment', `${dossierId}-${event.data.shipment}`),
    version: index + 1,
    position: index + 2,
    recordedAt: beganAt,
    dossierId,
  }));
}

/** What the view makes of a history. */
export function summaryOf(history: readonly Recorded[]): ShipmentSummary | undefined {
  return history.reduce<ShipmentSummary | undefined>((before, event) => shipments.evolve(before, event), undefined);
}
