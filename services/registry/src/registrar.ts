import { refuse } from '@hoso/contracts';
import { canonicalJson, type DomainCommand } from '@hoso/event-sourcing';

/** An intent made a command of the registry. */
export type RegistryCommand<Intent extends { readonly type: string; readonly data: unknown }> = Intent &
  Omit<DomainCommand, 'type' | 'data'>;

/** The registry is the registrar's, and the platform's own. Refuses everybody else: nobody insists upon that. */
export function requireRegistrar({ actor }: Pick<DomainCommand, 'actor'>): void {
  if (actor.role !== 'registrar' && actor.role !== 'system') refuse('RoleNotAllowed', { role: actor.role });
}

/** Whether two publications say the same, member for member. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** The first value that stands twice. */
export function findRepeated(values: readonly string[]): string | undefined {
  return values.find((value, index) => values.indexOf(value) !== index);
}
