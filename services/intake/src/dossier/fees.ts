import { refuse, unlessInsisted } from '@hoso/contracts';
import { atCounter, ended, notInState } from './at-counter.ts';
import { owed, total } from './counter-book.ts';
import type { DossierCommandOf } from './dossier-command.ts';
import type { Begun, DossierEvent } from './dossier-state.ts';

/** Not more in all than the procedure says, where it says anything (V31). An equal charge is the same one. */
export function chargeFee(command: DossierCommandOf<'ChargeFee'>, state: Begun): readonly DossierEvent[] {
  const { data, insist, published } = command;
  const breach = atCounter(command, state);
  const { charges } = state.book;
  const last = charges.at(-1);
  if (last && last.amount === data.amount && last.payableAt === data.payableAt) return [];
  if (ended(state)) return notInState(command, state);
  const charged = total(charges) + data.amount;
  const insisted = unlessInsisted(
    insist,
    breach,
    published !== undefined && charged > published
      ? { code: 'FeeAbovePublished', params: { total: charged, published } }
      : undefined,
  );
  return [{ type: 'FeeCharged', data: { ...data, total: charged, published, ...insisted } }];
}

/** The receipt may be given with it, or after it; that there is none is for the audit to find (V31). */
export function payFee(command: DossierCommandOf<'PayFee'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  const { amount, means, receiptNo } = data;
  const { payments } = state.book;
  const last = payments.at(-1);
  if (last && last.amount === amount && last.means === means && last.receiptNo === receiptNo) return [];
  const left = owed(state.book);
  const insisted = unlessInsisted(
    insist,
    breach,
    amount > left ? { code: 'FeeNotOwed', params: { amount, owed: left } } : undefined,
  );
  const payment = (last?.payment ?? 0) + 1;
  const paid: DossierEvent = { type: 'FeePaid', data: { payment, amount, means, ...insisted } };
  if (receiptNo === undefined) return [paid];
  return [paid, { type: 'FeeReceiptIssued', data: { payment, receiptNo } }];
}

export function issueFeeReceipt(command: DossierCommandOf<'IssueFeeReceipt'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  const { payments } = state.book;
  const { receiptNo, payment = payments.at(-1)?.payment ?? 0 } = data;
  const paid = payments.find((one) => one.payment === payment);
  if (!paid) return refuse('PaymentNotFound', { payment });
  if (paid.receiptNo === receiptNo) return [];
  if (paid.receiptNo !== undefined) refuse('ReceiptAlreadyIssued', { payment, receiptNo: paid.receiptNo });
  return [{ type: 'FeeReceiptIssued', data: { payment, receiptNo, ...unlessInsisted(insist, breach) } }];
}
