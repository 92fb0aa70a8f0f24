import type { Partition, Position } from './envelope.ts';
import type { EventStore } from './event-store.ts';
import type { AnyEventType } from './event-type.ts';
import type { Follower, FollowerStatus, FollowOptions } from './follower.ts';
import type { FollowerProgress, Hold } from './follower-progress.ts';
import type { ProgressSource } from './freshness.ts';
import { allPartitions } from './partition.ts';
import { backoffMs, pause } from './pause.ts';
import type { PersonalData, View } from './view.ts';
import { viewFollower } from './view-follower.ts';
import type { ViewGeneration, ViewStore } from './view-store.ts';

export interface FollowedViewOptions<Document, Type extends AnyEventType> extends FollowOptions {
  readonly view: View<Document, Type>;
  readonly views: ViewStore;
  /** Needed by a view with `marks`. */
  readonly personal?: PersonalData | undefined;
}

/**
 * Builds the numbered generation up to the log's head, for example by `rebuildInto` in a worker thread. MUST settle
 * soon after `signal` is aborted: whoever closes the view waits for it.
 */
export type BuildGeneration = (generation: number, signal: AbortSignal) => Promise<unknown>;

/** A view with what keeps it up to date, across rebuilds. */
export interface FollowedView<Document> extends ProgressSource {
  /** The generation to read from, now: ask again for every query. */
  live(): Promise<ViewGeneration<Document>>;
  /** The live generation was built by another revision of the view. It stands still until `rebuild` replaces it. */
  isOutdated(): boolean;
  /** The live generation's follower first, then that of one being rebuilt. */
  status(): Promise<readonly FollowerStatus[]>;
  /** Why the live generation does not move at the moment. */
  stalledBecause(): string | undefined;
  retry(subject?: string): Promise<readonly Hold[]>;
  settled(partition: Partition, position: Position, timeoutMs: number): Promise<boolean>;
  /**
   * A new generation beside the live one, which readers see once it has reached the old one and holds nothing that the
   * old one does not; then the old one is dropped. Answers its number. Rejects, with the live one as it was, where
   * building fails or the new one has not got that far within `flipWithinMs` of being built.
   */
  rebuild(build: BuildGeneration, flipWithinMs: number): Promise<number>;
  close(): Promise<void>;
}

/** Opens a view's live generation and follows the log into it. */
export async function followedView<Document, Type extends AnyEventType>(
  options: FollowedViewOptions<Document, Type>,
): Promise<FollowedView<Document>> {
  const running = new RunningView(options);
  await running.start();
  return running;
}

class RunningView<Document, Type extends AnyEventType> implements FollowedView<Document> {
  readonly #options: FollowedViewOptions<Document, Type>;
  readonly #closing = new AbortController();
  #follower: Follower | undefined;
  #next: Follower | undefined;
  #rebuilding: Promise<unknown> | undefined;

  constructor(options: FollowedViewOptions<Document, Type>) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const live = await this.live();
    if (live.revision === this.#options.view.revision) this.#follower = await this.#follow(live);
  }

  live(): Promise<ViewGeneration<Document>> {
    return this.#options.views.live(this.#options.view);
  }

  isOutdated(): boolean {
    return this.#follower === undefined;
  }

  async progress(): Promise<FollowerProgress> {
    return await (await this.live()).progress();
  }

