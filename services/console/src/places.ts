import type { Role } from '@hoso/contracts';
import type { ListPlace } from './address.ts';

const units: readonly Role[] = ['clerk', 'one-stop-head', 'officer', 'head', 'coordinator', 'postal'];

/**
 * Whom each list has something for, as the grants of the routes say it. They are the platform's business: this only
 * spares everybody else a way that leads to a refusal.
 */
export const rolesOf: Readonly<Record<ListPlace, readonly Role[]>> = {
  units: [...units, 'inspector', 'operator'],
  findings: [...units, 'inspector', 'operator'],
  figures: [...units, 'inspector', 'operator'],
  inspections: ['inspector', 'head', 'one-stop-head'],
  petitions: ['applicant', 'clerk', 'one-stop-head', 'officer', 'head', 'coordinator', 'inspector', 'operator'],
  work: [...units, 'inspector', 'operator'],
};

/** The places that somebody can go to, in the order of the page. */
export function placesFor(role: Role): readonly ('overview' | ListPlace)[] {
  const lists = ['work', 'units', 'findings', 'figures', 'inspections', 'petitions'] as const;
  return ['overview', ...lists.filter((place) => rolesOf[place].includes(role))];
}
