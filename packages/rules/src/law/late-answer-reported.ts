import { dueAt } from '@hoso/working-time';
import { z } from 'zod';
import type { Course } from './course.ts';
import { type DossierEvent, instantIn, numberOf } from './dossier-event.ts';
import { awaitedFor, type LawMachine, lawfully } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { calendarOf, type RuleFacts, withinKnownYears } from './rule-facts.ts';
import { EventName, ruleHead } from './rule-head.ts';

/**
 * Another agency's answer comes by the date it was asked for; where it does not, the head of the one-stop unit is told
 * within so many working days of that date (61 Đ19.5.b). Not where the dossier was decided, or went to another agency,
 * by then: nobody waits for the answer any more.
 */
export const LateAnswerReported = z.strictObject({
  ...ruleHead,
  template: z.literal('late-answer-reported'),
  workingDays: z.int().min(1).max(3_650),
  /** What makes an answer that is not due yet needless. */
  needless: z.array(EventName),
});
type LateAnswerReported = z.infer<typeof LateAnswerReported>;

export const lateAnswerReportedFacts = ['askedAt', 'dueAt', 'limitAt', 'workingDays'] as const;

/** Of each question without an answer in time it remembers when the answer is due, and the notice. */
export function lateAnswerReported({ workingDays, needless }: LateAnswerReported, facts: RuleFacts): LawMachine {
  return {
    types: ['ConsultationRequested', 'ConsultationAnswered', 'ConsultationLateReported', ...needless],
    eat: (seen, { event, after }) => {
      const { type, position, occurredAt } = event;
      const key = questionOf(event);
      switch (type) {
        case 'ConsultationRequested': {
          const at = instantIn(event, 'dueAt');
          const until = at === undefined ? undefined : limitOf(workingDays, after, at, facts);
          if (at === undefined || until === undefined) return lawfully(seen);
          return lawfully([...seen, { position, key, at, until, recordedAt: occurredAt }]);
        }
        case 'ConsultationAnswered':
          return lawfully(seen.filter((one) => one.key !== key || occurredAt > one.at));
        case 'ConsultationLateReported':
          return lawfully(seen.filter((one) => one.key !== key));
        default:
          return lawfully(seen.filter(({ at }) => occurredAt > at));
      }
    },
    awaits: (seen) =>
      awaitedFor(seen, ({ at, until, recordedAt = at }) => ({
        askedAt: instantText(recordedAt),
        dueAt: instantText(at),
        limitAt: instantText(until),
        workingDays,
      })),
  };
}

function questionOf(event: DossierEvent): string {
  return `${numberOf(event, 'case') ?? ''} ${numberOf(event, 'consultation') ?? ''}`;
}

/** The close of the last of these days; unknown where the dossier is bound to no calendar, or beyond its years. */
function limitOf(amount: number, { reception }: Course, from: number, facts: RuleFacts): number | undefined {
  if (!reception) return undefined;
  const calendar = calendarOf(facts, reception.calendar);
  const due = withinKnownYears(() => dueAt(calendar, { unit: 'workingDays', amount }, instantText(from)));
  return due?.status === 'due' ? Date.parse(due.dueAt) : undefined;
}
