import { z } from 'zod';
import { findInstant } from './instant.ts';
import type { Ending, Machine } from './machine.ts';
import { AttributeName, RuleId } from './rule-names.ts';

/** The case must be finished by its deadline; both are attributes of the case. A case that lacks one is not judged. */
export const Deadline = z.strictObject({
  id: RuleId,
  template: z.literal('deadline'),
  finishedAttribute: AttributeName,
  deadlineAttribute: AttributeName,
});
export type Deadline = z.infer<typeof Deadline>;

/** What was last told, and by which event. */
interface Told {
  readonly value: string;
  readonly position: number;
}

export interface DeadlineState {
  readonly finished: Told | null;
  readonly deadline: Told | null;
}

export const deadline = (rule: Deadline): Machine<DeadlineState> => ({
  initial: { finished: null, deadline: null },
  eat: (state, { position, caseAttributes }) => {
    const told = (name: string): Told | undefined =>
      caseAttributes !== undefined && Object.hasOwn(caseAttributes, name)
        ? { value: caseAttributes[name] ?? '', position }
        : undefined;
    const finished = told(rule.finishedAttribute) ?? state.finished;
    return { state: { finished, deadline: told(rule.deadlineAttribute) ?? state.deadline }, breaches: [] };
  },
  end: (state) =>
    state.finished === null || state.deadline === null ? NOT_JUDGED : ending(rule, state.finished, state.deadline),
});

const NOT_JUDGED: Ending = { applies: false, breaches: [], doubts: [] };

const ending = (rule: Deadline, finished: Told, due: Told): Ending => {
  const finishedAt = findInstant(finished.value);
  const dueAt = findInstant(due.value);
  if (finishedAt === undefined || dueAt === undefined) {
    const doubts = [
      ...(finishedAt === undefined ? [{ attribute: rule.finishedAttribute, value: finished.value }] : []),
      ...(dueAt === undefined ? [{ attribute: rule.deadlineAttribute, value: due.value }] : []),
    ];
    return { applies: false, breaches: [], doubts };
  }
  if (finishedAt <= dueAt) return { applies: true, breaches: [], doubts: [] };
  const breach = {
    positions: [...new Set([due.position, finished.position])].sort((one, other) => one - other),
    certainAt: finishedAt,
    expected: `${rule.finishedAttribute} not later than ${rule.deadlineAttribute}`,
    facts: { finished: finished.value, deadline: due.value, lateMs: finishedAt - dueAt },
  };
  return { applies: true, breaches: [breach], doubts: [] };
};
