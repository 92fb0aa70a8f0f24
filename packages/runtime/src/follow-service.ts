import { type FollowerStatus, type RebuildStatus, refuse, type Words } from '@hoso/contracts';
import {
  type FollowedView,
  type Follower,
  type FollowerStatus as Standing,
  policyFollower,
} from '@hoso/event-sourcing';
import { log } from '@hoso/telemetry';
import { fillViews } from './fill-views.ts';
import type { FollowServicesOptions } from './follow-options.ts';
import type { RunningView } from './running-view.ts';
import { runningTickers } from './running-tickers.ts';
import { runningViews } from './running-views.ts';
import { settled } from './settled.ts';
import { dropLeftBehind, dropUnfinished } from './unfinished-generations.ts';

/** How audit's own log is followed, and why the ledger seals nothing, where it does not. */
export interface AuditStatus {
  readonly head: number;
  readonly followers: readonly FollowerStatus[];
  readonly ledgerTrouble?: Words;
}

/** Views and policies at work. */
export interface Followers {
  status(): Promise<readonly FollowerStatus[]>;
  /** Those of audit's own log, where it is followed here. */
  auditStatus(): Promise<AuditStatus | undefined>;
  /** Tries held subjects again, of one follower or of all. */
  retry(
    follower: string | undefined,
    subject: string | undefined,
  ): Promise<{ readonly retried: number; readonly stillHeld: number }>;
  /** A new generation of a view, built in a worker and flipped; answers its number. */
  rebuild(view: string): Promise<number>;
  /** How far rebuilds are that have told so. */
  rebuilds(): readonly RebuildStatus[];
  /** The same of rebuilds that other processes are at. */
  rebuildsElsewhere(): Promise<readonly RebuildStatus[]>;
  /** Waits until all that is in the log is done or held, and what policies made of it; answers whether it is. */
  settle(timeoutMs: number): Promise<boolean>;
  /** From now on what instants set in motion happens by itself: once, however many processes look at the clock. */
  beginTime(): void;
  /** Does it once, for where the clock stands now. Answers how many commands were carried out. */
  tick(): Promise<number>;
  /** Why answers from views cannot be had now, or not be kept up to date. */
  notReady(): readonly string[];
  close(): Promise<void>;
}

interface RunningPolicy {
  readonly service: string;
  readonly follower: Follower;
}

/** So many events are rebuilt while somebody waits for the answer of a command: in some seconds at most. */
const briefMax = 10_000;

/**
 * Starts following. A view whose fold was revised is rebuilt at once, beside the old one.
 *
 * Decision: a process that ends with a command waits for it, and leaves it alone where the log is long. / Because every
 * command would begin it and cut it off, and none would finish it. / Instead of a command that takes minutes, once.
 */
export async function followServices(options: FollowServicesOptions): Promise<Followers> {
  const { services, store, views, audit, places } = options;
  const known = services.flatMap((service) => service.views);
  if (options.shared) await dropLeftBehind(views, known, options.alone);
  else await dropUnfinished(views);
  await fillViews({ places, known, store, views, onProgress: options.onFilling });
  const running = await runningViews(options);
  const policies: RunningPolicy[] = [];
  const tickers = runningTickers(options);
  const close = async (): Promise<void> => {
    await tickers.close();
    await running.close();
    await Promise.all(policies.map(({ follower }) => follower.close()));
  };
  try {
    // What policies set in motion asks views: an answer from one that is yet to be filled would be a refusal for good.
    await running.filled();
    await options.onFilled?.(running.filled);
    await beginPolicies(options, policies);
  } catch (error) {
    // Whoever tries again begins with others: what runs on would work on what is closed.
    await close();
    throw error;
  }
  if (!options.brief) void running.rebuildOutdated();
  else if ((await store.head()) <= briefMax) await running.rebuildOutdated();
  else tellOutdated(running.all());
  const rules = audit?.rules ? [{ service: 'audit', follower: audit.rules }] : [];
  const ownViews = audit?.followed.map((view) => ({ service: 'audit', ...view })) ?? [];
  const status = async () => [
    ...(await Promise.all(running.all().map(statusOfView))).flat(),
    ...(await statusOf('policy', policies)),
    ...(await statusOf('rules', rules)),
  ];
  const standing = { head: () => store.head(), followers: status, rebuilds: running.rebuilds };
  const askNoMore = options.telemetry.followers(standing);
  return {
    rebuild: running.rebuild,
    rebuilds: running.rebuilds,
    rebuildsElsewhere: running.rebuildsElsewhere,
    notReady: running.notReady,
    status,
    auditStatus: async () => {
      if (!audit) return undefined;
      const [head, statuses] = await Promise.all([audit.store.head(), Promise.all(ownViews.map(statusOfView))]);
      const ledgerTrouble = audit.ledgerTrouble?.();
      return { head, followers: statuses.flat(), ...(ledgerTrouble === undefined ? {} : { ledgerTrouble }) };
    },
    retry: (follower, subject) => retryHeld([...running.all(), ...policies, ...rules, ...ownViews], follower, subject),
    // What policies do, views and rules have to follow: policies first.
    settle: (timeoutMs) => settled(store, [...policies, ...running.all(), ...rules].map(followedBy), timeoutMs),
    beginTime: tickers.begin,
    tick: tickers.tick,
    close: async () => {
      askNoMore();
      await close();
    },
  };
}

async function beginPolicies(options: FollowServicesOptions, begun: RunningPolicy[]): Promise<void> {
  const { store, bus, clock, telemetry } = options;
  for (const { name: service, policies } of options.services) {
    for (const policy of policies) {
      const send = telemetry.policy(policy.name, options.send);
      const follower = await policyFollower({ policy, policies: store.policies, send, store, bus, clock });
      begun.push({ service, follower });
    }
  }
}

function followedBy(one: RunningView | RunningPolicy): FollowedView<unknown> | Follower {
  return 'followed' in one ? one.followed : one.follower;
}

function tellOutdated(running: readonly RunningView[]): void {
  const names = running.filter(({ followed }) => followed.isOutdated()).map(({ name }) => name);
  if (names.length === 0) return;
  const remedy = 'npm start rebuilds them, as does `hoso views rebuild <view>` each';
  log.error(`hoso: an earlier version made these views, and they stand still: ${names.join(', ')}. ${remedy}`);
}

/** `follower` is a view's or policy's name, or that of a view's generation; all of them where it is left out. */
async function retryHeld(
  all: readonly (RunningView | RunningPolicy)[],
  follower: string | undefined,
  subject: string | undefined,
): Promise<{ readonly retried: number; readonly stillHeld: number }> {
  let asked = 0;
  let retried = 0;
  let stillHeld = 0;
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
