import {
  type Actor,
  ListViews,
  MoveClock,
  OperationsStatus,
  type QueryType,
  RebuildView,
  RetryHeld,
  type Role,
  refuse,
} from '@hoso/contracts';
import { type Bus, type EventStore, instantOf, type ViewStore } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { Followers } from './follow-log.ts';
import type { SimulatedClock } from './log-clock.ts';
import { moveClock } from './move-clock.ts';

export interface OperationsParts {
  readonly bus: Bus;
  readonly store: EventStore;
  readonly views: ViewStore;
  /** The log's name in the data folder. */
  readonly name: string;
  readonly verify: (token: string | undefined) => Promise<Actor>;
  readonly followers: Followers;
  /** The log's clock, and what moves it where it can be moved. */
  readonly clock: () => number;
  readonly simulated: SimulatedClock | undefined;
}

const readers: readonly Role[] = ['operator', 'inspector'];
const operators: readonly Role[] = ['operator'];

/**
 * Answers what operators ask and tell: status, retries, rebuilds, the clock. They decide nothing and write nothing into
 * the log.
 */
export async function answerOperations(parts: OperationsParts): Promise<void> {
  const { store, views, name, followers, clock, simulated } = parts;
  await answer(parts, OperationsStatus, readers, async () => ({
    log: { name, id: store.log.id, kind: store.log.kind, head: await store.head() },
    followers: [...(await followers.status())],
    audit: await auditStatus(followers),
    rebuilds: [...followers.rebuilds()],
  }));
  await answer(parts, RetryHeld, operators, ({ follower, subject }) => followers.retry(follower, subject));
  await answer(parts, ListViews, readers, async () => ({
    items: (await views.generations()).map(({ view, generation, revision, live }) => ({
      view,
      generation,
      revision,
      live,
    })),
    completeUpTo: await store.head(),
    lagMs: 0,
  }));
  await answer(parts, RebuildView, operators, async ({ view }) => {
    const began = performance.now();
    const events = await store.head();
    const generation = await followers.rebuild(view);
    return { view, generation, events, ms: Math.round(performance.now() - began) };
  });
  await answer(parts, MoveClock, operators, async ({ to }) => ({
    log: name,
    kind: store.log.kind,
    now:
      to === undefined
        ? instantOf(clock())
        : await moveClock({ name, clock, simulated, settle: (timeoutMs) => followers.settle(timeoutMs) }, to),
  }));
}

async function auditStatus(followers: Followers) {
  const { head, followers: own } = await followers.auditStatus();
  return { head, followers: [...own] };
}

async function answer<Ask extends z.ZodObject, Answer extends z.ZodType>(
  { bus, verify }: OperationsParts,
  query: QueryType<Ask, Answer>,
  roles: readonly Role[],
  work: (ask: z.output<Ask>) => Promise<z.input<Answer>>,
): Promise<void> {
  await bus.reply(query.subject, 'platform', async ({ data, headers }) => {
    const actor = await verify(headers['token']);
    if (!roles.includes(actor.role)) refuse('RoleNotAllowed', { role: actor.role });
    return work(query.ask.parse(data));
  });
}