  async settled(partition: Partition, position: Position, timeoutMs: number): Promise<boolean> {
    if (this.#follower) return await this.#follower.settled(partition, position, timeoutMs);
    await pause(timeoutMs, this.#closing.signal);
    return false;
  }

  status(): Promise<readonly FollowerStatus[]> {
    return Promise.all([this.#follower, this.#next].filter((each) => each !== undefined).map((each) => each.status()));
  }

  stalledBecause(): string | undefined {
    return this.#follower?.stalledBecause();
  }

  async retry(subject?: string): Promise<readonly Hold[]> {
    const asked = [this.#follower, this.#next].filter((each) => each !== undefined);
    const [held = []] = await Promise.all(asked.map((each) => each.retry(subject)));
    return held;
  }

  async rebuild(build: BuildGeneration, flipWithinMs: number): Promise<number> {
    const { view } = this.#options;
    if (this.#rebuilding) throw new Error(`${view.name} is being rebuilt already`);
    const rebuilding = this.#rebuild(build, flipWithinMs);
    this.#rebuilding = rebuilding.catch(() => undefined);
    try {
      return await rebuilding;
    } finally {
      this.#rebuilding = undefined;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#rebuilding;
    await this.#follower?.close();
  }

  #follow(generation: ViewGeneration<Document>): Promise<Follower> {
    return viewFollower({ ...this.#options, generation });
  }

  async #rebuild(build: BuildGeneration, flipWithinMs: number): Promise<number> {
    const { view, views } = this.#options;
    const old = await this.live();
    const fresh = await views.begin(view);
    try {
      await build(fresh.generation, this.#closing.signal);
      const next = await this.#follow(fresh);
      this.#next = next;
      await this.#overtaken(old, fresh, flipWithinMs);
      // The old one stands still from here on, so that no reader sees less after the flip than before.
      await this.#follower?.close();
      await this.#overtaken(old, fresh, flipWithinMs);
      await views.flip(view.name, fresh.generation);
      this.#follower = next;
      this.#next = undefined;
    } catch (error) {
      await this.#next?.close();
      this.#next = undefined;
      // What cannot be dropped now is dropped with a later generation: the old one is to be followed in any case.
      await views.drop(view.name, fresh.generation).catch(() => undefined);
      await this.#follower?.close();
      this.#follower = this.#follower && (await this.#followAgain(old));
      throw error;
    }
    await views.drop(view.name, old.generation);
    return fresh.generation;
  }

  /** Where views or store cannot be reached at the moment, until they can. */
  async #followAgain(generation: ViewGeneration<Document>): Promise<Follower | undefined> {
    const { signal } = this.#closing;
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        return await this.#follow(generation);
      } catch {
        await pause(backoffMs(againBackoff, attempt), signal);
      }
    }
    return undefined;
  }

  async #overtaken(old: ViewGeneration<Document>, fresh: ViewGeneration<Document>, timeoutMs: number): Promise<void> {
    const { signal } = this.#closing;
    const time = new AbortController();
    const timer = setTimeout(() => time.abort(), timeoutMs);
    try {
      for (;;) {
        const missing = await missingIn(this.#options.store, await old.progress(), await fresh.progress());
        if (missing === undefined) return;
        const name = `generation ${fresh.generation} of ${fresh.view}`;
        if (signal.aborted) throw new Error(`${name} was given up, since the process ends`);
        if (time.signal.aborted) throw new Error(`${name} did not take over within ${timeoutMs} ms: ${missing}`);
        await pause(pollMs, signal);
      }
    } finally {
      clearTimeout(timer);
    }
  }
}

const pollMs = 20;
const againBackoff = { firstMs: 100, maxMs: 5_000 };

/** What a new generation lacks of an old one, in words; nothing where it may take over. */
export async function missingIn(
  store: Pick<EventStore, 'readAll'>,
  old: FollowerProgress,
  fresh: FollowerProgress,
): Promise<string | undefined> {
  const known = new Set(old.holds.map(({ subject }) => subject));
  const hold = fresh.holds.find(({ subject }) => !known.has(subject));
  if (hold) return `it holds ${hold.subject} from ${hold.position} on (${hold.reason})`;
  for (const partition of allPartitions) {
    const reached = fresh.checkpoints[partition] ?? 0;
    const wanted = old.checkpoints[partition] ?? 0;
    if (reached >= wanted) continue;
    const [event] = await store.readAll(reached, 1, partition);
    if (event && event.position <= wanted) return `partition ${partition} is at ${reached}, not yet at ${wanted}`;
  }
  return undefined;
}
