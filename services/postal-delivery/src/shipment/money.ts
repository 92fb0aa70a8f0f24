import { type Breach, missing, refuse, unlessInsisted } from '@hoso/contracts';
import { at, atEitherSide, atPost, notInState, saysTheSame, signatures, unsigned } from './breaches.ts';
import type { ShipmentCommandOf } from './shipment-command.ts';
import type { Begun, ShipmentEvent } from './shipment-state.ts';

/** Whoever pays gets a receipt (QĐ 45/2016 Đ6, Đ11). */
export function collectFee(command: ShipmentCommandOf<'CollectFee'>, state: Begun): readonly ShipmentEvent[] {
  const { insist, occurredAt } = command;
  if (state.post === undefined || state.status === 'cancelled') return notInState(command, state);
  const breach = atPost(command, state.post);
  const { purpose, amount, receiptNo } = command.data;
  const data = { ...at(command), purpose, amount, receiptNo };
  if (state.money.fees.some((fee) => fee.at === occurredAt && saysTheSame(fee.said, data))) return [];
  const insisted = unlessInsisted(insist, breach, missing('receiptNo', receiptNo));
  return [{ type: 'FeeCollected', data: { ...data, ...insisted } }];
}

/** To the one-stop unit, all of it and in time (QĐ 45/2016 Đ7.5, Đ15.2). */
export function remitFees(command: ShipmentCommandOf<'RemitFees'>, state: Begun): readonly ShipmentEvent[] {
  const { insist, occurredAt } = command;
  const { post, oneStop } = state;
  if (post === undefined) return notInState(command, state);
  const breach = atEitherSide(command, oneStop, post);
  const { amount, voucherNo, signedBy: given } = command.data;
  const signedBy = signatures(command, given, post);
  const data = { ...at(command), post, oneStop, amount, voucherNo, signedBy };
  if (state.money.remittances.some((one) => one.at === occurredAt && saysTheSame(one.said, data))) return [];
  const left = leftToRemit(state);
  if (amount > left) refuse('RemittedTooMuch', { amount, left });
  const insisted = unlessInsisted(
    insist,
    breach,
    missing('voucherNo', voucherNo),
    ...unsigned(command, signedBy, { post, oneStop }),
  );
  return [{ type: 'FeesRemitted', data: { ...data, ...insisted } }];
}

/** Four times what the carriage cost, at least, where that is known (NĐ 47/2011 Đ25). */
export function payCompensation(command: ShipmentCommandOf<'PayCompensation'>, state: Begun): readonly ShipmentEvent[] {
  const { insist } = command;
  if (state.post === undefined) return notInState(command, state);
  const breach = atPost(command, state.post);
  const { amount, receiptNo } = command.data;
  const data = { ...at(command), amount, receiptNo };
  if (state.compensation && saysTheSame(state.compensation, data)) return [];
  if (state.compensation || (state.status !== 'lost' && !state.damage)) return notInState(command, state);
  const least = 4 * sumOf(state, 'carriage');
  const insisted = unlessInsisted(
    insist,
    breach,
    missing('receiptNo', receiptNo),
    amount < least ? { code: 'CompensationTooLow', params: { least } } : undefined,
  );
  return [{ type: 'CompensationPaid', data: { ...data, ...insisted } }];
}

/** What was collected for the agency is remitted when the dossier is handed over. */
export function unremitted(state: Begun): Breach | undefined {
  const amount = leftToRemit(state);
  return amount > 0 ? { code: 'FeesNotRemitted', params: { amount } } : undefined;
}

function leftToRemit(state: Begun): number {
  const remitted = state.money.remittances.reduce((sum, { said }) => sum + said.amount, 0);
  return sumOf(state, 'procedure') - remitted;
}

function sumOf({ money }: Begun, purpose: 'procedure' | 'carriage'): number {
  return money.fees.reduce((sum, { said }) => (said.purpose === purpose ? sum + said.amount : sum), 0);
}
