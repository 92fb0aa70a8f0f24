import { z } from 'zod';
import { fieldOf, textOf } from './dossier-event.ts';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { ruleHead } from './rule-head.ts';

/**
 * A due date moves later on the strength of an extension slip only. The causes named here need none, as far as the
 * clock bears them out: calling an extension a correction makes it no correction.
 */
export const MovedWithSlip = z.strictObject({
  ...ruleHead,
  template: z.literal('moved-with-slip'),
  causesAside: z.array(z.string().min(1)),
});
type MovedWithSlip = z.infer<typeof MovedWithSlip>;

export const movedWithSlipFacts = ['from', 'to', 'cause'] as const;

export function movedWithSlip({ causesAside }: MovedWithSlip): LawMachine {
  return {
    types: ['DueDateChanged'],
    eat: (seen, { event, before, after }) => {
      const [from, to] = [before.clock?.current, after.clock?.current];
      if (from === undefined || to === undefined || to <= from || fieldOf(event, 'slipRef') !== undefined) {
        return lawfully(seen);
      }
      const cause = textOf(event, 'cause') ?? '';
      const computed = before.clock?.computed;
      if (causesAside.includes(cause) && (computed === undefined || to <= computed)) return lawfully(seen);
      const facts = { from: instantText(from), to: instantText(to), cause };
      return breaching(seen, { positions: [event.position], facts });
    },
  };
}
