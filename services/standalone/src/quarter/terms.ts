import { PublishProcedure } from '@hoso/contracts';
import { seedCommands } from '@hoso/registry';
import type { Term } from '@hoso/working-time';
import type { Matter } from '../demo/cast.ts';

const procedures = new Map(
  seedCommands()
    .filter(({ type }) => type === PublishProcedure.name)
    .map(({ data }) => PublishProcedure.data.parse(data))
    .map((procedure) => [procedure.code, procedure] as const),
);

/** The time that the law gives a matter. */
export function termOf({ code }: Matter, channel: 'counter' | 'online' | 'post'): Term {
  const term = procedures.get(code)?.terms[channel];
  if (!term || term.unit === 'unstated') throw new Error(`${code} has no term for ${channel}`);
  return term;
}

/** Papers that have to be there. */
export function documentsOf({ code }: Matter): readonly string[] {
  return (procedures.get(code)?.documents ?? []).filter(({ needed }) => needed).map((document) => document.code);
}
