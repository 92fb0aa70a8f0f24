import {
  type BoundLaw,
  FindLaw,
  FindProcedure,
  type Law,
  type ProcedureVersion,
  type QueryType,
} from '@hoso/contracts';
import type { z } from 'zod';
import type { Opened } from './case-state.ts';

/** Asks the registry. */
export type Ask = <Question extends z.ZodObject, Answer extends z.ZodType>(
  query: QueryType<Question, Answer>,
  question: z.input<Question>,
) => Promise<z.output<Answer>>;

/** What the very versions say that a dossier is bound to. */
export async function boundLaw(ask: Ask, { ruleSets }: BoundLaw): Promise<Law> {
  const bound = ruleSets.map(({ id, version }) => `${id}.${version}`).join();
  return (await ask(FindLaw, { bound })).law;
}

/** The procedure as it was in force when the dossier's term began; nothing of a case from before it was told. */
export async function boundProcedure(
  ask: Ask,
  { procedure: code, startAt }: Opened['opened'],
): Promise<ProcedureVersion | undefined> {
  if (code === undefined) return undefined;
  return (await ask(FindProcedure, { code, on: localDateOf(startAt) })).procedure;
}

/** The province is seven hours ahead of UTC, all year. */
function localDateOf(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);
}
