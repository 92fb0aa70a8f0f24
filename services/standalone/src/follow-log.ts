import { type FollowerStatus, type RebuildStatus, refuse } from '@hoso/contracts';
import type { SqliteEventStore } from '@hoso/event-store-sqlite';
import {
  type Bus,
  type FollowedView,
  type Follower,
  type FollowerStatus as Standing,
  followedView,
  pause,
  type PersonalData,
  policyFollower,
  type SendCommand,
  type ViewStore,
} from '@hoso/event-sourcing';
import type { OpenAuditLog } from './audit-logs.ts';
import { fillViews } from './fill-views.ts';
import { rebuildInWorker } from './rebuild-in-worker.ts';
import { services, serviceViews } from './service-views.ts';
import { settled } from './settled.ts';

export interface FollowLogOptions {
  /** The log's file, the views' folder and the file of keys, for workers. */
  readonly files: { readonly log: string; readonly views: string; readonly keys: string };
  readonly store: SqliteEventStore;
  readonly views: ViewStore;
  /** For views that are found by personal data. */
  readonly personal: PersonalData;
  readonly bus: Bus;
  readonly clock: () => number;
  readonly send: SendCommand;
  /** Audit's own log, with the rules that follow this one and the view that follows it. Whoever opened it closes it. */
  readonly audit: OpenAuditLog;
  /** How far views are that are filled before anything else begins. */
  readonly onFilling: (progress: RebuildStatus) => void;
}

/** Every view and policy of the platform at work. */
export interface Followers {
  status(): Promise<readonly FollowerStatus[]>;
  /** Those of audit's own log. */
  auditStatus(): Promise<{ readonly head: number; readonly followers: readonly FollowerStatus[] }>;
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

interface RunningView {
  readonly service: string;
  readonly name: string;
  readonly followed: FollowedView<unknown>;
}

interface RunningPolicy {
  readonly service: string;
  readonly follower: Follower;
}

/** Starts following. A view whose fold was revised is rebuilt at once, beside the old one. */
export async function followLog(options: FollowLogOptions): Promise<Followers> {
  const { store, views, personal, bus, clock, send, audit } = options;
  await dropUnfinished(views);
  await fillViews({ ...options, onProgress: options.onFilling });
  const running = new Map<string, RunningView>();
  for (const { service, view } of serviceViews) {
    running.set(view.name, {
      service,
      name: view.name,
      followed: await followedView({ view, views, personal, store, bus, clock }),
    });
  }
  // What policies set in motion asks views: an answer from one that is yet to be filled would be a refusal for good.
  for (const { followed } of running.values()) await filled(followed, await store.head());
  const policies: RunningPolicy[] = [];
  for (const { name, policies: own } of services) {
    for (const policy of own) {
      policies.push({
        service: name,
        follower: await policyFollower({ policy, policies: store.policies, send, store, bus, clock }),
      });
    }
  }
  const rules = audit.rules ? [{ service: 'audit', follower: audit.rules }] : [];
  const ownView = { service: 'audit', name: 'findings', followed: audit.followed };
  const rebuilding = new Map<string, RebuildStatus | undefined>();

  const rebuild = async (name: string): Promise<number> => {
    const view = running.get(name);
    if (!view) return refuse('ViewNotFound', { view: name });
    if (rebuilding.has(name)) return refuse('RebuildRunning', { view: name });
    rebuilding.set(name, undefined);
    try {
      return await view.followed.rebuild(
        (generation, signal) =>
          rebuildInWorker({ ...options.files, name, generation }, (at) => rebuilding.set(name, at), signal),
        flipWithinMs,
      );
    } finally {
      rebuilding.delete(name);
    }
  };
  for (const [name, { followed }] of running) {
    if (followed.isOutdated())
      rebuild(name).catch((error: unknown) => console.error(`view ${name} could not be rebuilt:`, error));
  }

  return {
    rebuild,
    rebuilds: () => [...rebuilding.values()].filter((at) => at !== undefined),
    status: async () => [
      ...(await Promise.all([...running.values()].map(statusOfView))).flat(),
      ...(await statusOf('policy', policies)),
      ...(await statusOf('rules', rules)),
    ],
    auditStatus: async () => ({ head: await audit.store.head(), followers: await statusOfView(ownView) }),
    retry: (follower, subject) => retryHeld([...running.values(), ...policies, ...rules, ownView], follower, subject),
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
  let asked = 0;
  for (const one of all) {
    const [status, retry, name] =
      'followed' in one
        ? [(await one.followed.status())[0], one.followed.retry.bind(one.followed), one.name]
        : [await one.follower.status(), one.follower.retry.bind(one.follower), undefined];
    if (!status || (follower !== undefined && follower !== name && follower !== status.follower)) continue;
    asked += 1;
    const held = status.holds.filter((hold) => subject === undefined || hold.subject === subject);
    if (held.length === 0) continue;
    retried += held.length;
    stillHeld += (await retry(subject)).length;
  }
  // A mistyped name would seem to say that nothing is held.
  if (follower !== undefined && asked === 0) refuse('FollowerNotFound', { follower });
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
