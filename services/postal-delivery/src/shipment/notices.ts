import { missing, unlessInsisted } from '@hoso/contracts';
import { at, atEitherSide, atPost, notInState, saysTheSame, signatures, unsigned } from './breaches.ts';
import type { ShipmentCommandOf } from './shipment-command.ts';
import type { Begun, ShipmentEvent } from './shipment-state.ts';

/** The post brings the receipt slip to the applicant (QĐ 45/2016 Đ7.5). */
export function giveReceipt(command: ShipmentCommandOf<'GiveReceiptToPost'>, state: Begun): readonly ShipmentEvent[] {
  const { insist } = command;
  if (state.status !== 'handed-over') return notInState(command, state);
  const { post, oneStop } = state;
  const breach = atEitherSide(command, oneStop, post);
  const { slipNo, signedBy: given } = command.data;
  const signedBy = signatures(command, given, post);
  const data = { ...at(command), post, oneStop, slipNo, signedBy };
  if (state.slip && saysTheSame(state.slip, data)) return [];
  if (state.slip) return notInState(command, state);
  const insisted = unlessInsisted(
    insist,
    breach,
    missing('slipNo', slipNo),
    ...unsigned(command, signedBy, { post, oneStop }),
  );
  return [{ type: 'ReceiptGivenToPost', data: { ...data, ...insisted } }];
}

/** The slip itself can be brought only by whoever was given it. */
export function bringReceipt(command: ShipmentCommandOf<'BringReceiptBack'>, state: Begun): readonly ShipmentEvent[] {
  const { insist } = command;
  if (state.status !== 'handed-over') return notInState(command, state);
  const breach = atPost(command, state.post);
  const { by } = command.data;
  const data = { ...at(command), by };
  if (state.slipBrought && saysTheSame(state.slipBrought, data)) return [];
  if (state.slipBrought || (by === 'slip' && !state.slip)) return notInState(command, state);
  return [{ type: 'ReceiptBroughtBack', data: { ...data, ...unlessInsisted(insist, breach) } }];
}

/** TT 17/2017 Đ12. */
export function notifyDelivery(command: ShipmentCommandOf<'NotifyDelivery'>, state: Begun): readonly ShipmentEvent[] {
  const { insist } = command;
  if (state.status !== 'delivered') return notInState(command, state);
  const breach = atPost(command, state.post);
  const { means } = command.data;
  const data = { ...at(command), means };
  if (state.notice) return saysTheSame(state.notice, data) ? [] : notInState(command, state);
  return [{ type: 'DeliveryNotified', data: { ...data, ...unlessInsisted(insist, breach) } }];
}

/** By whoever carries it. */
export function reportForceMajeure(
  command: ShipmentCommandOf<'ReportForceMajeure'>,
  state: Begun,
): readonly ShipmentEvent[] {
  const { insist, occurredAt } = command;
  if (state.status === 'arranged' || state.status === 'cancelled') return notInState(command, state);
  const breach = atPost(command, state.post);
  const { note } = command.data;
  const data = { ...at(command), note };
  if (state.forceMajeure.some((one) => one.at === occurredAt && saysTheSame(one.said, data))) return [];
  return [{ type: 'ForceMajeureReported', data: { ...data, ...unlessInsisted(insist, breach) } }];
}
