import { z } from 'zod';
import type { LawForm } from './law-mistakes.ts';

const line = z.string().min(1).max(1_000);
export const Words = z.strictObject({ vi: line, en: line });
export type Words = z.infer<typeof Words>;

/** To whom a rule applies; to all where absent. */
const Scope = z.strictObject({
  procedures: z.array(z.string().min(1)).min(1).optional(),
  channels: z
    .array(z.enum(['counter', 'online', 'post']))
    .min(1)
    .optional(),
  agencies: z.array(z.string().min(1)).min(1).optional(),
});

/** What every rule says, whatever its template. */
export const ruleHead = {
  id: z.string().regex(/^[A-Z]\d{1,3}$/, { error: 'RuleIdForm' satisfies LawForm }),
  name: Words,
  /** The law that it follows; where no article was found, this says so. */
  article: line,
  /** H: a right of the applicant, or legality; M: procedure; L: quality of the record (DOMAIN §7). */
  severity: z.enum(['H', 'M', 'L']),
  /** What would have been lawful; `{name}` stands for a fact of the breach. */
  lawful: Words,
  scope: Scope.optional(),
};

export const EventName = z.string().regex(/^[A-Z][A-Za-z]+$/, { error: 'EventNameForm' satisfies LawForm });
export const WholeNumber = z.int().min(0).max(100_000);
