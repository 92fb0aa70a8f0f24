import { type Breach, doers, type Role, refuse, requireUnit, wrongRole } from '@hoso/contracts';
import type { DossierCommand } from './dossier-command.ts';
import type { Begun } from './dossier-state.ts';

/** Who works at a one-stop unit's counter. */
export const counterRoles: readonly Role[] = doers.counter;

/** Refuses whoever is not of the dossier's one-stop unit; of its people, some have to insist. */
export function atCounter({ actor }: DossierCommand, { submission }: Begun): Breach | undefined {
  requireUnit(actor, submission.oneStop);
  return wrongRole(actor, counterRoles);
}

export function notInState({ type }: DossierCommand, { status }: Begun): never {
  return refuse('NotInState', { status, command: type });
}

/** Nothing is done for it any more. */
export function ended({ status }: Begun): boolean {
  return status === 'refused-at-reception' || status === 'withdrawn' || status === 'returned';
}
