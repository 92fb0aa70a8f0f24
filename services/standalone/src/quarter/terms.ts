import type { Term } from '@hoso/working-time';
import type { Matter } from '../demo/cast.ts';
import { provinceProcedures } from './province-procedures.ts';

/** The time that the law gives a matter. */
export function termOf({ code }: Matter, channel: 'counter' | 'online' | 'post'): Term {
  const term = provinceProcedures.get(code)?.terms[channel];
  if (!term || term.unit === 'unstated') throw new Error(`${code} has no term for ${channel}`);
  return term;
}

/** Papers that have to be there. */
export function documentsOf({ code }: Matter): readonly string[] {
  return (provinceProcedures.get(code)?.documents ?? [])
    .filter(({ needed }) => needed)
    .map((document) => document.code);
}

/** Whether who asks for it has to appear. */
export function needsPresence({ code }: Matter): boolean {
  return provinceProcedures.get(code)?.presenceRequired === true;
}
