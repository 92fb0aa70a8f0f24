import { z } from 'zod';
import { fieldAt } from './dossier-event.ts';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { EventName, ruleHead } from './rule-head.ts';

/**
 * The term of what came by post starts when the handover minutes were signed, or with the full supplement (QĐ 45/2016
 * Đ7.4). Minutes that lack one of `signed` are none to start from, and another rule's business.
 */
export const StartsAtHandover = z.strictObject({
  ...ruleHead,
  template: z.literal('starts-at-handover'),
  handover: EventName,
  signed: z.array(z.string().min(1)),
  supplement: EventName,
});
type StartsAtHandover = z.infer<typeof StartsAtHandover>;

export const startsAtHandoverFacts = ['startAt', 'handoverAt'] as const;

/** Remembers what the term has to start from: the last supplement, or else the minutes. */
export function startsAtHandover({ handover, signed, supplement }: StartsAtHandover): LawMachine {
  return {
    types: [handover, supplement, 'DossierReceived'],
    eat: (seen, { event, before, after: { reception } }) => {
      const { type, position, occurredAt: at } = event;
      const [from] = seen;
      if (before.reception) return lawfully(seen);
      if (type === handover) {
        const isSigned = signed.every((path) => fieldAt(event, path) !== undefined);
        return lawfully(isSigned ? [{ position, key: type, at }] : seen);
      }
      if (type === supplement) return lawfully(from ? [{ position, key: type, at }] : seen);
      if (!from || !reception || reception.startAt === from.at) return lawfully(seen);
      const facts = { startAt: instantText(reception.startAt), handoverAt: instantText(from.at) };
      return breaching(seen, { positions: [from.position, position], facts });
    },
  };
}
