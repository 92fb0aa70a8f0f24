import { z } from 'zod';
import type { CourseStep } from './course.ts';
import { textOf } from './dossier-event.ts';
import { breaching, type LawMachine, lawfully, type Seen } from './law-machine.ts';
import { wayThrough } from './process-way.ts';
import { EventName, ruleHead } from './rule-head.ts';

/**
 * Nothing is done before reception, and the steps of the bound process in their order, whichever of its ways is taken;
 * a result is issued when all that comes before signing is done. A step that was skipped is one breach, however much
 * follows it.
 */
export const StepsInOrder = z.strictObject({
  ...ruleHead,
  template: z.literal('steps-in-order'),
  result: EventName,
  approvingRole: z.string().min(1),
});
type StepsInOrder = z.infer<typeof StepsInOrder>;

export const stepsInOrderFacts = ['act', 'skipped'] as const;

/** Remembers the steps that were done, and those that were found skipped. */
export function stepsInOrder({ result, approvingRole }: StepsInOrder): LawMachine {
  return {
    types: ['StepCompleted', result],
    eat: (seen, { event, before: { reception, finish } }) => {
      const { type, position, occurredAt: at } = event;
      const step = type === result ? undefined : textOf(event, 'step');
      const act = step ?? type;
      if (!reception || at < reception.startAt) {
        return breaching(seen, { positions: [position], facts: { act, skipped: 'DossierReceived' } });
      }
      if (type === result && finish) return lawfully(seen);
      // Without branches, as most processes are, the way is the list.
      const steps = wayThrough(reception.steps, (code) => code === step || has(seen, code), step);
      const end =
        step === undefined ? signingStart(steps, approvingRole) : steps.findIndex(({ code }) => code === step);
      if (end === -1) return lawfully(seen);
      const skipped = steps.slice(0, end).filter(({ code }) => !has(seen, code));
      const done = [...skipped.map(({ code }) => code), ...(step === undefined ? [] : [step])];
      const fresh = done.filter((code) => !has(seen, code)).map((key) => ({ position, key, at }));
      const after = fresh.length === 0 ? seen : [...seen, ...fresh];
      if (skipped.length === 0) return lawfully(after);
      const facts = { act, skipped: skipped.map(({ code }) => code).join(', ') };
      return breaching(after, { positions: [reception.position, position], facts });
    },
  };
}

/** Signing is the last step of the approving role with those of that role right before it, or else the last step. */
function signingStart(steps: readonly CourseStep[], approvingRole: string): number {
  const last = steps.findLastIndex(({ role }) => role === approvingRole);
  const end = last === -1 ? steps.length - 1 : last;
  const role = steps[end]?.role;
  return steps.findLastIndex((step, index) => index <= end && step.role !== role) + 1;
}

function has(seen: Seen, code: string): boolean {
  return seen.some(({ key }) => key === code);
}
