import { doers, type Breach, type Role, refuse, requireUnit, wrongRole } from '@hoso/contracts';
import type { CaseCommand } from './case-command.ts';
import type { Begun } from './case-state.ts';

/** Who works at a one-stop unit's counter: supplements come in there, and by 61 Đ17.5 some cases are theirs. */
export const counterRoles: readonly Role[] = doers.counter;

/** What every event of a case names. */
export function at({ dossier, data }: CaseCommand): { readonly dossier: string; readonly case: number } {
  return { dossier, case: data.case };
}

/** Refuses a case that has its end. */
export function unfinished({ status }: Begun): void {
  if (status === 'finished') refuse('CaseFinished');
}

/** Refuses a case on which nobody is to work now: it has its end, or its processing is stopped. */
export function atWork(state: Begun): void {
  unfinished(state);
  if (state.status === 'stopped') refuse('CaseStopped');
}

/** Refuses a case that is not simply in process: it waits for something, or nobody is to work on it. */
export function inProcess(state: Begun): void {
  atWork(state);
  if (state.status === 'supplement-pending') refuse('SupplementPending');
  if (state.status === 'obligation-pending') refuse('ObligationPending');
}

/** Refuses whoever is not of the case's agency. */
export function atAgency(command: CaseCommand, state: Begun, roles: readonly Role[]): Breach | undefined {
  requireUnit(command.actor, state.opened.agency);
  return mayDo(command, state, roles);
}

/** Refuses whoever is of neither unit that has to do with the case: its agency, and the counter it came from. */
export function atAgencyOrCounter(command: CaseCommand, state: Begun): Breach | undefined {
  requireUnit(command.actor, state.opened.agency, state.opened.oneStop);
  return command.actor.unit === state.opened.agency
    ? mayDo(command, state, doers.agency)
    : wrongRole(command.actor, counterRoles);
}

/** Where 61 Đ17.5 applies, one-stop staff stand in for every role; whoever signs for the head stands in for him. */
export function mayDo({ actor, capacity }: CaseCommand, { opened }: Begun, roles: readonly Role[]): Breach | undefined {
  if (capacity !== undefined && roles.includes('head')) return undefined;
  return wrongRole(actor, opened.clerkMayProcess ? [...roles, ...counterRoles] : roles);
}

/** As what he acts who is not among these roles and stands in for the head. */
export function forHead({ actor, capacity }: CaseCommand, roles: readonly Role[]) {
  return capacity === undefined || !roles.includes('head') || roles.includes(actor.role) ? {} : { capacity };
}

/** A step before the dossier was received (V22). */
export function early({ occurredAt }: CaseCommand, { opened: { startAt } }: Begun): Breach | undefined {
  return occurredAt < startAt ? { code: 'BeforeReception', params: { occurredAt, last: startAt } } : undefined;
}

/** Until somebody is assigned, any officer of the agency may begin; a head may always step in. */
export function notAssigned({ actor }: CaseCommand, { officer }: Begun): Breach | undefined {
  if (officer === undefined || officer === actor.id || actor.role === 'head') return undefined;
  return { code: 'NotAssigned', params: { officer } };
}

/**
 * Approving the dossier one received or the steps one did oneself (V23), 61 Đ17.5 aside. Signing twice is one
 * signature.
 */
export function ownWork({ actor }: CaseCommand, { opened, done }: Begun): Breach | undefined {
  if (opened.clerkMayProcess) return undefined;
  const approving = opened.steps.filter(({ role }) => role === 'head').map(({ code }) => code);
  const worked = done.some(({ step, by }) => by === actor.id && !approving.includes(step));
  return worked || opened.receivedBy === actor.id ? { code: 'OwnWork' } : undefined;
}
