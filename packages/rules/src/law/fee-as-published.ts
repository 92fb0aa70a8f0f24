import { z } from 'zod';
import { type DossierEvent, fieldOf, numberOf } from './dossier-event.ts';
import { awaitedFor, breaching, type LawMachine, lawfully } from './law-machine.ts';
import { endOfLocalDay, localDayAt } from './local-time.ts';
import { ruleHead } from './rule-head.ts';

/**
 * Nobody is charged more in all than is published, where anything is; whoever pays gets a receipt: from the post with
 * the payment, at the counter by the end of that day.
 */
export const FeeAsPublished = z.strictObject({ ...ruleHead, template: z.literal('fee-as-published') });

export const feeAsPublishedFacts = ['fault', 'amount', 'published'] as const;

/** Remembers payments without a receipt: `count` is what was paid. */
export function feeAsPublished(): LawMachine {
  return {
    types: ['FeeCharged', 'FeePaid', 'FeeReceiptIssued', 'FeeCollected'],
    eat: (seen, { event }) => {
      const { type, position, occurredAt: at } = event;
      const amount = numberOf(event, 'amount') ?? 0;
      switch (type) {
        case 'FeeCharged': {
          const [total, published] = [numberOf(event, 'total') ?? amount, numberOf(event, 'published')];
          if (published === undefined || total <= published) return lawfully(seen);
          const facts = { fault: 'above-published', amount: total, published };
          return breaching(seen, { positions: [position], facts });
        }
        case 'FeeCollected':
          if (fieldOf(event, 'receiptNo') !== undefined) return lawfully(seen);
          return breaching(seen, { positions: [position], facts: withoutReceipt(amount) });
        case 'FeePaid': {
          const until = endOfLocalDay(localDayAt(at));
          return lawfully([...seen, { position, key: paymentOf(event), at, until, count: amount }]);
        }
        default:
          return lawfully(seen.filter(({ key }) => key !== paymentOf(event)));
      }
    },
    awaits: (seen) => awaitedFor(seen, ({ count = 0 }) => withoutReceipt(count)),
  };
}

function paymentOf(event: DossierEvent): string {
  return String(numberOf(event, 'payment') ?? '');
}

function withoutReceipt(amount: number) {
  return { fault: 'no-receipt', amount };
}
