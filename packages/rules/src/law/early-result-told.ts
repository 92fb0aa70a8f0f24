import { z } from 'zod';
import { type DossierEvent, instantIn, textOf } from './dossier-event.ts';
import { awaitedFor, breaching, type LawMachine, lawfully } from './law-machine.ts';
import { instantText, localDayAt } from './local-time.ts';
import { EventName, ruleHead } from './rule-head.ts';

/**
 * A result that lies at the counter before the day of its appointment is told to the applicant before he gets it, and
 * before that appointment (61 Đ20.4). That he stays away is no breach, nor is anything about what the post brings: the
 * post is told of that.
 */
export const EarlyResultTold = z.strictObject({
  ...ruleHead,
  template: z.literal('early-result-told'),
  notice: EventName,
  /** What makes the notice needless: the result is none any more, or nobody is to get it. */
  needless: z.array(EventName),
});
type EarlyResultTold = z.infer<typeof EarlyResultTold>;

export const earlyResultToldFacts = ['finishedAt', 'dueAt'] as const;

/** Remembers an early result that nobody was told of, until its appointment. */
export function earlyResultTold({ notice, needless }: EarlyResultTold): LawMachine {
  return {
    types: ['ResultRecorded', 'ResultReturned', notice, ...needless],
    eat: (seen, { event, after: { clock } }) => {
      const { type, position, occurredAt } = event;
      const [early] = seen;
      if (type === 'ResultRecorded') {
        const at = instantIn(event, 'finishedAt') ?? occurredAt;
        const until = clock?.current;
        if (until === undefined || !isCollected(event) || localDayAt(at) >= localDayAt(until)) return lawfully([]);
        return lawfully([{ position, key: type, at, until }]);
      }
      if (type !== 'ResultReturned' || early?.until === undefined || occurredAt > early.until) return lawfully([]);
      const facts = factsOf(early.at, early.until);
      return breaching([], { positions: [early.position, position], facts });
    },
    awaits: (seen) => awaitedFor(seen, ({ at, until }) => factsOf(at, until)),
  };
}

function isCollected(event: DossierEvent): boolean {
  return textOf(event, 'outcome') === 'issued' && textOf(event, 'returnBy') === 'counter';
}

function factsOf(finishedAt: number, dueAt: number) {
  return { finishedAt: instantText(finishedAt), dueAt: instantText(dueAt) };
}
