import { type Actor, Role, refuse } from '@hoso/contracts';

/** What is about single dossiers is asked by anybody: `readingOf` of the contracts says who is answered. */
export const everybody: readonly Role[] = Role.options;

/** Who may know which logs there are: everybody in office. Who reads a dossier, `readingOf` of the contracts says. */
export const readers: readonly Role[] = [
  'clerk',
  'one-stop-head',
  'officer',
  'head',
  'coordinator',
  'postal',
  'inspector',
  'operator',
  'registrar',
  'system',
];

/** Who may judge logs, take them away and bring others in. */
export const inspection: readonly Role[] = ['inspector', 'operator', 'system'];

/** Refuses `RoleNotAllowed`; nobody insists upon reading. */
export function requireRole({ role }: Actor, allowed: readonly Role[]): void {
  if (!allowed.includes(role)) refuse('RoleNotAllowed', { role });
}
