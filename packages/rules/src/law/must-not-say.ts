import { z } from 'zod';
import { type DossierEvent, fieldAt } from './dossier-event.ts';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { localDateAt } from './local-time.ts';
import { EventName, ruleHead } from './rule-head.ts';

const sayings = z.record(z.string().regex(/^\w+(\.\w+)?$/), z.union([z.string(), z.boolean()]));

/**
 * What the event of an act must not say: all of `says`, and nothing of `unless`. `from`: for dossiers received on that
 * local date or later.
 */
export const MustNotSay = z.strictObject({
  ...ruleHead,
  template: z.literal('must-not-say'),
  act: EventName,
  says: sayings,
  unless: sayings.default({}),
  from: z.iso.date().optional(),
});
type MustNotSay = z.infer<typeof MustNotSay>;

export const mustNotSayFacts = ['act'] as const;

export function mustNotSay({ act, says, unless, from }: MustNotSay): LawMachine {
  const [forbidden, aside] = [Object.entries(says), Object.entries(unless)];
  const tells =
    (event: DossierEvent) =>
    ([path, value]: readonly [string, unknown]): boolean =>
      fieldAt(event, path) === value;
  return {
    types: [act],
    eat: (seen, { event, after }) => {
      const boundAt = after.reception?.at ?? event.occurredAt;
      const isEarlier = from !== undefined && localDateAt(boundAt) < from;
      if (isEarlier || !forbidden.every(tells(event)) || aside.some(tells(event))) return lawfully(seen);
      return breaching(seen, { positions: [event.position], facts: { act } });
    },
  };
}
