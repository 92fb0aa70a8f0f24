import { dueAt } from '@hoso/working-time';
import { z } from 'zod';
import type { Course } from './course.ts';
import { textOf } from './dossier-event.ts';
import { awaitedFor, type LawMachine, lawfully, type Seen } from './law-machine.ts';
import { endOfLocalDay, instantText, localDayAt } from './local-time.ts';
import { calendarOf, type RuleFacts, withinKnownYears } from './rule-facts.ts';
import { EventName, ruleHead } from './rule-head.ts';

const field = z.string().regex(/^\w+$/);

/**
 * An act is followed by one of others within a term, by the clock of the dossier's calendar; before there is one,
 * calendar days end with their last day. Not where one of `needless` comes first, which leaves nothing to follow.
 */
export const FollowsWithin = z.strictObject({
  ...ruleHead,
  template: z.literal('follows-within'),
  act: EventName,
  then: z.array(EventName).min(1),
  term: z.strictObject({ unit: z.enum(['workingDays', 'calendarDays']), amount: z.int().min(1).max(3_650) }),
  needless: z.array(EventName).default([]),
  /** Where these fields say the same, what follows may also have come before. */
  about: z.strictObject({ act: field, then: field }).optional(),
  /** Only what happens to the same shipment follows. */
  sameStream: z.boolean().default(false),
});
type FollowsWithin = z.infer<typeof FollowsWithin>;

export const followsWithinFacts = ['act', 'actedAt', 'limitAt', 'amount'] as const;

/** Remembers acts that nothing has followed, and what the last of those that follow was about. */
export function followsWithin(rule: FollowsWithin, facts: RuleFacts): LawMachine {
  const { act, then, term, needless, about, sameStream } = rule;
  return {
    types: [...new Set([act, ...then, ...needless])],
    eat: (seen, { event, after }) => {
      const { type, stream, position, occurredAt: at } = event;
      if (type === act) {
        if (about && has(seen, toldOf(textOf(event, about.act)))) return lawfully(seen);
        const until = limitOf(term, after, at, facts);
        return lawfully(until === undefined ? seen : [...seen, { position, key: stream, at, until }]);
      }
      if (needless.includes(type)) return lawfully(left(seen, sameStream ? stream : undefined));
      const others = left(seen, sameStream ? stream : undefined);
      return lawfully(about ? [...others, { position, key: toldOf(textOf(event, about.then)), at }] : others);
    },
    awaits: (seen) =>
      awaitedFor(seen, ({ at, until }) => ({
        act,
        actedAt: instantText(at),
        limitAt: instantText(until),
        amount: term.amount,
      })),
  };
}

function toldOf(value: string | undefined): string {
  return `told ${value ?? ''}`;
}

function has(seen: Seen, key: string): boolean {
  return seen.some((one) => one.key === key);
}

/** What is still awaited of other streams; of none where all are meant. */
function left(seen: Seen, stream: string | undefined): Seen {
  if (seen.length === 0) return seen;
  return stream === undefined ? [] : seen.filter(({ key }) => key !== stream);
}

function limitOf(term: FollowsWithin['term'], { reception }: Course, at: number, facts: RuleFacts): number | undefined {
  if (!reception) return term.unit === 'calendarDays' ? endOfLocalDay(localDayAt(at) + term.amount) : undefined;
  const due = withinKnownYears(() => dueAt(calendarOf(facts, reception.calendar), term, instantText(at)));
  return due?.status === 'due' ? Date.parse(due.dueAt) : undefined;
}
