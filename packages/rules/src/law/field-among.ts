import { z } from 'zod';
import { textOf } from './dossier-event.ts';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { EventName, ruleHead } from './rule-head.ts';

/** What the events of some acts say in a field is one of these. An event that does not say it is not judged. */
export const FieldAmong = z.strictObject({
  ...ruleHead,
  template: z.literal('field-among'),
  acts: z.array(EventName).min(1),
  field: z.string().regex(/^\w+$/),
  values: z.array(z.string()).min(1),
});
type FieldAmong = z.infer<typeof FieldAmong>;

export const fieldAmongFacts = ['act', 'value', 'allowed'] as const;

export function fieldAmong({ acts, field, values }: FieldAmong): LawMachine {
  return {
    types: acts,
    eat: (seen, { event }) => {
      const value = textOf(event, field);
      if (value === undefined || values.includes(value)) return lawfully(seen);
      const facts = { act: event.type, value, allowed: values.join(', ') };
      return breaching(seen, { positions: [event.position], facts });
    },
  };
}
