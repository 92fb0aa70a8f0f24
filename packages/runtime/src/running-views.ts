import type { RebuildStatus } from '@hoso/contracts';
import { type EventStore, followedView, pause, type View } from '@hoso/event-sourcing';
import { log } from '@hoso/telemetry';
import type { FollowServicesOptions } from './follow-options.ts';
import { wordsOf } from './passes.ts';
import type { Following, RunningView } from './running-view.ts';
import { dropLeftBehind, rebuildsElsewhere } from './unfinished-generations.ts';
import { viewRebuilds } from './view-rebuilds.ts';

/** All views of some services at work. */
export interface RunningViews {
  all(): readonly RunningView[];
  /** Waits until each has come to the log's head; in one process also until it cannot go on by itself. */
  filled(): Promise<void>;
  /** A new generation of a view, built in a worker and flipped; answers its number. One process at a time does. */
  rebuild(name: string): Promise<number>;
  /** Begins with all that are of another revision; resolves once each was tried. */
  rebuildOutdated(): Promise<void>;
  /** How far rebuilds are that have told so. */
  rebuilds(): readonly RebuildStatus[];
  /** The same of rebuilds that other processes are at. */
  rebuildsElsewhere(): Promise<readonly RebuildStatus[]>;
  /** Why answers from views cannot be had now, or not be kept up to date. */
  notReady(): readonly string[];
  close(): Promise<void>;
}

/** How often it is looked whether another process has replaced a view's generation. */
const lookMs = 2_000;
const filledPollMs = 20;

export async function runningViews(options: FollowServicesOptions): Promise<RunningViews> {
  const { store, views, shared, telemetry } = options;
  const known = options.services.flatMap((service) => service.views);
  const running = new Map<string, Following>();
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

  const rebuilds = viewRebuilds(options, running);

  /** Another process's rebuild ends with a generation that is to be followed here too. */
  const lookForFlip = async ({ service, name, view, followed, generation }: Following): Promise<void> => {
    if (rebuilds.isUnderWay(name)) return;
    const live = await views.live(view);
    if (live.generation === generation || rebuilds.isUnderWay(name)) return;
    await followed.close();
    await follow(service, view);
    rebuilds.isDoneElsewhere(name);
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
      rebuilds.goOn();
    }
  };
  const looked = shared ? look() : Promise.resolve();

  return {
    all: () => [...running.values()],
    filled: () => allFilled(store, [...running.values()], shared),
    rebuild: rebuilds.rebuild,
    rebuildOutdated: rebuilds.rebuildOutdated,
    rebuilds: rebuilds.told,
    rebuildsElsewhere: () => elsewhere(known.filter(({ name }) => !rebuilds.isUnderWay(name))),
    notReady: () => [...running.values()].flatMap((one) => whyStill(one, rebuilds.isUnderWay(one.name))),
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
