import type { ListVariants, ShowDirectlyFollows } from '@hoso/contracts';
import { directlyFollows, variantsOf } from '@hoso/rules';
import type { z } from 'zod';
import type { Logs } from '../audit-ports.ts';
import { measured, readableLog } from '../checks/measure-log.ts';

/** What follows what in any log. */
export async function showDirectlyFollows(
  logs: Logs,
  ask: z.output<typeof ShowDirectlyFollows.ask>,
): Promise<z.output<typeof ShowDirectlyFollows.answer>> {
  const readable = await readableLog(logs, ask.log);
  const { cases, events, pairs, activities, edges } = await measured(readable, directlyFollows);
  const { log, completeUpTo } = readable;
  return { log, cases, events, completeUpTo, pairs, activities: [...activities], edges: [...edges] };
}

/** The ways that the cases of any log took. */
export async function listVariants(
  logs: Logs,
  ask: z.output<typeof ListVariants.ask>,
): Promise<z.output<typeof ListVariants.answer>> {
  const readable = await readableLog(logs, ask.log);
  const found = await measured(readable, (survey) => variantsOf(survey, ask.limit));
  const { log, completeUpTo } = readable;
  const { cases, events, distinct, single } = found;
  const variants = found.variants.map(({ activities, count, example }) => ({
    ...{ activities: [...activities], count, example },
  }));
  return { log, cases, events, completeUpTo, distinct, single, variants };
}
