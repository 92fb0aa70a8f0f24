import { z } from 'zod';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { EventName, ruleHead } from './rule-head.ts';

/**
 * The due date that an event records is what the clock gives; an earlier one is lawful where the rule says so. A date
 * recorded while the term stands still is none that the clock gives.
 */
export const DueByClock = z.strictObject({
  ...ruleHead,
  template: z.literal('due-by-clock'),
  act: EventName,
  mayBeEarlier: z.boolean(),
});
type DueByClock = z.infer<typeof DueByClock>;

export const dueByClockFacts = ['dueAt', 'clockDueAt'] as const;

export function dueByClock({ act, mayBeEarlier }: DueByClock): LawMachine {
  return {
    types: [act],
    eat: (seen, { event: { position }, after: { clock } }) => {
      if (clock?.current === undefined || clock.term === 'unstated') return lawfully(seen);
      const { current, computed } = clock;
      if (current === computed || (computed === undefined && !clock.isPaused)) return lawfully(seen);
      if (mayBeEarlier && computed !== undefined && current < computed) return lawfully(seen);
      const clockDueAt = computed === undefined ? '' : instantText(computed);
      return breaching(seen, {
        positions: [clock.position, position],
        facts: { dueAt: instantText(current), clockDueAt },
      });
    },
  };
}
