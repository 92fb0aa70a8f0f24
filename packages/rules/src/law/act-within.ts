import { workingDaysBetween } from '@hoso/working-time';
import { z } from 'zod';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { calendarOf, type RuleFacts, withinKnownYears } from './rule-facts.ts';
import { EventName, ruleHead, WholeNumber } from './rule-head.ts';

/** An act is not done later than so many working days after reception (the first day is not counted, BLDS Đ147). */
export const ActWithin = z.strictObject({
  ...ruleHead,
  template: z.literal('act-within'),
  acts: z.array(EventName).min(1),
  workingDays: WholeNumber,
});
type ActWithin = z.infer<typeof ActWithin>;

export const actWithinFacts = ['startAt', 'doneAt', 'workingDays', 'most'] as const;

export function actWithin({ acts, workingDays: most }: ActWithin, facts: RuleFacts): LawMachine {
  return {
    types: acts,
    eat: (seen, { event: { occurredAt, position }, before: { reception } }) => {
      if (!reception) return lawfully(seen);
      const [startAt, doneAt] = [instantText(reception.startAt), instantText(occurredAt)];
      const calendar = calendarOf(facts, reception.calendar);
      const workingDays = withinKnownYears(() => workingDaysBetween(calendar, startAt, doneAt));
      if (workingDays === undefined || workingDays <= most) return lawfully(seen);
      return breaching(seen, {
        positions: [reception.position, position],
        facts: { startAt, doneAt, workingDays, most },
      });
    },
  };
}
