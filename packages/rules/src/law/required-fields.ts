import { z } from 'zod';
import type { LawForm } from './law-mistakes.ts';
import { fieldAt } from './dossier-event.ts';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { EventName, ruleHead } from './rule-head.ts';

const fieldPath = z.string().regex(/^\w+(\.\w+)?$/, { error: 'FieldPathForm' satisfies LawForm });

/** What the event of an act must say. `where`: only of events that say this. One breach for each event. */
export const RequiredFields = z.strictObject({
  ...ruleHead,
  template: z.literal('required-fields'),
  required: z
    .array(
      z.strictObject({
        act: EventName,
        fields: z.array(fieldPath).min(1),
        where: z.strictObject({ field: fieldPath, is: z.string() }).optional(),
      }),
    )
    .min(1),
});
type RequiredFields = z.infer<typeof RequiredFields>;

export const requiredFieldsFacts = ['act', 'missing'] as const;

export function requiredFields({ required }: RequiredFields): LawMachine {
  return {
    types: [...new Set(required.map(({ act }) => act))],
    eat: (seen, { event }) => {
      const { type, position } = event;
      const fields = required
        .filter(({ act, where }) => act === type && (!where || fieldAt(event, where.field) === where.is))
        .flatMap((one) => one.fields);
      const missing = fields.filter((field) => isMissing(fieldAt(event, field)));
      if (missing.length === 0) return lawfully(seen);
      return breaching(seen, { positions: [position], facts: { act: type, missing: missing.join(', ') } });
    },
  };
}

/** An empty list says as little as none. What is sealed is there, whatever it holds. */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
