import { workingDaysBetween } from '@hoso/working-time';
import { z } from 'zod';
import type { Course } from './course.ts';
import { textOf } from './dossier-event.ts';
import { breaching, type LawMachine, lawfully, type Seen, type Sighting } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { calendarOf, type RuleFacts, withinKnownYears } from './rule-facts.ts';
import { ruleHead, WholeNumber } from './rule-head.ts';

/**
 * A shipment goes back to the agency after so many invitations, the first and the last so many working days apart (TT
 * 17/2017 5.2.h); not where it goes back for one of the reasons aside.
 */
export const InvitedBeforeReturn = z.strictObject({
  ...ruleHead,
  template: z.literal('invited-before-return'),
  invitations: WholeNumber,
  workingDaysApart: WholeNumber,
  reasonsAside: z.array(z.string().min(1)),
});
type InvitedBeforeReturn = z.infer<typeof InvitedBeforeReturn>;

export const invitedBeforeReturnFacts = ['invitations', 'invitationsLeast', 'workingDays', 'workingDaysLeast'] as const;

/** Of each shipment it remembers the first invitation with how many there were, and the last. */
export function invitedBeforeReturn(rule: InvitedBeforeReturn, facts: RuleFacts): LawMachine {
  return {
    types: ['DeliveryInvited', 'ReturnedToAgency'],
    eat: (seen, { event, before }) => {
      const { stream, position, occurredAt: at, type } = event;
      const [first, last] = [seen.find(({ key }) => key === stream), seen.find(({ key }) => key === lastOf(stream))];
      const others = seen.filter((one) => one !== first && one !== last);
      if (type === 'DeliveryInvited') return lawfully([...others, ...invited(first, { position, key: stream, at })]);
      if (rule.reasonsAside.includes(textOf(event, 'reason') ?? '')) return lawfully(others);
      const invitations = first?.count ?? 0;
      const workingDays = first && last ? apart(first, last, before, facts) : 0;
      const apartEnough = workingDays === undefined || workingDays >= rule.workingDaysApart;
      if (invitations >= rule.invitations && apartEnough) return lawfully(others);
      return breaching(others, {
        positions: [...positionsOf(first, last), position],
        facts: {
          invitations,
          invitationsLeast: rule.invitations,
          workingDays: workingDays ?? 0,
          workingDaysLeast: rule.workingDaysApart,
        },
      });
    },
  };
}

function lastOf(stream: string): string {
  return `${stream} last`;
}

function invited(first: Sighting | undefined, now: Sighting): Seen {
  if (!first) return [{ ...now, count: 1 }];
  return [
    { ...first, count: (first.count ?? 0) + 1 },
    { ...now, key: lastOf(now.key) },
  ];
}

/** Unknown where the dossier is bound to no calendar, or beyond its years. */
function apart(first: Sighting, last: Sighting, { reception }: Course, facts: RuleFacts): number | undefined {
  if (!reception) return undefined;
  const calendar = calendarOf(facts, reception.calendar);
  return withinKnownYears(() => workingDaysBetween(calendar, instantText(first.at), instantText(last.at)));
}

function positionsOf(...sightings: readonly (Sighting | undefined)[]): readonly number[] {
  return sightings.flatMap((one) => (one ? [one.position] : []));
}
