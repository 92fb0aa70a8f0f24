import { refuse, unlessInsisted } from '@hoso/contracts';
import type { Instant } from '@hoso/event-sourcing';
import { atCounter, ended, notInState } from './at-counter.ts';
import type { DossierCommand, DossierCommandOf } from './dossier-command.ts';
import type { Begun, DossierEvent } from './dossier-state.ts';

/** Early: on an earlier local date than the appointment (DOMAIN §6.1). */
export function notifyEarlyResult(
  command: DossierCommandOf<'NotifyEarlyResult'>,
  state: Begun,
): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = byPlatform(command) ? undefined : atCounter(command, state);
  if (state.status !== 'finished') return notInState(command, state);
  const { finishedAt, dueAt, book } = state;
  if (localDateOf(finishedAt) >= localDateOf(dueAt)) refuse('ResultNotEarly', { finishedAt, dueAt });
  const last = book.notices.EarlyResultNotified;
  if (last?.means === data.means && last.dueAt === dueAt) return [];
  return [{ type: 'EarlyResultNotified', data: { ...data, dueAt, ...unlessInsisted(insist, breach) } }];
}

/** Of the date as it was moved last. */
export function notifyReAppointment(
  command: DossierCommandOf<'NotifyReAppointment'>,
  state: Begun,
): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = byPlatform(command) ? undefined : atCounter(command, state);
  if (ended(state) || !('reception' in state)) return notInState(command, state);
  const { dueAt, extendedTo, book } = state;
  if (extendedTo === undefined) refuse('NotReAppointed');
  const last = book.notices.ReAppointmentNotified;
  if (last?.means === data.means && last.dueAt === dueAt) return [];
  return [{ type: 'ReAppointmentNotified', data: { ...data, dueAt, ...unlessInsisted(insist, breach) } }];
}

/** Of each result once by the same means, whether it waits at the counter or goes by post. */
export function notifyResult(command: DossierCommandOf<'NotifyResult'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = byPlatform(command) ? undefined : atCounter(command, state);
  if (state.status !== 'finished') return notInState(command, state);
  const { finishedAt, book } = state;
  const last = book.notices.ResultNotified;
  if (last?.means === data.means && last.finishedAt === finishedAt) return [];
  return [{ type: 'ResultNotified', data: { ...data, finishedAt, ...unlessInsisted(insist, breach) } }];
}

/** What the platform itself has told somebody, it records itself. */
function byPlatform({ actor }: DossierCommand): boolean {
  return actor.role === 'system';
}

/** The province is seven hours ahead of UTC, all year. */
export function localDateOf(instant: Instant): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);
}
