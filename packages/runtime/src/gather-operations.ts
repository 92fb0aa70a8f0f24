import {
  type Actor,
  ListViews,
  MoveClock,
  OperationsStatus,
  type QueryType,
  RebuildView,
  RetryHeld,
  refuse,
} from '@hoso/contracts';
import { type Answering, type Bus, isDomainError, pause } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { answer, operationsOf, operators, platformOperations, readers, together } from './operations.ts';

export interface GatherParts {
  readonly bus: Bus;
  readonly verify: (token: string | undefined) => Promise<Actor>;
  /** The services that follow the log. */
  readonly services: readonly string[];
  /** How long events that were not followed yet are waited for before a clock moves. */
  readonly settleMaxMs?: number;
}

/** How long a service may take to say how it is, and to rebuild a view. */
const statusTimeoutMs = 3_000;
const rebuildTimeoutMs = 600_000;
const settleMaxDefaultMs = 5_000;
const settlePollMs = 50;
/** The service that moves it waits for its own. */
const moveTimeoutMs = 10_000;

/**
 * What operators ask of a platform whose services are processes of their own: each of them is asked, and what they say
 * is put together. A service that does not answer is named.
 */
export async function gatherOperations(parts: GatherParts): Promise<Answering> {
  const { bus, verify, services, settleMaxMs = settleMaxDefaultMs } = parts;
  const at = platformOperations;
  const ask = async <Ask extends z.ZodObject, Answer extends z.ZodType>(
    service: string,
    query: QueryType<Ask, Answer>,
    question: z.output<Ask>,
    token: string,
    timeoutMs = statusTimeoutMs,
  ): Promise<z.output<Answer>> => {
    const subject = operationsOf(service).subject(query);
    return query.answer.parse(await bus.request(subject, { data: question, headers: { token } }, timeoutMs));
  };
  const askAll = <Ask extends z.ZodObject, Answer extends z.ZodType>(
    query: QueryType<Ask, Answer>,
    question: z.output<Ask>,
    token: string,
  ) => answersOf(services, (service) => ask(service, query, question, token));

  return together([
    await answer({ at, bus, verify }, OperationsStatus, readers, async (question, { token }) => {
      const { answers, away, first } = await askAll(OperationsStatus, question, token);
      const head = Math.max(...answers.map(({ log }) => log.head));
      const audit = answers.find((one) => one.audit)?.audit;
      return {
        log: { ...first.log, head },
        followers: answers.flatMap(({ followers }) => followers),
        ...(audit ? { audit } : {}),
        rebuilds: answers.flatMap(({ rebuilds }) => rebuilds),
        ...(away.length > 0 ? { away: [...away] } : {}),
      };
    }),
    await answer({ at, bus, verify }, RetryHeld, operators, async (question, { token }) => {
      const { answers } = await askAll(RetryHeld, question, token);
      return {
        retried: answers.reduce((sum, { retried }) => sum + retried, 0),
        stillHeld: answers.reduce((sum, { stillHeld }) => sum + stillHeld, 0),
      };
    }),
    await answer({ at, bus, verify }, ListViews, readers, async (question, { token }) => {
      const { answers, first } = await askAll(ListViews, question, token);
      // Services that share a store of views each know all of them.
      const items = new Map(
        answers.flatMap((one) => one.items.map((item) => [`${item.view} ${item.generation}`, item] as const)),
      );
      return { ...first, items: [...items.values()] };
    }),
    await answer({ at, bus, verify }, RebuildView, operators, async (question, { token }) => {
      let away: unknown;
      for (const service of services) {
        try {
          return await ask(service, RebuildView, question, token, rebuildTimeoutMs);
        } catch (error) {
          // The view may be the next one's.
          if (Error.isError(error) && error.name === 'NoResponder') away = error;
          else if (!isDomainError(error) || error.code !== 'ViewNotFound') throw error;
        }
      }
      if (away !== undefined) throw away;
      return refuse('ViewNotFound', { view: question.view });
    }),
    await answer({ at, bus, verify }, MoveClock, operators, async (question, { token }) => {
      const [service = 'registry'] = services;
      const settled = () => askAll(OperationsStatus, {}, token).then(({ answers, away }) => isSettled(answers, away));
      if (question.to !== undefined && !(await comesTrue(settled, settleMaxMs))) refuse('ClockWaits');
      return await ask(service, MoveClock, question, token, moveTimeoutMs);
    }),
  ]);
}

/** What those say that answer, and who does not. Rejects where nobody does. */
async function answersOf<Answer>(services: readonly string[], ask: (service: string) => Promise<Answer>) {
  const asked = await Promise.allSettled(services.map(ask));
  const answers = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const away = services.filter((_, index) => asked[index]?.status === 'rejected');
  const [first] = answers;
  if (first !== undefined) return { answers, away, first };
  const reasons = asked.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  // A refusal is the answer only where nobody was away who might have given another one.
  throw reasons.find((reason) => !isDomainError(reason)) ?? reasons[0] ?? new Error('there is no service to ask');
}

/** Whether all have followed what is in the log. Each says so of itself, at one moment after the other. */
function isSettled(answers: readonly z.output<typeof OperationsStatus.answer>[], away: readonly string[]): boolean {
  const head = Math.max(...answers.map(({ log }) => log.head));
  return away.length === 0 && answers.every(({ followers }) => followers.every((one) => one.completeUpTo >= head));
}

async function comesTrue(look: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await look())) {
    if (performance.now() > deadline) return false;
    await pause(settlePollMs);
  }
  return true;
}
