import { z } from 'zod';
import { textOf } from './dossier-event.ts';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { EventName, ruleHead, WholeNumber } from './rule-head.ts';

/**
 * A dossier does not go from agency to agency: never back to one that had sent it away, and to others at most so often
 * (61 Đ5.1.g). Twice in a row to the same one is no reassignment.
 */
export const ReassignedAtMost = z.strictObject({
  ...ruleHead,
  template: z.literal('reassigned-at-most'),
  act: EventName,
  most: WholeNumber,
});
type ReassignedAtMost = z.infer<typeof ReassignedAtMost>;

export const reassignedAtMostFacts = ['agencies', 'count', 'most'] as const;

/** Remembers the agencies in order, each as often as it had the dossier. */
export function reassignedAtMost({ act, most }: ReassignedAtMost): LawMachine {
  return {
    types: [act],
    eat: (seen, { event }) => {
      const { position, occurredAt: at } = event;
      const agency = textOf(event, 'agency') ?? '';
      if (seen.at(-1)?.key === agency) return lawfully(seen);
      const after = [...seen, { position, key: agency, at }];
      const count = seen.length;
      if (count <= most && !seen.some(({ key }) => key === agency)) return lawfully(after);
      const facts = { agencies: after.map(({ key }) => key).join(', '), count, most };
      return breaching(after, { positions: after.map((one) => one.position), facts });
    },
  };
}
