import type { CarrierEvent, ShipmentContent, shipmentEventTypes } from '@hoso/contracts';
import { type EventOf, type Happened, type Instant, type Personal, unreachable } from '@hoso/event-sourcing';
import { withCarrierEvent } from './carrier-events.ts';

export type ShipmentEvent = EventOf<(typeof shipmentEventTypes)[number]>;

/** What an event of one type says. */
export type Told<Type extends ShipmentEvent['type']> = Extract<ShipmentEvent, { readonly type: Type }>['data'];

/** What is true of every shipment once it began. */
interface Known {
  readonly oneStop: string;
  readonly beganAt: Instant;
  /** In the order in which it happened. */
  readonly carrierEvents: readonly CarrierEvent[];
  /** Absent for what the post carries as a rule. */
  readonly content?: ShipmentContent;
  readonly money: Money;
  readonly forceMajeure: readonly ToldAt<'ForceMajeureReported'>[];
  readonly damage?: Told<'LostOrDamaged'>;
  readonly compensation?: Told<'CompensationPaid'>;
}

/** What an event of one type says, and when it happened. */
export interface ToldAt<Type extends ShipmentEvent['type']> {
  readonly said: Told<Type>;
  readonly at: Instant;
}

/** What the post collected on the way, and what the agency has of it. */
export interface Money {
  readonly fees: readonly ToldAt<'FeeCollected'>[];
  readonly remittances: readonly ToldAt<'FeesRemitted'>[];
}

/** A dossier, or its supplement, on its way to the one-stop unit. */
export interface Collected extends Known {
  readonly direction: 'to-agency';
  readonly post: string;
  readonly collection: Told<'PostalItemAccepted'> | Told<'SupplementAccepted'>;
}

/** The one-stop unit has it; a receipt slip may go back the same way. */
interface HandedOver extends Collected {
  readonly minutes: Told<'HandoverMinutesSigned'>;
  readonly slip?: Told<'ReceiptGivenToPost'>;
  readonly slipBrought?: Told<'ReceiptBroughtBack'>;
}

/** A result that waits for the post, or papers that go back. */
export interface Arranged extends Known {
  readonly direction: 'to-applicant';
  readonly post: string | undefined;
  readonly arrangement: Told<'ShipmentArranged'>;
  readonly order?: Told<'CarriageOrdered'>;
  readonly orderRefused?: Told<'CarriageOrderRefused'>;
  readonly orderUnanswered?: Told<'CarriageOrderUnanswered'>;
}

/** A result that the post has, or had. */
export interface Carried extends Arranged {
  readonly post: string;
  readonly handed: Told<'ResultHandedToPost'>;
  readonly invitations: readonly { readonly means: string; readonly at: Instant }[];
}

/** A shipment, either way, as far as it has come. */
export type ShipmentState =
  | { readonly status: 'none' }
  | (Collected & { readonly status: 'accepted' })
  | (Collected & { readonly status: 'sealed'; readonly seal: Told<'ItemSealed'> })
  | (HandedOver & { readonly status: 'handed-over' })
  | (Arranged & { readonly status: 'arranged' })
  | (Arranged & { readonly status: 'cancelled'; readonly reason: Personal<string> })
  | (Carried & { readonly status: 'in-transit' })
  | (Carried & {
      readonly status: 'delivered';
      readonly delivery: Told<'Delivered'>;
      readonly notice?: Told<'DeliveryNotified'>;
    })
  | (Carried & { readonly status: 'returning'; readonly returned: Told<'ReturnedToAgency'> })
  | (Carried & { readonly status: 'taken-back'; readonly takenBack: Told<'ReturnTakenBack'> })
  | ((Collected | Carried) & { readonly status: 'lost'; readonly loss: Told<'LostOrDamaged'> });

/** Any shipment that exists. */
export type Begun = Exclude<ShipmentState, { readonly status: 'none' }>;

export const initialShipment: ShipmentState = { status: 'none' };

/** History happened: what does not fit a state, since somebody else wrote it, leaves the state as it is. */
export function evolveShipment(state: ShipmentState, event: Happened<ShipmentEvent>): ShipmentState {
  if (state.status === 'none') return begun(state, event);
  switch (event.type) {
    case 'PostalItemAccepted':
    case 'SupplementAccepted':
    case 'ShipmentArranged':
      return state;
    case 'FeeCollected':
      return withMoney(state, { fees: [...state.money.fees, { said: event.data, at: event.occurredAt }] });
    case 'FeesRemitted':
      return withMoney(state, {
        remittances: [...state.money.remittances, { said: event.data, at: event.occurredAt }],
      });
    case 'ForceMajeureReported':
      return { ...state, forceMajeure: [...state.forceMajeure, { said: event.data, at: event.occurredAt }] };
    case 'CompensationPaid':
      return { ...state, compensation: event.data };
    case 'CarrierEventRecorded':
      return { ...state, carrierEvents: withCarrierEvent(state.carrierEvents, carrierEventOf(event.data)) };
    case 'LostOrDamaged':
      return lostOrDamaged(state, event.data);
    default:
      return state.direction === 'to-agency' ? evolveCollected(state, event) : evolveArranged(state, event);
  }
}

/** What is compared of a carrier's event: not which shipment it was told of, nor whether somebody insisted. */
export function carrierEventOf(data: Told<'CarrierEventRecorded'>): CarrierEvent {
  const { carrierEventId, status, place, at } = data;
  return { carrierEventId, status, ...(place === undefined ? {} : { place }), at };
}

