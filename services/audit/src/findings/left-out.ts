import type { LeftOut } from '@hoso/contracts';
import type { Untaken } from './court.ts';

/** Told one by one; who wants them all looks at the log from there. */
const firstMax = 10;

/** What several parts of a log left out, or several laws: each dossier once, by the event that stands first. */
export function leftOut(parts: readonly (readonly Untaken[])[]): LeftOut {
  const inOrder = parts.flat().toSorted((one, other) => one.position - other.position);
  const met = new Set<string>();
  const first = inOrder.filter(({ dossier }) => !met.has(dossier) && met.add(dossier));
  return { count: first.length, first: first.slice(0, firstMax) };
}
