import { z } from 'zod';
import { numberOf, textOf } from './dossier-event.ts';
import { type Awaited, type LawMachine, lawfully, nothingAwaited, type Seen } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { EventName, ruleHead } from './rule-head.ts';

/** What the post collected for the agency is remitted when the dossier is handed over (QĐ 45/2016 Đ7.5, Đ15.2). */
export const FeesRemitted = z.strictObject({
  ...ruleHead,
  template: z.literal('fees-remitted'),
  handover: EventName,
  /** What the post collects for itself is none of them. */
  purpose: z.string().min(1),
});
type FeesRemitted = z.infer<typeof FeesRemitted>;

export const feesRemittedFacts = ['amount', 'handoverAt'] as const;

/** Of each shipment it remembers what is left to remit (`count`), and the handover. */
export function feesRemitted({ handover, purpose }: FeesRemitted): LawMachine {
  return {
    types: ['FeeCollected', 'FeesRemitted', handover],
    eat: (seen, { event }) => {
      const { type, stream, position, occurredAt: at, actor } = event;
      if (type === handover) {
        const by = { unit: actor.unit, person: actor.id };
        return lawfully([...seen, { position, key: handedOver(stream), at, until: at, by }]);
      }
      if (type === 'FeeCollected' && textOf(event, 'purpose') !== purpose) return lawfully(seen);
      const known = seen.find(({ key }) => key === stream);
      const amount = (type === 'FeeCollected' ? 1 : -1) * (numberOf(event, 'amount') ?? 0);
      const left = { position, at, key: stream, ...known, count: (known?.count ?? 0) + amount };
      return lawfully([...seen.filter((one) => one !== known), left]);
    },
    awaits: (seen) => (seen.length === 0 ? nothingAwaited : seen.flatMap((one) => unremitted(one, seen))),
  };
}

function handedOver(stream: string): string {
  return `${stream} handed over`;
}

function unremitted({ until, key, position, by }: Seen[number], seen: Seen): readonly Awaited[] {
  const left = seen.find((one) => handedOver(one.key) === key);
  const amount = left?.count ?? 0;
  if (until === undefined || !left || amount <= 0) return nothingAwaited;
  const facts = () => ({ amount, handoverAt: instantText(until) });
  return [{ until, positions: [left.position, position], facts, ...(by ? { by } : {}) }];
}
