import { type FollowerStatus, type RebuildStatus, refuse } from '@hoso/contracts';
import {
  type Bus,
  type EventStore,
  type FollowedView,
  type Follower,
  type FollowerStatus as Standing,
  followedView,
  type Policy,
  pause,
  type PersonalData,
  policyFollower,
  type SendCommand,
  type View,
  type ViewStore,
} from '@hoso/event-sourcing';
import type { ServiceEventStore } from './adapters.ts';
import { fillViews } from './fill-views.ts';
import { type RebuildPlaces, rebuildInWorker } from './rebuild-in-worker.ts';
import { settled } from './settled.ts';

/** A service's share of what follows the log. */
export interface FollowingService {
  readonly name: string;
  readonly views: readonly View<unknown>[];
  readonly policies: readonly Policy[];
}

/** What audit has beside: the rules that follow the log, and a log of its own with the view that follows that. */
export interface AuditFollowing {
  readonly store: Pick<EventStore, 'head'>;
  readonly rules?: Follower;
  readonly followed: FollowedView<unknown>;
}

export interface FollowServicesOptions {
  readonly services: readonly FollowingService[];
  /** For workers. */
  readonly places: RebuildPlaces;
  readonly store: ServiceEventStore;
  readonly views: ViewStore;
  /** For views that are found by personal data. */
  readonly personal: PersonalData;
  readonly bus: Pick<Bus, 'consume'>;
  readonly clock: () => number;
  readonly send: SendCommand;
  /** Whoever opened it closes it. */
  readonly audit?: AuditFollowing | undefined;
  /** Whether other processes follow into the same views, now or later. */
  readonly shared: boolean;
  /** How far views are that are filled before anything else begins. */
  readonly onFilling: (progress: RebuildStatus) => void;
  /**
   * Done once views can be asked, and before policies set anything in motion. `settled` waits for views to come to the
   * log's head again.
   */
  readonly onFilled?: (settled: () => Promise<void>) => Promise<void>;
}

/** Views and policies at work. */
export interface Followers {
  status(): Promise<readonly FollowerStatus[]>;
  /** Those of audit's own log, where it is followed here. */
  auditStatus(): Promise<{ readonly head: number; readonly followers: readonly FollowerStatus[] } | undefined>;
  /** Tries held subjects again, of one follower or of all. */
  retry(
    follower: string | undefined,
    subject: string | undefined,
  ): Promise<{ readonly retried: number; readonly stillHeld: number }>;
  /** A new generation of a view, built in a worker and flipped; answers its number. */
  rebuild(view: string): Promise<number>;
  /** How far rebuilds are that have told so. */
  rebuilds(): readonly RebuildStatus[];
  /** Waits until all that is in the log is done or held, and what policies made of it; answers whether it is. */
  settle(timeoutMs: number): Promise<boolean>;
  /** Why answers from views cannot be had now, or not be kept up to date. */
  notReady(): readonly string[];
  close(): Promise<void>;
}

/** How long a new generation may take, once built, to overtake the one it replaces. */
const flipWithinMs = 60_000;

/** How often it is looked whether another process has replaced a view's generation. */
const lookMs = 2_000;

interface RunningView {
  readonly service: string;
  readonly name: string;
  readonly followed: FollowedView<unknown>;
  /** The generation that it follows into, as long as it rebuilds none. */
  readonly generation: number;
}

interface RunningPolicy {
  readonly service: string;
  readonly follower: Follower;
}

