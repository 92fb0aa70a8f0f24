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
import { type Answering, type Bus, type EventStore, instantOf, type ViewStore } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { Followers } from './follow-service.ts';
import { type MovableClock, moveClock } from './move-clock.ts';

/** Where operations are answered. */
export interface OperationsPlace {
  readonly queue: string;
  readonly subject: (query: { readonly subject: string }) => string;
}

/** For the whole platform. */
export const platformOperations: OperationsPlace = { queue: 'platform', subject: ({ subject }) => subject };

/** For one service that is a process of its own: the whole platform's are gathered from these. */
export const operationsOf = (service: string): OperationsPlace => ({
  queue: service,
  subject: ({ subject }) => subject.replace(/^platform\./, `${service}.`),
});

export interface OperationsParts {
  readonly at: OperationsPlace;
  readonly bus: Pick<Bus, 'reply'>;
  readonly store: EventStore;
  readonly views: ViewStore;
  /** The log's name in the data folder. */
  readonly name: string;
  readonly verify: (token: string | undefined) => Promise<Actor>;
  readonly followers: Followers;
  /** The log's clock, and what moves it where it can be moved. */
  readonly clock: () => number;
  readonly moveTo: MovableClock['moveTo'];
}

/**
 * Answers what operators ask and tell: status, retries, rebuilds, the clock. They decide nothing and write nothing into
 * the log.
 */
export async function answerOperations(parts: OperationsParts): Promise<Answering> {
  const { store, views, name, followers, clock, moveTo } = parts;
  const status = async () => ({
    log: { name, id: store.log.id, kind: store.log.kind, head: await store.head() },
    followers: [...(await followers.status())],
    audit: await auditStatus(followers),
    rebuilds: [...followers.rebuilds(), ...(await followers.rebuildsElsewhere())],
  });
  const list = async () => ({
    items: (await views.generations()).map(({ view, generation, revision, live }) => ({
      ...{ view, generation, revision, live },
    })),
    completeUpTo: await store.head(),
    lagMs: 0,
  });
  const rebuild = async ({ view }: { readonly view: string }) => {
    const began = performance.now();
    const events = await store.head();
    const generation = await followers.rebuild(view);
    return { view, generation, events, ms: Math.round(performance.now() - began) };
  };
  const move = async ({ to }: z.output<typeof MoveClock.ask>, { actor }: Asker) => ({
    log: name,
    kind: store.log.kind,
    now:
      to === undefined
        ? instantOf(clock())
        : await moveClock({ name, clock, moveTo, settle: (timeoutMs) => followers.settle(timeoutMs) }, to, actor),
  });
  return together([
    await answer(parts, OperationsStatus, readers, status),
    await answer(parts, RetryHeld, operators, ({ follower, subject }) => followers.retry(follower, subject)),
    await answer(parts, ListViews, readers, list),
    await answer(parts, RebuildView, operators, rebuild),
    await answer(parts, MoveClock, operators, move),
  ]);
}

/** Several answers, ended together. */
export function together(answering: readonly Answering[]): Answering {
  return {
    close: async () => {
      await Promise.all(answering.map((each) => each.close()));
    },
  };
}

/** Who asks, and the token to ask others with for him. */
export interface Asker {
  readonly actor: Actor;
  readonly token: string;
}

/** Answers one question of operators, at its place. */
export async function answer<Ask extends z.ZodObject, Answer extends z.ZodType>(
  { at, bus, verify }: Pick<OperationsParts, 'at' | 'bus' | 'verify'>,
  query: QueryType<Ask, Answer>,
  roles: readonly Role[],
  work: (ask: z.output<Ask>, asker: Asker) => Promise<z.input<Answer>>,
): Promise<Answering> {
  return await bus.reply(at.subject(query), at.queue, async ({ data, headers }) => {
    const actor = await verify(headers['token']);
    if (!roles.includes(actor.role)) refuse('RoleNotAllowed', { role: actor.role });
    return work(query.ask.parse(data), { actor, token: headers['token'] ?? '' });
  });
}

/** Who may see how the platform is. */
export const readers: readonly Role[] = ['operator', 'inspector'];
/** Who may change it. */
export const operators: readonly Role[] = ['operator'];

async function auditStatus(followers: Followers) {
  const own = await followers.auditStatus();
  return own && { ...own, followers: [...own.followers] };
}
