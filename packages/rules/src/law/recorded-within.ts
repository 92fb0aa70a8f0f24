import { workingMsBetween } from '@hoso/working-time';
import { z } from 'zod';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { calendarOf, type RuleFacts, withinKnownYears } from './rule-facts.ts';
import { ruleHead, WholeNumber } from './rule-head.ts';

/**
 * What these roles do to a received dossier is recorded within so many working hours. What one person records at one
 * instant about another is one breach, however many events it takes. A log that was imported is not judged.
 */
export const RecordedWithin = z.strictObject({
  ...ruleHead,
  template: z.literal('recorded-within'),
  workingHours: WholeNumber,
  roles: z.array(z.string().min(1)).min(1),
});
type RecordedWithin = z.infer<typeof RecordedWithin>;

export const recordedWithinFacts = ['act', 'occurredAt', 'recordedAt', 'workingHours'] as const;

const hourMs = 3_600_000;

export function recordedWithin({ workingHours, roles }: RecordedWithin, facts: RuleFacts): LawMachine {
  if (facts.logKind === 'imported') return { types: [], eat: lawfully };
  const mostMs = workingHours * hourMs;
  return {
    types: 'all',
    eat: (seen, { event, after: { reception } }) => {
      const { occurredAt, recordedAt, position, type, actor } = event;
      // No more working time passes than time.
      if (recordedAt - occurredAt <= mostMs || !reception || !roles.includes(actor.role)) return lawfully(seen);
      const [from, to] = [instantText(occurredAt), instantText(recordedAt)];
      const calendar = calendarOf(facts, reception.calendar);
      const tookMs = withinKnownYears(() => workingMsBetween(calendar, from, to));
      if (tookMs === undefined || tookMs <= mostMs) return lawfully(seen);
      const [last] = seen;
      if (last && last.key === actor.id && last.at === occurredAt && last.recordedAt === recordedAt)
        return lawfully(seen);
      const told = { act: type, occurredAt: from, recordedAt: to, workingHours };
      const now = { position, key: actor.id, at: occurredAt, recordedAt };
      return breaching([now], { positions: [position], certainAt: recordedAt, facts: told });
    },
  };
}
