import { type DossierState, shipmentEvents } from '@hoso/contracts';
import { type Envelope, unreachable } from '@hoso/event-sourcing';

type Parcel = NonNullable<DossierState['custody']>[number];
type Holder = NonNullable<Parcel['holder']>;
type PostalEvent = NonNullable<ReturnType<typeof shipmentEvents.read>>;
type OnTheWay = Exclude<
  PostalEvent,
  { readonly type: 'PostalItemAccepted' | 'SupplementAccepted' | 'ShipmentArranged' }
>;

/** A dossier's parcels after these of its events, each with who has it, in the order in which they began. */
export function custodyAfter(events: readonly Envelope[]): Parcel[] {
  const parcels = new Map<string, Parcel>();
  for (const envelope of events) {
    const event = shipmentEvents.read(envelope);
    const parcel = event && carried(parcels.get(event.stream), event);
    if (parcel) parcels.set(envelope.stream, parcel);
  }
  return [...parcels.values()];
}

/** History happened: what is told of a parcel before its beginning makes no parcel. */
export function carried(before: Parcel | undefined, event: PostalEvent): Parcel | undefined {
  const { stream: shipment } = event;
  switch (event.type) {
    case 'PostalItemAccepted':
    case 'SupplementAccepted': {
      const { direction, item, post } = event.data;
      const holder = heldBy(post, event);
      return { shipment, direction, status: 'accepted', holder, itemNumber: item, invitations: 0 };
    }
    case 'ShipmentArranged': {
      const { direction, oneStop } = event.data;
      return { shipment, direction, status: 'arranged', holder: { unit: oneStop }, invitations: 0 };
    }
    default:
      return before && onTheWay(before, event);
  }
}

function onTheWay(before: Parcel, event: OnTheWay): Parcel {
  switch (event.type) {
    case 'ItemSealed':
      return { ...before, status: 'sealed', ...sealedWith(event.data.sealNo) };
    case 'HandoverMinutesSigned':
      return { ...before, status: 'handed-over', holder: heldBy(event.data.oneStop, event) };
    case 'ResultHandedToPost': {
      const { post, item, sealNo } = event.data;
      const holder = heldBy(post, event);
      return { ...before, status: 'in-transit', holder, itemNumber: item, ...sealedWith(sealNo) };
    }
    case 'DeliveryInvited':
      return { ...before, invitations: event.data.count };
    case 'ReturnedToAgency':
      return { ...before, status: 'returning' };
    case 'ReturnTakenBack':
      return { ...before, status: 'taken-back', holder: heldBy(event.data.oneStop, event) };
    case 'ShipmentCancelled':
      return { ...before, status: 'cancelled' };
    case 'Delivered':
      return { ...withoutHolder(before), status: 'delivered' };
    case 'LostOrDamaged':
      return event.data.kind === 'lost' ? { ...withoutHolder(before), status: 'lost' } : before;
    case 'CarrierEventRecorded':
      // What a carrier tells is evidence beside the record, and moves nothing in it.
      return before;
    case 'FeeCollected':
    case 'FeesRemitted':
    case 'ReceiptGivenToPost':
    case 'ReceiptBroughtBack':
    case 'DeliveryNotified':
    case 'ForceMajeureReported':
    case 'CompensationPaid':
    case 'CarriageOrderRefused':
    case 'CarriageOrderUnanswered':
      return before;
    case 'CarriageOrdered':
      return { ...before, itemNumber: event.data.item };
    default:
      return unreachable(event);
  }
}

function withoutHolder({ holder: _, ...parcel }: Parcel): Parcel {
  return parcel;
}

function sealedWith(sealNo: string | undefined): Pick<Parcel, 'sealNo'> {
  return sealNo === undefined ? {} : { sealNo };
}

/** A unit has it by the person who acted, if he is one of its own. */
export function heldBy(unit: string, { actor }: Pick<Envelope, 'actor'>): Holder {
  return actor.unit === unit ? { unit, person: actor.id } : { unit };
}
