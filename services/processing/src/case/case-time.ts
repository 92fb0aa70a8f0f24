import { missing, refuse, requireSystem, unlessInsisted } from '@hoso/contracts';
import { at, atAgency, early, forHead } from './case-authority.ts';
import type { CaseCommandOf } from './case-command.ts';
import { type Begun, type CaseEvent, clockStandsIn } from './case-state.ts';

/**
 * The one-stop unit's date is the agency's too. What the platform says for itself is said of how things stand: what is
 * stale by now leads to nothing.
 */
export function followDueDate(command: CaseCommandOf<'FollowDueDate'>, state: Begun): readonly CaseEvent[] {
  requireSystem(command.actor);
  const { dueAt = state.dueAt } = command.data;
  const isThere = state.runsTo === dueAt || (clockStandsIn(state) && state.dueAt === dueAt);
  if (state.status === 'finished' || isThere) return [];
  return [{ type: 'CaseDueChanged', data: { ...at(command), dueAt } }];
}

/** Once for each date. */
export function remind(command: CaseCommandOf<'Remind'>, state: Begun): readonly CaseEvent[] {
  requireSystem(command.actor);
  const { data } = command;
  const { of, consultation, dueAt } = data;
  const isDue = of === 'result' ? isAwaited(state, dueAt) : isAnswerAwaited(state, data);
  if (!isDue || (of === 'result' && state.told.remindedOf === dueAt)) return [];
  const whom = state.officer === undefined ? {} : { officer: state.officer };
  const which = consultation === undefined ? {} : { consultation };
  return [{ type: 'ReminderSent', data: { ...at(command), of, ...which, dueAt, ...whom } }];
}

function isAnswerAwaited(
  { consultations }: Begun,
  { consultation = 0, dueAt }: CaseCommandOf<'Remind'>['data'],
): boolean {
  const asked = consultations[consultation - 1];
  return asked !== undefined && asked.dueAt === dueAt && asked.answer === undefined && !asked.isReminded;
}

export function markOverdue(command: CaseCommandOf<'MarkOverdue'>, state: Begun): readonly CaseEvent[] {
  requireSystem(command.actor);
  const { dueAt } = command.data;
  if (!isAwaited(state, dueAt) || state.told.overdueSince === dueAt) return [];
  const whom = state.officer === undefined ? {} : { officer: state.officer };
  return [{ type: 'MarkedOverdue', data: { ...at(command), dueAt, ...whom } }];
}

export function proposeAutoClose(command: CaseCommandOf<'ProposeAutoClose'>, state: Begun): readonly CaseEvent[] {
  requireSystem(command.actor);
  const { closableAt } = command.data;
  const isDue = state.status === 'supplement-pending' && state.papers.request?.closableAt === closableAt;
  if (!isDue || state.told.closableAt === closableAt) return [];
  return [{ type: 'AutoCloseProposed', data: { ...at(command), closableAt } }];
}

/** T16: only where the sector's law says so, and not before (V50). The head does it; the platform proposed it. */
export function autoClose(command: CaseCommandOf<'AutoClose'>, state: Begun): readonly CaseEvent[] {
  const { data, insist, occurredAt } = command;
  const breach = atAgency(command, state, ['head']);
  const { groundRef } = data;
  if (state.status === 'finished') return state.result.outcome === 'closed' ? [] : refuse('CaseFinished');
  if (state.status !== 'supplement-pending') return refuse('NoSupplementPending');
  const closableAt = state.papers.request?.closableAt;
  const isClosable = closableAt !== undefined && occurredAt >= closableAt;
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    missing('groundRef', groundRef),
    isClosable ? undefined : { code: 'NotClosableYet' },
  );
  const as = forHead(command, ['head']);
  const since = closableAt === undefined ? {} : { closableAt };
  return [{ type: 'AutoClosed', data: { ...at(command), ...since, groundRef, ...as, ...insisted } }];
}

/** The clock runs to this date, and the case has no end yet. */
function isAwaited({ status, runsTo }: Begun, dueAt: string): boolean {
  return status !== 'finished' && runsTo === dueAt;
}
