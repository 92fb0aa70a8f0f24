import { addWorkingMs, workingMsBetween } from '@hoso/working-time';
import { z } from 'zod';
import { fieldOf } from './dossier-event.ts';
import { awaitedFor, breaching, type LawMachine, lawfully, type Sighting } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { BoundCalendar } from './readings.ts';
import { calendarOf, type RuleFacts, withinKnownYears } from './rule-facts.ts';
import { EventName, ruleHead, WholeNumber } from './rule-head.ts';

/**
 * What came online is answered within so many working hours: received, refused or to be supplemented. A submission that
 * names no calendar is judged by the one it is received under.
 */
export const AnsweredOnline = z.strictObject({
  ...ruleHead,
  template: z.literal('answered-online'),
  workingHours: WholeNumber,
  answers: z.array(EventName).min(1),
  needless: z.array(EventName),
});
type AnsweredOnline = z.infer<typeof AnsweredOnline>;

export const answeredOnlineFacts = ['submittedAt', 'workingHours'] as const;

const hourMs = 3_600_000;

/** Remembers a submission without an answer. */
export function answeredOnline(rule: AnsweredOnline, facts: RuleFacts): LawMachine {
  const { workingHours, answers, needless } = rule;
  const factsOf = ({ at }: Sighting) => ({ submittedAt: instantText(at), workingHours });
  return {
    types: ['DossierSubmitted', ...answers, ...needless],
    eat: (seen, { event, before, after: { submission, reception } }) => {
      const { type, position, occurredAt: at } = event;
      if (type === 'DossierSubmitted') {
        if (before.submission || submission?.channel !== 'online') return lawfully(seen);
        const bound = BoundCalendar.safeParse(fieldOf(event, 'calendar'));
        const until = bound.success
          ? withinKnownYears(() => addWorkingMs(calendarOf(facts, bound.data), instantText(at), workingHours * hourMs))
          : undefined;
        return lawfully([{ position, key: type, at, ...(until === undefined ? {} : { until: Date.parse(until) }) }]);
      }
      const [asked] = seen;
      if (!asked || asked.until !== undefined || !reception || needless.includes(type)) return lawfully([]);
      const calendar = calendarOf(facts, reception.calendar);
      const tookMs = withinKnownYears(() => workingMsBetween(calendar, instantText(asked.at), instantText(at)));
      if (tookMs === undefined || tookMs <= workingHours * hourMs) return lawfully([]);
      return breaching([], { positions: [asked.position, position], facts: factsOf(asked) });
    },
    awaits: (seen) => awaitedFor(seen, factsOf),
  };
}
