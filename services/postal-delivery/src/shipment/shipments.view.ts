import { type CarrierEvent, type ShipmentStatus, type ShipmentSummary, shipmentEventTypes } from '@hoso/contracts';
import { type EventOf, eventCatalogue, type Index, type Read, unreachable, type View } from '@hoso/event-sourcing';
import { contradictionsOf, withCarrierEvent } from './carrier-events.ts';
import { carrierEventOf } from './shipment-state.ts';

type ShipmentHistory = Read<EventOf<(typeof shipmentEventTypes)[number]>>;

/** The ways to look at shipments: all of them, a post office's, a one-stop unit's. */
export type ShipmentScope = 'all' | 'post' | 'oneStop';
const scopes: readonly ShipmentScope[] = ['all', 'post', 'oneStop'];

/**
 * Names of the view's indexes. Each but the first three ends with the instant at which a shipment began. `wake`: those
 * whose order is to be sent again.
 */
export const shipmentIndex = {
  dossier: 'dossier',
  item: 'item',
  wake: 'wake',
  newest: { all: 'newest', post: 'post-newest', oneStop: 'one-stop-newest' },
  status: { all: 'status-newest', post: 'post-status-newest', oneStop: 'one-stop-status-newest' },
} as const;

/** Every shipment as those who carry and await it see it. It holds nothing personal. */
export const shipments: View<ShipmentSummary, (typeof shipmentEventTypes)[number]> = {
  name: 'shipments',
  // 3: orders that are to be sent again.
  revision: 3,
  indexes: [
    { name: shipmentIndex.dossier, of: ({ dossier, shipment }) => [dossier, String(shipment).padStart(4, '0')] },
    { name: shipmentIndex.item, of: ({ item }) => (item === undefined ? undefined : [item]) },
    {
      name: shipmentIndex.wake,
      of: ({ status, order }) => (status === 'arranged' && order?.againAt !== undefined ? [order.againAt] : undefined),
    },
    ...scopes.flatMap(scopedIndexes),
  ],
  events: eventCatalogue(...shipmentEventTypes),
  key: ({ data }) => `${data.dossier}-${data.shipment}`,
  evolve: (summary, event) => {
    const next = summary ? evolve(summary, event) : begun(event);
    if (!next) return undefined;
    const contradictions = contradictionsOf(next.carrierEvents, next.status);
    return { ...next, contradictions, version: event.version };
  },
};

function scopedIndexes(scope: ShipmentScope): readonly Index<ShipmentSummary>[] {
  const below = (summary: ShipmentSummary, ...values: readonly string[]): readonly string[] | undefined => {
    if (scope === 'all') return values;
    const unit = summary[scope];
    return unit === undefined ? undefined : [unit, ...values];
  };
  return [
    { name: shipmentIndex.newest[scope], of: (summary) => below(summary, summary.beganAt) },
    { name: shipmentIndex.status[scope], of: (summary) => below(summary, summary.status, summary.beganAt) },
  ];
}

function begun({ type, data, occurredAt: beganAt, version }: ShipmentHistory): ShipmentSummary | undefined {
  const nothingYet = {
    ...{ beganAt, damaged: false, forceMajeure: false, originals: [], invitations: [], carrierEvents: [] },
    money: { collected: 0, remitted: 0, carriage: 0, compensation: 0 },
    ...{ contradictions: [], version },
  };
  switch (type) {
    case 'PostalItemAccepted': {
      const { dossier, shipment, direction, oneStop, post, item, procedure, originals = [], carriage } = data;
      const about = { dossier, shipment, direction, status: 'accepted', oneStop, post, item, procedure } as const;
      return { ...about, ...nothingYet, originals, ...(carriage ? { carriage } : {}) };
    }
    case 'SupplementAccepted': {
      const { dossier, shipment, direction, oneStop, post, item, carriage } = data;
      const about = { dossier, shipment, direction, status: 'accepted', oneStop, post, item } as const;
      return { ...about, ...nothingYet, content: 'supplement', ...(carriage ? { carriage } : {}) };
    }
    case 'ShipmentArranged': {
      const { dossier, shipment, direction, oneStop, post, content } = data;
      const about = { dossier, shipment, direction, status: 'arranged', oneStop } as const;
      return { ...about, ...nothingYet, ...(post === undefined ? {} : { post }), ...(content ? { content } : {}) };
    }
    default:
      return undefined;
  }
}