/** Starts following. A view whose fold was revised is rebuilt at once, beside the old one. */
export async function followServices(options: FollowServicesOptions): Promise<Followers> {
  const { services, store, views, personal, bus, clock, send, audit, shared, places } = options;
  const known = services.flatMap((service) => service.views);
  if (!shared) await dropUnfinished(views);
  await fillViews({ places, known, store, views, onProgress: options.onFilling });
  const running = new Map<string, RunningView>();
  const follow = async (service: string, view: View<unknown>): Promise<void> => {
    const { generation } = await views.live(view);
    const followed = await followedView({ view, views, personal, store, bus, clock });
    running.set(view.name, { service, name: view.name, followed, generation });
  };
  for (const service of services) for (const view of service.views) await follow(service.name, view);
  // What policies set in motion asks views: an answer from one that is yet to be filled would be a refusal for good.
  const settledViews = async (): Promise<void> => {
    for (const { followed } of running.values()) await filled(followed, await store.head());
  };
  await settledViews();
  await options.onFilled?.(settledViews);
  const policies: RunningPolicy[] = [];
  for (const { name, policies: own } of services) {
    for (const policy of own) {
      policies.push({
        service: name,
        follower: await policyFollower({ policy, policies: store.policies, send, store, bus, clock }),
      });
    }
  }
  const rules = audit?.rules ? [{ service: 'audit', follower: audit.rules }] : [];
  const ownViews = audit ? [{ service: 'audit', name: 'findings', followed: audit.followed, generation: 0 }] : [];
  const rebuilding = new Map<string, RebuildStatus | undefined>();

  const rebuild = async (name: string): Promise<number> => {
    const view = running.get(name);
    if (!view) return refuse('ViewNotFound', { view: name });
    if (rebuilding.has(name)) return refuse('RebuildRunning', { view: name });
    rebuilding.set(name, undefined);
    try {
      const generation = await view.followed.rebuild(
        (fresh, signal) =>
          rebuildInWorker({ ...places, name, generation: fresh }, (at) => rebuilding.set(name, at), signal),
        flipWithinMs,
      );
      running.set(name, { ...view, generation });
      return generation;
    } finally {
      rebuilding.delete(name);
    }
  };
  for (const [name, { followed }] of running) {
    if (followed.isOutdated())
      rebuild(name).catch((error: unknown) => console.error(`view ${name} could not be rebuilt:`, error));
  }

  const looking = new AbortController();
  const looked = shared ? lookForFlips(looking.signal) : Promise.resolve();

  /** Another process's rebuild ends with a generation that is to be followed here too. */
  async function lookForFlips(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(lookMs, signal);
      for (const { service, name, followed, generation } of signal.aborted ? [] : [...running.values()]) {
        const view = known.find((one) => one.name === name);
        if (!view || rebuilding.has(name)) continue;
        const live = await views.live(view).catch(() => undefined);
        if (!live || live.generation === generation || rebuilding.has(name)) continue;
        await followed.close();
        await follow(service, view);
      }
    }
  }

  return {
    rebuild,
    rebuilds: () => [...rebuilding.values()].filter((at) => at !== undefined),
    status: async () => [
      ...(await Promise.all([...running.values()].map(statusOfView))).flat(),
      ...(await statusOf('policy', policies)),
      ...(await statusOf('rules', rules)),
    ],
    auditStatus: async () =>
      audit && { head: await audit.store.head(), followers: (await Promise.all(ownViews.map(statusOfView))).flat() },
    retry: (follower, subject) =>
      retryHeld([...running.values(), ...policies, ...rules, ...ownViews], follower, subject),
    // What policies do, views and rules have to follow: policies first.
    settle: (timeoutMs) => settled(store, [...policies, ...running.values(), ...rules].map(followedBy), timeoutMs),
    notReady: () =>
      [...running].flatMap(([name, { followed }]) => {
        if (followed.isOutdated() && !rebuilding.has(name)) return [`view ${name} is outdated`];
        // Anybody may ask: of an error its name is told, the rest stands in the status of operations.
        const because = followed.stalledBecause()?.split(':', 1)[0];
        return because === undefined ? [] : [`view ${name} stands still: ${because}`];
      }),
    close: async () => {
      looking.abort();
      await looked;
      await Promise.all([...running.values()].map(({ followed }) => followed.close()));
      await Promise.all(policies.map(({ follower }) => follower.close()));
    },
  };
}

function followedBy(one: RunningView | RunningPolicy): FollowedView<unknown> | Follower {
  return 'followed' in one ? one.followed : one.follower;
}

/** What a rebuild left that was killed with its process: nobody else works on this folder. */
async function dropUnfinished(views: ViewStore): Promise<void> {
  for (const { view, generation, live } of await views.generations()) if (!live) await views.drop(view, generation);
}

const filledPollMs = 20;

/** Waits until a view has come to `head`, or cannot go on by itself. */
async function filled(followed: FollowedView<unknown>, head: number): Promise<void> {
  for (;;) {
    const [status] = await followed.status();
    if (!status || status.position >= head || status.stalledBecause !== undefined) return;
    await pause(filledPollMs);
  }
}

/** `follower` is a view's or policy's name, or that of a view's generation; all of them where it is left out. */
async function retryHeld(
  all: readonly (RunningView | RunningPolicy)[],
  follower: string | undefined,
  subject: string | undefined,
): Promise<{ readonly retried: number; readonly stillHeld: number }> {
  let retried = 0;
  let stillHeld = 0;
  for (const one of all) {
    const [status, retry, name] =
      'followed' in one
        ? [(await one.followed.status())[0], one.followed.retry.bind(one.followed), one.name]
        : [await one.follower.status(), one.follower.retry.bind(one.follower), undefined];
    if (!status || (follower !== undefined && follower !== name && follower !== status.follower)) continue;
    const held = status.holds.filter((hold) => subject === undefined || hold.subject === subject);
    if (held.length === 0) continue;
    retried += held.length;
    stillHeld += (await retry(subject)).length;
  }
  return { retried, stillHeld };
}

function statusOf(kind: 'policy' | 'rules', following: readonly RunningPolicy[]): Promise<readonly FollowerStatus[]> {
  return Promise.all(following.map(async ({ service, follower }) => shown(service, kind, await follower.status())));
}

async function statusOfView({ service, followed }: RunningView): Promise<readonly FollowerStatus[]> {
  return (await followed.status()).map((status) => shown(service, 'view', status));
}

function shown(service: string, kind: FollowerStatus['kind'], status: Standing): FollowerStatus {
  return {
    service,
    follower: status.follower,
    kind,
    completeUpTo: status.position,
    lagMs: Math.max(0, Math.round(status.lagMs)),
    held: status.holds.map(({ subject, position, reason }) => ({ subject, position, reason })),
    ...(status.stalledBecause === undefined ? {} : { stalledBecause: status.stalledBecause }),
  };
}
