import type { PaidFee } from '@hoso/contracts';
import { streamCategory } from '@hoso/event-sourcing';
import type { PaperEvent } from './paper-history.ts';

/**
 * What was paid of a procedure's fee, at the counter or to the post, each with its receipt where there is one. What was
 * written down by mistake is left out.
 */
export function paidFees(history: readonly PaperEvent[]): readonly PaidFee[] {
  const mistaken = new Set(history.flatMap((event) => (event.type === 'Corrected' ? [event.data.of] : [])));
  const standing = history.filter(
    ({ stream, version }) => streamCategory(stream) !== 'dossier' || !mistaken.has(version),
  );
  const receipts = new Map(
    standing.flatMap(({ type, data }) =>
      type === 'FeeReceiptIssued' ? [[data.payment, data.receiptNo] as const] : [],
    ),
  );
  return standing.flatMap(({ type, data, occurredAt: at }): readonly PaidFee[] => {
    if (type === 'FeePaid') return [paid(data.amount, at, receipts.get(data.payment))];
    if (type === 'FeeCollected' && data.purpose === 'procedure') return [paid(data.amount, at, data.receiptNo)];
    return [];
  });
}

function paid(amount: number, at: string, receiptNo: string | undefined): PaidFee {
  return { amount, at, ...(receiptNo === undefined ? {} : { receiptNo }) };
}