function begun(none: ShipmentState, { type, data, occurredAt: beganAt }: Happened<ShipmentEvent>): ShipmentState {
  const nothingYet = { beganAt, carrierEvents: [], money: { fees: [], remittances: [] }, forceMajeure: [] };
  switch (type) {
    case 'PostalItemAccepted':
    case 'SupplementAccepted': {
      const { direction, oneStop, post } = data;
      const content = type === 'SupplementAccepted' ? ({ content: 'supplement' } as const) : {};
      return { status: 'accepted', direction, oneStop, post, ...nothingYet, ...content, collection: data };
    }
    case 'ShipmentArranged': {
      const { direction, oneStop, post, content } = data;
      const other = content === undefined ? {} : { content };
      return { status: 'arranged', direction, oneStop, post, ...nothingYet, ...other, arrangement: data };
    }
    default:
      return none;
  }
}

function withMoney(state: Begun, more: Partial<Money>): ShipmentState {
  return { ...state, money: { ...state.money, ...more } };
}

/** What changes hands or comes to an end. */
type Later = Exclude<
  ShipmentEvent,
  {
    readonly type:
      | 'PostalItemAccepted'
      | 'SupplementAccepted'
      | 'ShipmentArranged'
      | 'FeeCollected'
      | 'FeesRemitted'
      | 'ForceMajeureReported'
      | 'CompensationPaid'
      | 'CarrierEventRecorded'
      | 'LostOrDamaged';
  }
>;

/** Lost is an end; what is damaged goes on. */
function lostOrDamaged(state: Begun, data: Told<'LostOrDamaged'>): ShipmentState {
  if (data.kind === 'damaged') return { ...state, damage: data };
  if (state.direction === 'to-agency') return { ...collectedPart(state), status: 'lost', loss: data };
  return 'handed' in state ? { ...carriedPart(state), status: 'lost', loss: data } : state;
}

function evolveCollected(state: Extract<Begun, Collected>, event: Happened<Later>): ShipmentState {
  if (event.type === 'ItemSealed') return { ...collectedPart(state), status: 'sealed', seal: event.data };
  if (event.type === 'HandoverMinutesSigned') {
    return { ...collectedPart(state), status: 'handed-over', minutes: event.data };
  }
  if (state.status !== 'handed-over') return state;
  if (event.type === 'ReceiptGivenToPost') return { ...state, slip: event.data };
  return event.type === 'ReceiptBroughtBack' ? { ...state, slipBrought: event.data } : state;
}

function evolveArranged(state: Extract<Begun, Arranged>, event: Happened<Later>): ShipmentState {
  switch (event.type) {
    case 'CarriageOrdered':
      return { ...state, order: event.data };
    case 'CarriageOrderRefused':
      return { ...state, orderRefused: event.data };
    case 'CarriageOrderUnanswered':
      return { ...state, orderUnanswered: event.data };
    case 'ShipmentCancelled':
      return { ...arrangedPart(state), status: 'cancelled', reason: event.data.reason };
    case 'ResultHandedToPost': {
      const { post } = event.data;
      return { ...arrangedPart(state), post, status: 'in-transit', handed: event.data, invitations: [] };
    }
    default:
      return 'handed' in state ? evolveCarried(state, event) : state;
  }
}

type Carrying = Exclude<
  Later,
  {
    readonly type:
      | 'ShipmentCancelled'
      | 'ResultHandedToPost'
      | 'CarriageOrdered'
      | 'CarriageOrderRefused'
      | 'CarriageOrderUnanswered';
  }
>;

function evolveCarried(state: Extract<Begun, Carried>, event: Happened<Carrying>): ShipmentState {
  switch (event.type) {
    case 'DeliveryInvited': {
      const invitation = { means: event.data.means, at: event.occurredAt };
      return { ...state, invitations: [...state.invitations, invitation] };
    }
    case 'Delivered':
      return { ...carriedPart(state), status: 'delivered', delivery: event.data };
    case 'DeliveryNotified':
      return state.status === 'delivered' ? { ...state, notice: event.data } : state;
    case 'ReturnedToAgency':
      return { ...carriedPart(state), status: 'returning', returned: event.data };
    case 'ReturnTakenBack':
      return { ...carriedPart(state), status: 'taken-back', takenBack: event.data };
    case 'ItemSealed':
    case 'HandoverMinutesSigned':
    case 'ReceiptGivenToPost':
    case 'ReceiptBroughtBack':
      return state;
    default:
      return unreachable(event);
  }
}

function knownPart(state: Known): Known {
  const { oneStop, beganAt, carrierEvents, content, money, forceMajeure, damage, compensation } = state;
  return {
    ...{ oneStop, beganAt, carrierEvents, money, forceMajeure },
    ...(content === undefined ? {} : { content }),
    ...(damage ? { damage } : {}),
    ...(compensation ? { compensation } : {}),
  };
}

function collectedPart(state: Collected): Collected {
  return { ...knownPart(state), direction: state.direction, post: state.post, collection: state.collection };
}

function arrangedPart(state: Arranged): Arranged {
  const { direction, post, arrangement, order, orderRefused, orderUnanswered } = state;
  return {
    ...{ ...knownPart(state), direction, post, arrangement },
    ...(order ? { order } : {}),
    ...(orderRefused ? { orderRefused } : {}),
    ...(orderUnanswered ? { orderUnanswered } : {}),
  };
}

function carriedPart(state: Carried): Carried {
  return { ...arrangedPart(state), post: state.post, handed: state.handed, invitations: state.invitations };
}
