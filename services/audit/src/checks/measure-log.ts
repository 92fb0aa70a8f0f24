import type { LogName } from '@hoso/contracts';
import type { LogSurvey, Pass, RuleEvent } from '@hoso/rules';
import { surveyLog } from '@hoso/rules';
import type { z } from 'zod';
import type { Logs } from '../audit-ports.ts';
import { namedLog, whole } from '../logs/named-log.ts';
import { ruleEvents } from './kept-events.ts';

/** A log as rules and measures read it: the same events each time, up to where it stood at first. */
export interface ReadableLog {
  readonly log: z.output<typeof LogName>;
  readonly completeUpTo: number;
  readonly read: () => AsyncIterable<RuleEvent>;
}

/** Any log of the platform. Refuses `LogNotFound`, `ImportUnfinished` and `ImportNotBegun`. */
export async function readableLog(logs: Logs, name: string): Promise<ReadableLog> {
  const { store, head: completeUpTo } = await whole(await namedLog(logs, name));
  return { log: name, completeUpTo, read: () => ruleEvents.upTo(store, completeUpTo) };
}

/** Reads a log twice: once to know its cases, once to measure it. In memory is what the measure keeps. */
export async function measured<Result>(
  { read }: Pick<ReadableLog, 'read'>,
  measure: (survey: LogSurvey) => Pass<Result>,
): Promise<Result> {
  return through(read(), measure(await through(read(), surveyLog())));
}

async function through<Result>(events: AsyncIterable<RuleEvent>, pass: Pass<Result>): Promise<Result> {
  for await (const event of events) pass.eat(event);
  return pass.finish();
}
