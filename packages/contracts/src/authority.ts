import type { RefusalParams } from '@hoso/event-sourcing';
import type { Actor, Insist, Role } from './actor.ts';
import type { RefusalCode } from './refusals.ts';
import { refuse } from './refuse.ts';

/**
 * What the law forbids and an actor may insist upon (ARCHITECTURE decision 17): the refusal it is without insistence.
 */
export interface Breach {
  readonly code: RefusalCode;
  readonly params?: RefusalParams;
}

/**
 * Refuses with the first breach unless the actor insists. Answers the insistence, to be recorded, only where it was
 * needed.
 */
export function unlessInsisted(
  insist: Insist | undefined,
  ...breaches: readonly (Breach | undefined)[]
): { readonly insisted?: Insist } {
  const first = breaches.find((breach) => breach !== undefined);
  if (!first) return {};
  return insist ? { insisted: insist } : refuse(first.code, first.params);
}

/** A role of the right unit but not among those the act takes: it can be insisted upon. */
export function wrongRole({ role }: Actor, allowed: readonly Role[]): Breach | undefined {
  return allowed.includes(role) ? undefined : { code: 'WrongRole', params: { role, allowed: allowed.join(', ') } };
}

/** A field whose absence is a violation. */
export function missing(field: string, value: unknown): Breach | undefined {
  return value === undefined ? { code: 'FieldRequired', params: { field } } : undefined;
}

/** Refuses an actor of another unit: nobody insists upon that. */
export function requireUnit(actor: Actor, ...units: readonly [string, ...string[]]): void {
  if (!units.includes(actor.unit)) refuse('WrongUnit', { unit: units.join(', ') });
}

/** Refuses whoever is not the platform itself. */
export function requireSystem({ role }: Actor): void {
  if (role !== 'system') refuse('RoleNotAllowed', { role });
}
