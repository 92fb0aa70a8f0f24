import { z } from 'zod';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { EventName, ruleHead, WholeNumber } from './rule-head.ts';

/** An act that a dossier may see so often and no more; several acts are counted apart. One breach for each one more. */
export const AtMost = z.strictObject({
  ...ruleHead,
  template: z.literal('at-most'),
  acts: z.array(EventName).min(1),
  most: WholeNumber,
});
type AtMost = z.infer<typeof AtMost>;

export const atMostFacts = ['act', 'count', 'most'] as const;

/** A sighting's `at` is how often the act was seen by then, its position that of the first time. */
export function atMost({ acts, most }: AtMost): LawMachine {
  return {
    types: acts,
    eat: (seen, { event: { type, position } }) => {
      const first = seen.find(({ key }) => key === type);
      const count = (first?.at ?? 0) + 1;
      const counted = { position: first?.position ?? position, key: type, at: count };
      const after = [...seen.filter((one) => one !== first), counted];
      if (count <= most) return lawfully(after);
      return breaching(after, { positions: [counted.position, position], facts: { act: type, count, most } });
    },
  };
}
