import { type RebuildStatus, refuse } from '@hoso/contracts';
import {
  type EventStore,
  type FollowedView,
  followedView,
  isDomainError,
  pause,
  type View,
} from '@hoso/event-sourcing';
import { log } from '@hoso/telemetry';
import { busy } from './alone.ts';
import type { FollowServicesOptions } from './follow-options.ts';
import { wordsOf } from './passes.ts';
import { rebuildInWorker } from './rebuild-in-worker.ts';
import { dropLeftBehind, dropUnfinished, rebuildOf, rebuildsElsewhere } from './unfinished-generations.ts';

/** A view at work, with its service. */
export interface RunningView {
  readonly service: string;
  readonly name: string;
  readonly followed: FollowedView<unknown>;
}

/** All views of some services at work. */
export interface RunningViews {
  all(): readonly RunningView[];
  /** Waits until each has come to the log's head; in one process also until it cannot go on by itself. */
  filled(): Promise<void>;
  /** A new generation of a view, built in a worker and flipped; answers its number. One process at a time builds it. */
  rebuild(name: string): Promise<number>;
  rebuildOutdated(): void;
  /** How far rebuilds are that have told so. */
  rebuilds(): readonly RebuildStatus[];
  /** The same of rebuilds that other processes are at. */
  rebuildsElsewhere(): Promise<readonly RebuildStatus[]>;
  /** Why answers from views cannot be had now, or not be kept up to date. */
  notReady(): readonly string[];
  close(): Promise<void>;
}

/** How long a new generation may take, once built, to overtake the one it replaces. */
const flipWithinMs = 60_000;
/** How often it is looked whether another process has replaced a view's generation. */
const lookMs = 2_000;
const filledPollMs = 20;

/** A view, and the generation that it follows into as long as it rebuilds none. */
interface Following extends RunningView {
  readonly view: View<unknown>;
  readonly generation: number;
}

export async function runningViews(options: FollowServicesOptions): Promise<RunningViews> {
  const { store, views, places, shared, telemetry } = options;
  const known = options.services.flatMap((service) => service.views);
  const running = new Map<string, Following>();
  const rebuilding = new Map<string, RebuildStatus | undefined>();
  const follow = async (service: string, view: View<unknown>): Promise<void> => {
    const { generation } = await views.live(view);
    const followed = await followedView({ ...options, view, around: telemetry.view(view, options.clock) });
    running.set(view.name, { ...{ service, view, generation, followed }, name: view.name });
  };
  const closeAll = () => Promise.all([...running.values()].map(({ followed }) => followed.close()));
  try {
    for (const { name, views: own } of options.services) for (const view of own) await follow(name, view);
  } catch (error) {
    await closeAll();
    throw error;
  }

  const build = async ({ name, followed }: Following): Promise<number> => {
    // What lies there beside the live one was left by a process that is gone: this one is alone at it.
    await dropUnfinished(views, name);
    const onProgress = (at: RebuildStatus): void => void rebuilding.set(name, at);
    return await followed.rebuild(
      (fresh, signal) => rebuildInWorker({ ...places, name, generation: fresh }, onProgress, signal),
      flipWithinMs,
    );
  };
  const rebuild = async (name: string): Promise<number> => {
    const one = running.get(name);
    if (!one) return refuse('ViewNotFound', { view: name });
    if (rebuilding.has(name)) return refuse('RebuildRunning', { view: name });
    rebuilding.set(name, undefined);
    try {
      const generation = await options.alone(rebuildOf(name), () => build(one));
      if (generation === busy) return refuse('RebuildRunning', { view: name });
      running.set(name, { ...one, generation });
      return generation;
    } finally {
      rebuilding.delete(name);
    }
  };
  /** Of another revision, and yet to be rebuilt: by this process, unless another one is at it. */
  const outdated = new Set<string>();
  const rebuildOutdated = (): void => {
    for (const name of outdated) {
      if (rebuilding.has(name)) continue;
      rebuild(name).then(
        () => outdated.delete(name),
        (error: unknown) => {
          if (isDomainError(error) && error.code === 'RebuildRunning') return;
          outdated.delete(name);
          log.error(`view ${name} could not be rebuilt: ${wordsOf(error)}`);
        },
      );
    }
  };

  /** Another process's rebuild ends with a generation that is to be followed here too. */
  const lookForFlip = async ({ service, name, view, followed, generation }: Following): Promise<void> => {
    if (rebuilding.has(name)) return;
    const live = await views.live(view);
    if (live.generation === generation || rebuilding.has(name)) return;
    await followed.close();
    await follow(service, view);
    outdated.delete(name);
  };
  const elsewhere = rebuildsElsewhere(views, store);
  const looking = new AbortController();
  const look = async (): Promise<void> => {
    while (!looking.signal.aborted) {
      await pause(lookMs, looking.signal);
      if (looking.signal.aborted) return;
      for (const one of running.values()) {
        // Looked at again in a moment.
        await lookForFlip(one).catch((error: unknown) => log.error(`view ${one.name}: ${wordsOf(error)}`));
      }
      await dropLeftBehind(views, known, options.alone).catch((error: unknown) =>
        log.error(`what rebuilds left could not be dropped: ${wordsOf(error)}`),
      );
      rebuildOutdated();
    }
  };
  const looked = shared ? look() : Promise.resolve();

  return {
    all: () => [...running.values()],
    filled: () => allFilled(store, [...running.values()], shared),
    rebuild,
    rebuildOutdated: () => {
      for (const [name, { followed }] of running) if (followed.isOutdated()) outdated.add(name);
      rebuildOutdated();
    },
    rebuilds: () => [...rebuilding.values()].filter((at) => at !== undefined),
    rebuildsElsewhere: () => elsewhere(known.filter(({ name }) => !rebuilding.has(name))),
    notReady: () => [...running.values()].flatMap((one) => whyStill(one, rebuilding.has(one.name))),
    close: async () => {
      looking.abort();
      await looked;
      await closeAll();
    },
  };
}

function whyStill({ name, followed }: RunningView, isRebuilding: boolean): readonly string[] {
  if (followed.isOutdated() && !isRebuilding) return [`view ${name} is outdated`];
  // Anybody may ask: of an error its name is told, the rest stands in the status of operations.
  const because = followed.stalledBecause()?.split(':', 1)[0];
  return because === undefined ? [] : [`view ${name} stands still: ${because}`];
}

/**
 * Decision: where others share the views, one that cannot go on at the moment is waited for. / Because an answer from
 * one that is half filled is "not found", for good to a policy, while other replicas can answer. / Instead of
 * beginning without it, as the platform in one process does: there nobody else could tell what is wrong.
 */
async function allFilled(
  store: Pick<EventStore, 'head'>,
  running: readonly RunningView[],
  waits: boolean,
): Promise<void> {
  for (const one of running) await filled(one, await store.head(), waits);
}

async function filled({ name, followed }: RunningView, head: number, waits: boolean): Promise<void> {
  let told: string | undefined;
  for (;;) {
    const [status] = await followed.status();
    if (!status || status.position >= head) return;
    const because = status.stalledBecause;
    if (because !== undefined && !waits) return;
    if (because !== undefined && because !== told) log.error(`view ${name} is waited for: ${because}`);
    told = because;
    await pause(filledPollMs);
  }
}
