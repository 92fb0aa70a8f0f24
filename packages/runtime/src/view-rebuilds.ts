import { type RebuildStatus, refuse } from '@hoso/contracts';
import { type FollowedView, isDomainError } from '@hoso/event-sourcing';
import { log } from '@hoso/telemetry';
import { busy } from './alone.ts';
import type { FollowServicesOptions } from './follow-options.ts';
import { wordsOf } from './passes.ts';
import { rebuildInWorker } from './rebuild-in-worker.ts';
import type { Following } from './running-view.ts';
import { dropUnfinished, rebuildOf } from './unfinished-generations.ts';

/** Rebuilds of the views that run here, one of each at a time among all processes. */
export interface ViewRebuilds {
  /** A new generation, built in a worker and flipped; answers its number. */
  rebuild(name: string): Promise<number>;
  /** Begins with all that are of another revision; resolves once each was tried. */
  rebuildOutdated(): Promise<void>;
  /** Those that another process was at, or that failed a while ago, are looked at again. */
  goOn(): void;
  isUnderWay(name: string): boolean;
  isDoneElsewhere(name: string): void;
  /** How far those are that have told so. */
  told(): readonly RebuildStatus[];
}

/** Of a view at work: what its rebuild needs. */
export interface Rebuildable extends Pick<Following, 'name' | 'generation'> {
  readonly followed: Pick<FollowedView<unknown>, 'rebuild' | 'isOutdated'>;
}

/** How long a new generation may take, once built, to overtake the one it replaces. */
const flipWithinMs = 60_000;
/** A rebuild that failed is tried again after a pause, which doubles: what is in its way may have gone by then. */
const firstPauseMsDefault = 2_000;
const longestPauseMs = 120_000;

export function viewRebuilds<View extends Rebuildable>(
  { views, places, alone }: Pick<FollowServicesOptions, 'views' | 'places' | 'alone'>,
  running: Map<string, View>,
  firstPauseMs = firstPauseMsDefault,
): ViewRebuilds {
  const underWay = new Map<string, RebuildStatus | undefined>();
  /** Of another revision, and yet to be rebuilt: by this process, unless another one is at it. */
  const outdated = new Map<string, { readonly notBefore: number; readonly pauseMs: number }>();
  const build = async ({ name, followed }: View): Promise<number> => {
    // What lies there beside the live one was left by a process that is gone: this one is alone at it.
    await dropUnfinished(views, name);
    const onProgress = (at: RebuildStatus): void => void underWay.set(name, at);
    return await followed.rebuild(
      (fresh, signal) => rebuildInWorker({ ...places, name, generation: fresh }, onProgress, signal),
      flipWithinMs,
    );
  };
  const rebuild = async (name: string): Promise<number> => {
    const one = running.get(name);
    if (!one) return refuse('ViewNotFound', { view: name });
    if (underWay.has(name)) return refuse('RebuildRunning', { view: name });
    underWay.set(name, undefined);
    try {
      const generation = await alone(rebuildOf(name), () => build(one));
      if (generation === busy) return refuse('RebuildRunning', { view: name });
      running.set(name, { ...one, generation });
      return generation;
    } finally {
      underWay.delete(name);
    }
  };
  const tryAll = async (): Promise<void> => {
    const due = [...outdated].filter(([name, { notBefore }]) => !underWay.has(name) && performance.now() >= notBefore);
    const tried = due.map(async ([name, { pauseMs }]) => {
      try {
        await rebuild(name);
        outdated.delete(name);
      } catch (error) {
        if (isDomainError(error) && error.code === 'RebuildRunning') return;
        outdated.set(name, {
          notBefore: performance.now() + pauseMs,
          pauseMs: Math.min(2 * pauseMs, longestPauseMs),
        });
        log.error(`view ${name} could not be rebuilt: ${wordsOf(error)}`);
      }
    });
    await Promise.all(tried);
  };
  return {
    rebuild,
    goOn: () => void tryAll(),
    rebuildOutdated: () => {
      for (const [name, { followed }] of running) {
        if (followed.isOutdated()) outdated.set(name, { notBefore: 0, pauseMs: firstPauseMs });
      }
      return tryAll();
    },
    isUnderWay: (name) => underWay.has(name),
    isDoneElsewhere: (name) => void outdated.delete(name),
    told: () => [...underWay.values()].filter((at) => at !== undefined),
  };
}