function evolve(summary: ShipmentSummary, event: ShipmentHistory): ShipmentSummary {
  const { occurredAt } = event;
  switch (event.type) {
    case 'ItemSealed':
      return { ...summary, ...inStatus('sealed'), ...sealed(event.data.sealNo) };
    case 'HandoverMinutesSigned':
      return { ...summary, ...inStatus('handed-over'), handedOverAt: occurredAt };
    case 'ShipmentCancelled':
      return { ...summary, ...inStatus('cancelled') };
    case 'ResultHandedToPost': {
      const { post, item, sealNo, originals = [], deliverAt, carriage } = event.data;
      const carried = { ...(deliverAt ? { deliverAt } : {}), ...(carriage ? { carriage } : {}), originals };
      const handed = { post, item, ...sealed(sealNo), handedOverAt: occurredAt };
      return { ...summary, ...inStatus('in-transit'), ...handed, ...carried };
    }
    case 'CarrierEventRecorded': {
      const told: readonly CarrierEvent[] = summary.carrierEvents;
      return { ...summary, carrierEvents: [...withCarrierEvent(told, carrierEventOf(event.data))] };
    }
    case 'DeliveryInvited':
      return { ...summary, invitations: [...summary.invitations, { means: event.data.means, at: occurredAt }] };
    case 'Delivered':
      return { ...summary, ...inStatus('delivered'), deliveredAt: occurredAt };
    case 'ReturnedToAgency':
      return { ...summary, ...inStatus('returning') };
    case 'ReturnTakenBack':
      return { ...summary, ...inStatus('taken-back') };
    case 'LostOrDamaged':
      return event.data.kind === 'lost' ? { ...summary, ...inStatus('lost') } : { ...summary, damaged: true };
    case 'CarriageOrdered': {
      const { carrier, order, item } = event.data;
      return { ...summary, item, order: { carrier, order } };
    }
    case 'CarriageOrderRefused': {
      const { carrier, order, because } = event.data;
      return { ...summary, order: { carrier, order, refused: because } };
    }
    case 'CarriageOrderUnanswered': {
      const { carrier, order, againAt } = event.data;
      return { ...summary, order: { carrier, order, againAt } };
    }
    case 'FeeCollected': {
      const { purpose, amount } = event.data;
      return withMoney(summary, purpose === 'carriage' ? 'carriage' : 'collected', amount);
    }
    case 'FeesRemitted':
      return withMoney(summary, 'remitted', event.data.amount);
    case 'CompensationPaid':
      return withMoney(summary, 'compensation', event.data.amount);
    case 'ReceiptGivenToPost':
      return { ...summary, slipGivenAt: occurredAt };
    case 'ReceiptBroughtBack':
      return { ...summary, slipBroughtAt: occurredAt };
    case 'DeliveryNotified':
      return { ...summary, notifiedAt: occurredAt };
    case 'ForceMajeureReported':
      return { ...summary, forceMajeure: true };
    case 'PostalItemAccepted':
    case 'SupplementAccepted':
    case 'ShipmentArranged':
      return summary;
    default:
      return unreachable(event);
  }
}

function withMoney(summary: ShipmentSummary, name: keyof ShipmentSummary['money'], amount: number): ShipmentSummary {
  return { ...summary, money: { ...summary.money, [name]: summary.money[name] + amount } };
}

function inStatus(status: ShipmentStatus): Pick<ShipmentSummary, 'status'> {
  return { status };
}

function sealed(sealNo: string | undefined): Pick<ShipmentSummary, 'sealNo'> {
  return sealNo === undefined ? {} : { sealNo };
}
