import { type Breach, refuse, requireSystem, unlessInsisted } from '@hoso/contracts';
import { atCounter, notInState } from './at-counter.ts';
import type { DossierCommandOf } from './dossier-command.ts';
import { type AnyReceived, type Begun, type DossierEvent, isTransferred } from './dossier-state.ts';
import { dueAfterPauses } from './due-after-pauses.ts';
import { lawfulDue } from './lawful-due.ts';
import { resumed } from './pauses.ts';

/** The one-stop unit moves the appointment on the strength of an extension slip (61 Đ19.9). */
export function changeDueDate(command: DossierCommandOf<'ChangeDueDate'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (state.status !== 'received' && state.status !== 'in-process') return notInState(command, state);
  if (state.dueAt === data.dueAt) return [];
  if (data.dueAt <= state.reception.startAt) refuse('DueDateInPast', { dueAt: data.dueAt });
  // Whatever the cause is said to be, only a slip makes a date later (V07).
  const unfounded = data.dueAt > state.dueAt && data.slipRef === undefined && !isSetRight(data, state);
  const insisted = unlessInsisted(
    insist,
    breach,
    unfounded ? { code: 'SlipRequired' } : undefined,
    slipBreach(command, state),
  );
  const { cause, slipRef } = data;
  const handling = state.status === 'in-process' ? { case: state.case } : {};
  return [
    { type: 'DueDateChanged', data: { from: state.dueAt, to: data.dueAt, cause, slipRef, ...handling, ...insisted } },
  ];
}

/**
 * A date set too early may be set right; so may one that no clock could move when a term without a unit ran anew, or
 * stood.
 */
function isSetRight(
  { cause, dueAt: said }: DossierCommandOf<'ChangeDueDate'>['data'],
  { law, restart, pauses }: AnyReceived,
): boolean {
  if (law) return cause === 'correction' && said <= (law.extended ? law.dueAt : law.clockDueAt);
  return (cause === 'restart' && restart !== undefined) || (cause === 'pause' && pauses.length > 0);
}

/** A slip that is named is one that the dossier's case had written by then, and grants no more than it asks for. */
function slipBreach(
  { data: { slipRef, dueAt: said }, occurredAt, slip }: DossierCommandOf<'ChangeDueDate'>,
  { dueAt }: AnyReceived,
): Breach | undefined {
  if (slipRef === undefined) return undefined;
  if (!slip || slip.requestedAt > occurredAt) return { code: 'SlipUnknown', params: { slip: slipRef } };
  const { newDueAt } = slip;
  if (newDueAt === undefined || said <= newDueAt || said <= dueAt) return undefined;
  return { code: 'SlipSaysEarlier', params: { slip: slipRef, newDueAt } };
}

/**
 * Also after the result: two policies run side by side, and the result's may come first. Only the agency's full
 * supplement restarts a term; a clerk of the unit who says that there was one stands by it (V28).
 */
export function restartClock(command: DossierCommandOf<'RestartClock'>, state: Begun): readonly DossierEvent[] {
  const { calendar, data, insist } = command;
  const bySystem = command.actor.role === 'system';
  const breach = bySystem ? undefined : (atCounter(command, state) ?? { code: 'RestartBySupplement' as const });
  if (!isTransferred(state) || state.case !== data.case) return notInState(command, state);
  if (state.restart && data.at <= state.restart.at) return [];
  if (!calendar) return refuse('CalendarNotFound', { id: state.reception.calendar.id });
  if (data.at < state.reception.startAt) refuse('DueDateInPast', { dueAt: data.at });
  const dueAt = (bySystem ? undefined : data.dueAt) ?? lawfulDue(calendar, state.reception.term, data.at);
  if (dueAt !== undefined && dueAt <= data.at) refuse('DueDateInPast', { dueAt });
  const insisted = unlessInsisted(insist, breach);
  return [{ type: 'ClockRestarted', data: { at: data.at, from: state.dueAt, dueAt, case: data.case, ...insisted } }];
}

/** T9, T15. Whether it has a ground was asked where it was decided: at the agency. */
export function pauseClock(command: DossierCommandOf<'PauseClock'>, state: Begun): readonly DossierEvent[] {
  const { actor, data } = command;
  requireSystem(actor);
  const open = 'open' in state ? state.open : [];
  const same = open.find(({ cause }) => cause === data.cause);
  if (same && same.at === data.at && same.groundRef === data.groundRef) return [];
  if (state.status !== 'in-process' && !('open' in state)) return notInState(command, state);
  if (state.case !== data.case || same) return notInState(command, state);
  return [{ type: 'Paused', data }];
}

/** T10, T19. The clock runs again once nothing lets it stand any more. */
export function resumeClock(command: DossierCommandOf<'ResumeClock'>, state: Begun): readonly DossierEvent[] {
  const { actor, calendar, data } = command;
  requireSystem(actor);
  const { cause, at, case: number, awaitsSupplement } = data;
  if ('pauses' in state && state.pauses.some((one) => one.cause === cause && one.until === at)) return [];
  if (!('open' in state) || state.case !== number) return notInState(command, state);
  const { open, past } = resumed(state, cause, at);
  const [ended] = past;
  if (!ended) return notInState(command, state);
  if (at < ended.at) refuse('BeforeReception', { occurredAt: at, last: ended.at });
  const awaits = open[0]?.cause ?? (awaitsSupplement ? ('supplement' as const) : undefined);
  if (awaits) return [{ type: 'Resumed', data: { cause, case: number, at, awaits } }];
  if (!calendar) return refuse('CalendarNotFound', { id: state.reception.calendar.id });
  const stood = { from: state.since, to: at };
  const due = dueAfterPauses(calendar, { ...state, pauses: [...state.pauses, ...past] }, stood);
  return [{ type: 'Resumed', data: { cause, case: number, at, due } }];
}
