import { type Breach, missing, refuse, requireSystem, requireUnit, unlessInsisted, wrongRole } from '@hoso/contracts';
import {
  at,
  atCounter,
  atEitherSide,
  atPost,
  notInState,
  saysTheSame,
  signatures,
  uninvited,
  unsigned,
  unsound,
} from './breaches.ts';
import type { ShipmentCommandOf } from './shipment-command.ts';
import type { Begun, ShipmentEvent, ShipmentState } from './shipment-state.ts';

/** The result of a dossier waits for the post. */
export function arrange(command: ShipmentCommandOf<'ArrangeShipment'>, state: ShipmentState): readonly ShipmentEvent[] {
  const { actor, post, shipment } = command;
  requireSystem(actor);
  const { oneStop, readyAt } = command.data;
  if (state.status !== 'none') {
    const told = state.direction === 'to-applicant' && state.content === undefined ? state.arrangement : undefined;
    return told?.readyAt === readyAt && told.oneStop === oneStop ? [] : refuse('ShipmentAlreadyBegun', { shipment });
  }
  return [{ type: 'ShipmentArranged', data: { ...at(command), direction: 'to-applicant', oneStop, post, readyAt } }];
}

/** Papers that are no result: after a refusal, or with a supplement slip. */
export function sendBack(command: ShipmentCommandOf<'SendPapersBack'>, state: ShipmentState): readonly ShipmentEvent[] {
  const { actor, insist, occurredAt, post, shipment } = command;
  const { oneStop } = command.known;
  requireUnit(actor, oneStop);
  const { content } = command.data;
  if (state.status !== 'none') {
    const same = state.direction === 'to-applicant' && state.content === content && state.beganAt === occurredAt;
    return same ? [] : refuse('ShipmentAlreadyBegun', { shipment });
  }
  const insisted = unlessInsisted(insist, wrongRole(actor, ['clerk', 'one-stop-head']));
  const data = { ...at(command), direction: 'to-applicant' as const, oneStop, post, readyAt: occurredAt, content };
  return [{ type: 'ShipmentArranged', data: { ...data, ...insisted } }];
}

/** While it still lies at the one-stop unit, it may stay there. */
export function cancel(command: ShipmentCommandOf<'CancelShipment'>, state: Begun): readonly ShipmentEvent[] {
  const { insist } = command;
  const breach = atCounter(command, state);
  const { reason } = command.data;
  if (state.status === 'cancelled' && state.reason === reason) return [];
  if (state.status !== 'arranged') return notInState(command, state);
  return [
    {
      type: 'ShipmentCancelled',
      data: { ...at(command), reason, content: state.content, ...unlessInsisted(insist, breach) },
    },
  ];
}

/** Counted, sealed, co-signed (QĐ 45/2016 Đ9). Where no office is named, whichever comes for it carries it. */
export function handToPost(command: ShipmentCommandOf<'HandResultToPost'>, state: Begun): readonly ShipmentEvent[] {
  const { actor, insist, originals: held, kept, waybill } = command;
  if (state.direction !== 'to-applicant') return notInState(command, state);
  if (state.post === undefined && actor.role !== 'postal') refuse('RoleNotAllowed', { role: actor.role });
  const { oneStop, post = actor.unit } = state;
  const breach = atEitherSide(command, oneStop, post);
  const { counted, sealNo, signedBy: given, originals, deliverAt } = command.data;
  const signedBy = signatures(command, given, post);
  const { content } = state;
  const data = {
    ...{ ...at(command), post, oneStop, ...waybill, counted, sealNo, signedBy },
    ...{ originals, deliverAt, content },
  };
  if (state.status === 'in-transit' && saysTheSame(state.handed, data)) return [];
  if (state.status !== 'arranged') return notInState(command, state);
  requireHandedIn([...held, ...kept], originals);
  const insisted = unlessInsisted(
    insist,
    breach,
    missing('counted', counted),
    missing('sealNo', sealNo),
    ...unsigned(command, signedBy, { post, oneStop }),
    content === 'supplement-slip' ? undefined : leftBehind(held, originals),
    state.order && state.order.item !== waybill.item
      ? { code: 'ItemNotOrdered', params: { item: waybill.item, expected: state.order.item } }
      : undefined,
  );
  return [{ type: 'ResultHandedToPost', data: { ...data, ...insisted } }];
}

