import { z } from 'zod';
import type { DossierEvent } from './dossier-event.ts';

// What rules read of events, and no more: an event may say much else.
const instant = z
  .string()
  .transform((text) => Date.parse(text))
  .pipe(z.number());
const term = z.object({ unit: z.string(), amount: z.number().optional(), mode: z.string().optional() });
const step = z.object({ code: z.string(), role: z.string(), next: z.array(z.string()).optional() });
export const BoundCalendar = z.object({ id: z.string(), version: z.number() });

export const Submission = z.object({
  ...{ procedure: z.string(), channel: z.string(), oneStop: z.string() },
  resubmissionOf: z.string().optional(),
});
export const Reception = z.object({
  code: z.string(),
  startAt: instant,
  dueAt: instant.optional(),
  procedure: z.object({ code: z.string() }),
  term,
  steps: z.array(step),
  documents: z.array(z.object({ code: z.string(), needed: z.boolean() })),
  clerkMayProcess: z.boolean(),
  calendar: BoundCalendar,
});
export type Reception = z.infer<typeof Reception>;
export const Transfer = z.object({ agency: z.string(), case: z.number().optional() });
export const Assignment = z.object({ officer: z.string() });
export const Scan = z.object({ document: z.string() });
export const DueDateChange = z.object({ to: instant, cause: z.string(), slipRef: z.string().optional() });
export const Restart = z.object({ dueAt: instant.optional() });
export const Pause = z.object({ at: instant, cause: z.string(), groundRef: z.string().optional() });
export const Correction = z.object({
  entry: z.string(),
  dates: z.object({ dueAt: instant, lawfulDueAt: instant.optional(), extended: z.boolean() }).optional(),
});
export const Resumption = z.object({
  at: instant,
  cause: z.string(),
  due: z.object({ dueAt: instant }).optional(),
});
export const FullSupplement = z.object({ restartAt: instant });
export const Extension = z.object({ slip: z.string(), newDueAt: instant.optional() });

/** An event that cannot be what its type says. Whoever follows the log holds the dossier back and shows why. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/** Throws `UnreadableEvent`. */
export function read<Schema extends z.ZodType>(
  schema: Schema,
  { data, type, position }: DossierEvent,
): z.output<Schema> {
  const reading = schema.safeParse(data);
  if (reading.success) return reading.data;
  const [issue] = reading.error.issues;
  throw new UnreadableEvent(`event ${position}, ${type}: ${issue?.path.join('.')}: ${issue?.message}`);
}
