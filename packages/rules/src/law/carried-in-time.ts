import { dueAt } from '@hoso/working-time';
import { z } from 'zod';
import type { CourseReception } from './course.ts';
import { fieldAt, textOf } from './dossier-event.ts';
import { type LawBreach, type LawMachine, type LawStep, lawfully, type Seen, type Sighting } from './law-machine.ts';
import { dateOfLocalDay, instantText, localDayAt } from './local-time.ts';
import { calendarOf, type RuleFacts, withinKnownYears } from './rule-facts.ts';
import { EventName, ruleHead } from './rule-head.ts';

/**
 * The post carries a packet within J+n of its leg's class, by local dates: n working days after the day on which it got
 * it (TT 17/2017 Đ7), unless there was force majeure. A dossier is there once the minutes are signed; a result once it
 * is delivered, and one that is fetched at a post office, or that nobody took, at the first invitation. Judged when it
 * is there: until then it may still be excused.
 */
export const CarriedInTime = z.strictObject({
  ...ruleHead,
  template: z.literal('carried-in-time'),
  begins: z.array(EventName).min(1),
  arrives: z.array(EventName).min(1),
  excuses: z.array(EventName),
});
type CarriedInTime = z.infer<typeof CarriedInTime>;

export const carriedInTimeFacts = ['carriedFrom', 'carriedTo', 'dueOn', 'days'] as const;

const [invites, sentBack] = ['DeliveryInvited', 'ReturnedToAgency'];
/** What is remembered of a shipment, by the beginnings of the keys. */
const [leg, fetched, invited, there] = ['leg ', 'fetched ', 'invited ', 'there '];

/**
 * Of each shipment under way it remembers when the post got it and the days that it has (`count`); of a dossier that is
 * there before anybody can tell which days are working days, its arrival until its reception.
 */
export function carriedInTime({ begins, arrives, excuses }: CarriedInTime, facts: RuleFacts): LawMachine {
  return {
    types: [...new Set([...begins, ...arrives, invites, sentBack, ...excuses, 'DossierReceived'])],
    eat: (seen, { event, after: { reception } }) => {
      const { type, stream, position, occurredAt: at, actor } = event;
      const judgedSoFar = (known: Seen): LawStep => (reception ? judged(known, reception, facts) : lawfully(known));
      if (type === 'DossierReceived') return judgedSoFar(seen);
      const others = seen.filter(({ key }) => !key.endsWith(` ${stream}`));
      if (begins.includes(type)) {
        const count = fieldAt(event, 'carriage.days');
        if (typeof count !== 'number') return lawfully(others);
        const isFetched = textOf(event, 'deliverAt') === 'post-office';
        const got = { position, key: leg + stream, at, count };
        return lawfully([...others, got, ...(isFetched ? [{ position, key: fetched + stream, at }] : [])]);
      }
      const begun = seen.find(({ key }) => key === leg + stream);
      if (!begun) return lawfully(seen);
      if (excuses.includes(type)) return lawfully(others);
      const now = { position, at, by: { unit: actor.unit, person: actor.id } };
      const first = seen.find(({ key }) => key === invited + stream);
      const isFetched = seen.some(({ key }) => key === fetched + stream);
      if (type === invites && !isFetched) {
        return lawfully(first ? seen : [...seen, { ...now, key: invited + stream }]);
      }
      const arrival = type === sentBack ? first : now;
      return judgedSoFar(arrival ? [...others, begun, { ...arrival, key: there + stream }] : others);
    },
  };
}

/** Of what is there; the rest is under way. */
function judged(seen: Seen, { calendar: ref }: CourseReception, facts: RuleFacts): LawStep {
  const arrivals = seen.filter(({ key }) => key.startsWith(there));
  if (arrivals.length === 0) return lawfully(seen);
  const calendar = calendarOf(facts, ref);
  const streams = arrivals.map(({ key }) => ` ${key.slice(there.length)}`);
  const breaches = arrivals.flatMap((arrival): readonly LawBreach[] => {
    const begun = seen.find(({ key }) => key === leg + arrival.key.slice(there.length));
    const due = begun && withinKnownYears(() => lastDay(begun, calendar));
    if (!begun || due === undefined || localDayAt(arrival.at) <= due) return [];
    const told = { dueOn: dateOfLocalDay(due), days: begun.count ?? 0 };
    return [
      {
        positions: [begun.position, arrival.position],
        facts: { carriedFrom: instantText(begun.at), carriedTo: instantText(arrival.at), ...told },
        ...(arrival.by ? { by: arrival.by } : {}),
      },
    ];
  });
  return { seen: seen.filter(({ key }) => !streams.some((stream) => key.endsWith(stream))), breaches };
}

function lastDay({ at, count: amount = 0 }: Sighting, calendar: ReturnType<typeof calendarOf>): number {
  if (amount === 0) return localDayAt(at);
  const due = dueAt(calendar, { unit: 'workingDays', amount }, instantText(at));
  return localDayAt(due.status === 'due' ? Date.parse(due.dueAt) : at);
}
