import {
  addWorkingMs,
  closeOf,
  isWorkingDay,
  localTimeOf,
  nextDayOpening,
  type WorkingCalendar,
} from '@hoso/working-time';
import { z } from 'zod';
import type { Course } from './course.ts';
import { type LawMachine, lawfully, nothingAwaited } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { calendarOf, type RuleFacts, withinKnownYears } from './rule-facts.ts';
import { ruleHead, WholeNumber } from './rule-head.ts';

/**
 * What was received goes to its agency in time: over the counter by that day's close, or, received after `sameDayUntil`
 * or on a day of rest, so long after the next opening; online so much working time later. A channel left out is not
 * judged, nor are dossiers that the one-stop unit resolves itself (61 Đ17.5).
 */
export const TransferredInTime = z.strictObject({
  ...ruleHead,
  template: z.literal('transferred-in-time'),
  counter: z.strictObject({
    sameDayUntil: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    minutesAfterOpening: WholeNumber,
  }),
  online: z.strictObject({ workingMinutes: WholeNumber }),
});
type TransferredInTime = z.infer<typeof TransferredInTime>;

export const transferredInTimeFacts = ['receivedAt', 'limitAt'] as const;

const limit = 'limit';

/** The limit is worked out once, at reception, and remembered. */
export function transferredInTime(rule: TransferredInTime, facts: RuleFacts): LawMachine {
  return {
    types: ['DossierReceived'],
    eat: (seen, { event: { occurredAt, position }, before, after }) => {
      if (before.reception) return lawfully(seen);
      const at = limitOf(rule, after, occurredAt, facts);
      return lawfully(at === undefined ? seen : [{ position, key: limit, at }]);
    },
    awaits: (seen, { reception, transfer, finish, end }) => {
      const [known] = seen;
      if (!known || !reception || transfer || finish || end) return nothingAwaited;
      const told = () => ({ receivedAt: instantText(reception.at), limitAt: instantText(known.at) });
      return [{ until: known.at, positions: [known.position], facts: told }];
    },
  };
}

function limitOf(
  { counter, online }: TransferredInTime,
  { reception, submission }: Course,
  receivedAt: number,
  facts: RuleFacts,
): number | undefined {
  if (!reception || reception.clerkMayProcess) return undefined;
  const calendar = calendarOf(facts, reception.calendar);
  const at = instantText(receivedAt);
  const text = withinKnownYears(() => {
    if (submission?.channel === 'counter') return counterLimit(counter, calendar, at);
    return submission?.channel === 'online' ? addWorkingMs(calendar, at, minutes(online.workingMinutes)) : undefined;
  });
  return text === undefined ? undefined : Date.parse(text);
}

function counterLimit(
  { sameDayUntil, minutesAfterOpening }: TransferredInTime['counter'],
  calendar: WorkingCalendar,
  at: string,
): string {
  const { date, time } = localTimeOf(calendar, at);
  const close = closeOf(calendar, date);
  if (isWorkingDay(calendar, date) && time <= `${sameDayUntil}:00.000` && at < close) return close;
  return addWorkingMs(calendar, nextDayOpening(calendar, at), minutes(minutesAfterOpening));
}

function minutes(count: number): number {
  return count * 60_000;
}
