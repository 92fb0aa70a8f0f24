import { z } from 'zod';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { dateOfLocalDay, instantText, localDayAt } from './local-time.ts';
import { ruleHead, WholeNumber } from './rule-head.ts';

/**
 * The first apology comes so many calendar days before the first appointment, by date: the law says "ngày". One that
 * comes after the appointment is none in time and another rule's business; where the term begins and ends on one day,
 * nobody can be so early.
 */
export const ApologyAhead = z.strictObject({
  ...ruleHead,
  template: z.literal('apology-ahead'),
  calendarDays: WholeNumber,
});
type ApologyAhead = z.infer<typeof ApologyAhead>;

export const apologyAheadFacts = ['apologisedAt', 'originalDueAt', 'lastDate', 'calendarDays'] as const;

export function apologyAhead({ calendarDays }: ApologyAhead): LawMachine {
  return {
    types: ['ApologyIssued'],
    eat: (seen, { event: { occurredAt, position }, before: { clock, apology, finish, end } }) => {
      if (clock?.original === undefined || apology || finish || end || occurredAt > clock.original)
        return lawfully(seen);
      const dueDay = localDayAt(clock.original);
      const sameDay =
        (clock.term !== 'unstated' && clock.term.unit === 'sameDay') || dueDay === localDayAt(clock.startAt);
      if (sameDay || localDayAt(occurredAt) <= dueDay - calendarDays) return lawfully(seen);
      const facts = {
        apologisedAt: instantText(occurredAt),
        originalDueAt: instantText(clock.original),
        lastDate: dateOfLocalDay(dueDay - calendarDays),
        calendarDays,
      };
      return breaching(seen, { positions: [clock.position, position], facts });
    },
  };
}
