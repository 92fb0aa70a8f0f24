import type { DossierState } from '@hoso/contracts';
import type { StandingEvent } from './standing-events.ts';

type Money = NonNullable<DossierState['money']>;

const nothing: Money = { charged: 0, paid: 0, receipted: 0, collected: 0, remitted: 0, compensated: 0 };

/** What a dossier has cost after these of its events, in đồng; nothing where no money was ever spoken of. */
export function moneyAfter(events: readonly StandingEvent[]): Money | undefined {
  const payments: number[] = [];
  const receipted = new Set<number>();
  let money: Money | undefined;
  const add = (member: keyof Money, amount: number): void => {
    money = { ...(money ?? nothing), [member]: (money ?? nothing)[member] + amount };
  };
  for (const event of events) {
    switch (event.type) {
      case 'FeeCharged':
        add('charged', event.data.amount);
        break;
      case 'FeePaid':
        payments[event.data.payment] = event.data.amount;
        add('paid', event.data.amount);
        break;
      case 'FeeReceiptIssued':
        // A second receipt for a payment is no second payment.
        if (receipted.has(event.data.payment)) break;
        receipted.add(event.data.payment);
        add('receipted', payments[event.data.payment] ?? 0);
        break;
      case 'FeeCollected':
        if (event.data.purpose === 'procedure') add('collected', event.data.amount);
        break;
      case 'FeesRemitted':
        add('remitted', event.data.amount);
        break;
      case 'CompensationPaid':
        add('compensated', event.data.amount);
        break;
      default:
    }
  }
  return money;
}
