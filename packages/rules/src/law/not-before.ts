import { z } from 'zod';
import { fieldOf, instantIn } from './dossier-event.ts';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { EventName, ruleHead } from './rule-head.ts';

const field = z.string().regex(/^\w+$/);

/**
 * An act takes a ground, and does not come before the instant from which its law allows it; a law that names none does
 * not allow it at all.
 */
export const NotBefore = z.strictObject({
  ...ruleHead,
  template: z.literal('not-before'),
  act: EventName,
  /** The fields that say from when it is allowed, and on what ground. */
  from: field,
  ground: field,
});
type NotBefore = z.infer<typeof NotBefore>;

export const notBeforeFacts = ['act', 'doneAt', 'allowedFrom', 'missing'] as const;

export function notBefore({ act, from, ground }: NotBefore): LawMachine {
  return {
    types: [act],
    eat: (seen, { event }) => {
      const { position, occurredAt } = event;
      const allowedFrom = instantIn(event, from);
      const isGrounded = fieldOf(event, ground) !== undefined;
      if (isGrounded && allowedFrom !== undefined && occurredAt >= allowedFrom) return lawfully(seen);
      const missing = [...(isGrounded ? [] : [ground]), ...(allowedFrom === undefined ? [from] : [])];
      const facts = {
        act,
        doneAt: instantText(occurredAt),
        allowedFrom: allowedFrom === undefined ? '' : instantText(allowedFrom),
        missing: missing.join(', '),
      };
      return breaching(seen, { positions: [position], facts });
    },
  };
}