/** Nobody sends an original that nobody took: neither the post, nor the counter. */
function requireHandedIn(held: readonly string[], originals: readonly string[] = []): void {
  const documents = originals.filter((document) => !held.includes(document)).join(', ');
  if (documents !== '') refuse('OriginalNotTaken', { documents });
}

/** What the post brought as an original goes back with the result (61 Đ20.2; QĐ 45/2016 Đ8). */
function leftBehind(held: readonly string[], originals: readonly string[] = []): Breach | undefined {
  const documents = held.filter((document) => !originals.includes(document)).join(', ');
  return documents === '' ? undefined : { code: 'OriginalsLeft', params: { documents } };
}

export function invite(command: ShipmentCommandOf<'InviteRecipient'>, state: Begun): readonly ShipmentEvent[] {
  const { insist, occurredAt } = command;
  if (!('handed' in state)) return notInState(command, state);
  const breach = atPost(command, state.post);
  const { means } = command.data;
  if (state.invitations.some((one) => one.means === means && one.at === occurredAt)) return [];
  if (state.status !== 'in-transit') return notInState(command, state);
  const count = state.invitations.length + 1;
  return [{ type: 'DeliveryInvited', data: { ...at(command), count, means, ...unlessInsisted(insist, breach) } }];
}

/** To whom it is due, who proves and signs it (TT 17/2017 5.2.d, QĐ 45/2016 Đ10). */
export function deliver(command: ShipmentCommandOf<'DeliverItem'>, state: Begun): readonly ShipmentEvent[] {
  const { insist } = command;
  if (!('handed' in state)) return notInState(command, state);
  const breach = atPost(command, state.post);
  const { to, idDocument, authorisation, recipientSigned: signed, sealNo, intact } = command.data;
  const recipientSigned = signed ? (true as const) : undefined;
  const held = { content: state.content, originals: state.handed.originals };
  const data = { ...at(command), to, idDocument, authorisation, recipientSigned, sealNo, intact, ...held };
  if (state.status === 'delivered' && saysTheSame(state.delivery, data)) return [];
  if (state.status !== 'in-transit') return notInState(command, state);
  const insisted = unlessInsisted(
    insist,
    breach,
    missing('idDocument', idDocument),
    to === 'authorised-person' ? missing('authorisation', authorisation) : undefined,
    missing('recipientSigned', recipientSigned),
    unsound(data, state.handed.sealNo),
  );
  return [{ type: 'Delivered', data: { ...data, ...insisted } }];
}

/** Nobody takes it: it goes back. An addressee who refuses needs no second invitation. */
export function returnToAgency(command: ShipmentCommandOf<'ReturnToAgency'>, state: Begun): readonly ShipmentEvent[] {
  const { calendar, insist } = command;
  if (!('handed' in state)) return notInState(command, state);
  const breach = atPost(command, state.post);
  const { reason } = command.data;
  const data = { ...at(command), reason, invitations: state.invitations.length };
  if (state.status === 'returning' && saysTheSame(state.returned, data)) return [];
  if (state.status !== 'in-transit') return notInState(command, state);
  const insisted = unlessInsisted(insist, breach, reason === 'refused' ? undefined : uninvited(state, calendar));
  return [{ type: 'ReturnedToAgency', data: { ...data, ...insisted } }];
}

export function takeBack(command: ShipmentCommandOf<'TakeItemBack'>, state: Begun): readonly ShipmentEvent[] {
  const { insist } = command;
  if (!('handed' in state)) return notInState(command, state);
  const { post, oneStop } = state;
  const breach = atEitherSide(command, oneStop, post);
  const signedBy = signatures(command, command.data.signedBy, post);
  const held = { content: state.content, originals: state.handed.originals };
  const data = { ...at(command), post, oneStop, signedBy, ...held };
  if (state.status === 'taken-back' && saysTheSame(state.takenBack, data)) return [];
  if (state.status !== 'returning') return notInState(command, state);
  const insisted = unlessInsisted(insist, breach, ...unsigned(command, signedBy, { post, oneStop }));
  return [{ type: 'ReturnTakenBack', data: { ...data, ...insisted } }];
}
