import { refuse, requireUnit, unlessInsisted, wrongRole } from '@hoso/contracts';
import { type Decider, unreachable } from '@hoso/event-sourcing';
import { at, atPost, notInState, saysTheSame } from './breaches.ts';
import { isTold } from './carrier-events.ts';
import { collect, collectSupplement, seal, signMinutes } from './collection.ts';
import { arrange, cancel, deliver, handToPost, invite, returnToAgency, sendBack, takeBack } from './delivery.ts';
import { collectFee, payCompensation, remitFees } from './money.ts';
import { bringReceipt, giveReceipt, notifyDelivery, reportForceMajeure } from './notices.ts';
import { orderCarriage } from './order.ts';
import type { ShipmentCommand, ShipmentCommandOf } from './shipment-command.ts';
import {
  type Begun,
  carrierEventOf,
  evolveShipment,
  initialShipment,
  type ShipmentEvent,
  type ShipmentState,
} from './shipment-state.ts';

/** The chain of custody of what goes by post, either way: stream `shipment-<dossier>-<n>`. */
export const shipment: Decider<ShipmentCommand, ShipmentState, ShipmentEvent> = {
  initial: initialShipment,
  decide,
  evolve: evolveShipment,
};

/** What a carrier may tell of one item: more is a fault of its own. */
export const carrierEventsMax = 500;

function decide(command: ShipmentCommand, state: ShipmentState): readonly ShipmentEvent[] {
  if (command.type === 'CollectDossier') return collect(command, state);
  if (command.type === 'CollectSupplement') return collectSupplement(command, state);
  if (command.type === 'ArrangeShipment') return arrange(command, state);
  if (command.type === 'SendPapersBack') return sendBack(command, state);
  const begun = found(command, state);
  if (command.type === 'RecordCarrierEvent') return recordCarrierEvent(command, begun);
  notBefore(command, begun);
  switch (command.type) {
    case 'SealItem':
      return seal(command, begun);
    case 'SignHandoverMinutes':
      return signMinutes(command, begun);
    case 'CancelShipment':
      return cancel(command, begun);
    case 'HandResultToPost':
      return handToPost(command, begun);
    case 'InviteRecipient':
      return invite(command, begun);
    case 'DeliverItem':
      return deliver(command, begun);
    case 'ReturnToAgency':
      return returnToAgency(command, begun);
    case 'TakeItemBack':
      return takeBack(command, begun);
    case 'ReportLossOrDamage':
      return report(command, begun);
    case 'OrderCarriage':
      return orderCarriage(command, begun);
    case 'CollectFee':
      return collectFee(command, begun);
    case 'RemitFees':
      return remitFees(command, begun);
    case 'GiveReceiptToPost':
      return giveReceipt(command, begun);
    case 'BringReceiptBack':
      return bringReceipt(command, begun);
    case 'NotifyDelivery':
      return notifyDelivery(command, begun);
    case 'ReportForceMajeure':
      return reportForceMajeure(command, begun);
    case 'PayCompensation':
      return payCompensation(command, begun);
    default:
      return unreachable(command);
  }
}

/**
 * Whatever a carrier tells is kept, in any order, at any time, also what contradicts the rest. It moves no shipment:
 * custody passes by signature.
 */
function recordCarrierEvent(command: ShipmentCommandOf<'RecordCarrierEvent'>, state: Begun): readonly ShipmentEvent[] {
  const { actor, insist, occurredAt } = command;
  // Of what was never ordered nor handed over no carrier can know.
  const isKnown = state.direction === 'to-agency' || 'handed' in state || state.order !== undefined;
  if (!isKnown || state.post === undefined) return notInState(command, state);
  if (actor.role !== 'system') requireUnit(actor, state.post);
  const { carrierEventId, status, place } = command.data;
  const data = { ...at(command), carrierEventId, status, place, at: occurredAt };
  if (isTold(state.carrierEvents, carrierEventOf(data))) return [];
  const count = state.carrierEvents.length;
  if (count >= carrierEventsMax) refuse('CarrierEventsExhausted', { count });
  const insisted = unlessInsisted(insist, wrongRole(actor, ['postal', 'system']));
  return [{ type: 'CarrierEventRecorded', data: { ...data, ...insisted } }];
}

/** By whoever has it. */
function report(command: ShipmentCommandOf<'ReportLossOrDamage'>, state: Begun): readonly ShipmentEvent[] {
  const { insist } = command;
  if (state.status === 'arranged' || state.status === 'cancelled') return notInState(command, state);
  const breach = atPost(command, state.post);
  const { kind, note } = command.data;
  const data = { ...at(command), direction: state.direction, kind, note, content: state.content };
  const before = state.status === 'lost' ? state.loss : state.damage;
  if (before && saysTheSame(before, data)) return [];
  if (!carrying.includes(state.status)) return notInState(command, state);
  return [{ type: 'LostOrDamaged', data: { ...data, ...unlessInsisted(insist, breach) } }];
}

const carrying: readonly Begun['status'][] = ['accepted', 'sealed', 'in-transit', 'returning'];

function found({ dossier, shipment: number }: ShipmentCommand, state: ShipmentState): Begun {
  return state.status === 'none' ? refuse('ShipmentNotFound', { dossier, shipment: number }) : state;
}

/** A late `occurredAt` is evidence and stays; one before the shipment's own beginning cannot be. */
function notBefore({ actor, occurredAt }: ShipmentCommand, { beganAt: last }: Begun): void {
  if (actor.role !== 'system' && occurredAt < last) refuse('BeforeReception', { occurredAt, last });
}
