import { z } from 'zod';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { EventName, ruleHead } from './rule-head.ts';

/** The first decision is made while the lawful term runs (DOMAIN §4.4); a term that is paused keeps nobody waiting. */
export const FinishedByDue = z.strictObject({
  ...ruleHead,
  template: z.literal('finished-by-due'),
  decisions: z.array(EventName).min(1),
});
type FinishedByDue = z.infer<typeof FinishedByDue>;

export const finishedByDueFacts = ['finishedAt', 'lawfulDueAt', 'lateMs'] as const;

export function finishedByDue({ decisions }: FinishedByDue): LawMachine {
  return {
    types: decisions,
    eat: (seen, { event: { position, occurredAt }, before: { clock, finish } }) => {
      if (finish || clock?.lawful === undefined || occurredAt <= clock.lawful) return lawfully(seen);
      const facts = {
        finishedAt: instantText(occurredAt),
        lawfulDueAt: instantText(clock.lawful),
        lateMs: occurredAt - clock.lawful,
      };
      return breaching(seen, { positions: [clock.position, position], facts });
    },
  };
}
