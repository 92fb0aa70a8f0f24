import type { Bus, Consumption, Delivery } from './bus.ts';
import type { Partition, Position, RecordedEvent } from './envelope.ts';
import type { EventStore } from './event-store.ts';
import { type FollowerProgress, type Hold, StaleFollower } from './follower-progress.ts';
import { FollowerSteps, staleMax } from './follower-steps.ts';
import type { FollowerTarget } from './follower-work.ts';
import { freshness, LogTail, type ProgressSource } from './freshness.ts';
import { allPartitions } from './partition.ts';
import { type Backoff, backoffMs, pause } from './pause.ts';

export interface FollowLimits {
  /** The most events read and applied in one step. */
  readonly pageMax: number;
  /** How long an event may lie in the store before a follower that was not given it goes and gets it. */
  readonly lookEveryMs: number;
  /** Between attempts at what cannot be done at the moment. */
  readonly backoff: Backoff;
}

export const followLimits: FollowLimits = {
  pageMax: 500,
  lookEveryMs: 5_000,
  backoff: { firstMs: 100, maxMs: 10_000 },
};

/** What every follower needs. */
export interface FollowOptions {
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly bus: Pick<Bus, 'consume'>;
  /** Milliseconds since 1970 by the log's clock; for lags only. */
  readonly clock: () => number;
  /** Every partition, unless given. */
  readonly partitions?: readonly Partition[];
  readonly limits?: Partial<FollowLimits>;
  /** Puts something around what is done with events, which MUST keep its promises: telemetry looks on from there. */
  readonly around?: ((target: FollowerTarget) => FollowerTarget) | undefined;
  /** Called after each page read from the store. */
  readonly onCatchUp?: (at: { readonly follower: string; readonly position: Position; readonly to: Position }) => void;
}

/** What operators see of a follower. */
export interface FollowerStatus {
  readonly follower: string;
  /** Index = partition. */
  readonly checkpoints: readonly Position[];
  /** Everything up to here is done or held. */
  readonly position: Position;
  /** Events in the log after `position`. */
  readonly lagEvents: number;
  /** How long the oldest event not yet met has been in the log. */
  readonly lagMs: number;
  readonly holds: readonly Hold[];
  /** Why some partitions do not move at the moment. They are tried again and again. */
  readonly stalledBecause?: string;
}

/** A running follower. */
export interface Follower extends ProgressSource {
  status(): Promise<FollowerStatus>;
  /** Why some partitions do not move at the moment, without asking the store. */
  stalledBecause(): string | undefined;
  /** Applies what is held, of one subject or of all, from the first held event on; answers what is still held. */
  retry(subject?: string): Promise<readonly Hold[]>;
  /**
   * Waits until everything of a partition up to `position` is done or held; answers whether that came within the time.
   */
  settled(partition: Partition, position: Position, timeoutMs: number): Promise<boolean>;
  /** Ends after the batch in hand. Nothing needs to be saved: progress always is. */
  close(): Promise<void>;
}

/**
 * Follows the log (ARCHITECTURE decision 12): each partition in position order from its checkpoint. What the bus
 * delivers in order is applied as it comes; at the start, at a redelivery and at a gap the store is read instead. A
 * delivery is acknowledged once its progress is saved. Resolves when the consumption holds; catching up goes on behind
 * it.
 */
export async function follow(target: FollowerTarget, options: FollowOptions): Promise<Follower> {
  const follower = new RunningFollower(options.around?.(target) ?? target, options);
  await follower.start();
  return follower;
}

class RunningFollower implements Follower {
  readonly #target: FollowerTarget;
  readonly #options: FollowOptions;
  readonly #limits: FollowLimits;
  readonly #partitions: readonly Partition[];
  readonly #followsAll: boolean;
  readonly #steps: FollowerSteps;
  readonly #tail: LogTail;
  readonly #closing = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();
  #loops: Promise<unknown>[] = [];
  #recovering = false;
  #consumption: Consumption | undefined;
  #sequence: number | undefined;
  #delivered: Position = 0;

  constructor(target: FollowerTarget, options: FollowOptions) {
    this.#target = target;
    this.#options = options;
    this.#limits = { ...followLimits, ...options.limits };
    this.#partitions = options.partitions ?? allPartitions;
    this.#followsAll = allPartitions.every((partition) => this.#partitions.includes(partition));
    this.#tail = new LogTail(options.store);
    this.#steps = new FollowerSteps({
      target,
      store: options.store,
      partitions: this.#partitions,
      pageMax: this.#limits.pageMax,
      signal: this.#closing.signal,
      onPage: (position, to) => options.onCatchUp?.({ follower: target.name, position, to }),
      onStall: () => this.#recoverLater(),
    });
  }

  async start(): Promise<void> {
    await this.#steps.load();
    this.#consumption = await this.#options.bus.consume(this.#target.name, this.#partitions, (batch) =>
      this.#inTurn(() => this.#take(batch)),
    );
    // After the consumption holds, or an event between the two would be met by neither.
    void this.#inTurn(() => this.#steps.catchUp());
    this.#loops.push(this.#keepLooking());
  }

  async status(): Promise<FollowerStatus> {
    const now = this.#options.clock();
    const { completeUpTo, lagMs, head, progress } = await freshness(this.#tail, this.#target, now, this.#partitions);
    const because = this.stalledBecause();
    return {
      follower: this.#target.name,
      checkpoints: progress.checkpoints,
      position: completeUpTo,
      lagEvents: head - completeUpTo,
      lagMs,
      holds: progress.holds,
      ...(because === undefined ? {} : { stalledBecause: because }),
    };
  }

  stalledBecause(): string | undefined {
    const [because] = this.#steps.stalled.values();
    return because;
  }

  progress(): Promise<FollowerProgress> {
    return this.#target.progress();
  }

  settled(partition: Partition, position: Position, timeoutMs: number): Promise<boolean> {
    return this.#steps.standing.settled(partition, position, timeoutMs);
  }

  retry(subject?: string): Promise<readonly Hold[]> {
    return this.#inTurn(async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          await this.#steps.load();
          await this.#steps.catchUp();
          for (const hold of this.#held(subject)) await this.#steps.release(hold);
          return this.#held(subject);
        } catch (error) {
          if (!(error instanceof StaleFollower) || attempt === staleMax) throw error;
        }
      }
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#consumption?.close();
    await Promise.all(this.#loops);
    await this.#turn;
    this.#steps.standing.end();
  }

  /** One thing at a time. */
  #inTurn<Answer>(task: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#turn.then(task);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #take(batch: readonly Delivery[]): Promise<void> {
    if (this.#closing.signal.aborted) throw new Error(`${this.#target.name} is closing`);
    const order = this.#orderOf(batch);
    const { standing, stalled } = this.#steps;
    const events = batch.map(({ event }) => event).filter(({ partition }) => this.#partitions.includes(partition));
    const isNew = ({ partition, position }: RecordedEvent) => position > standing.complete(partition);
    if (order === 'straight') await this.#steps.applyStraight(events.filter(isNew));
    else if (order === 'gap' || events.some(isNew)) await this.#steps.catchUp();
    const left = events.find(isNew);
    if (left) throw new Error(stalled.get(left.partition) ?? `${this.#target.name} has not met ${left.position}`);
  }

  #orderOf(batch: readonly Delivery[]): 'straight' | 'repeated' | 'gap' {
    let order: 'straight' | 'repeated' | 'gap' = 'straight';
    for (const { event, sequence, redelivered } of batch) {
      const next = this.#followsAll ? event.position === this.#delivered + 1 : event.position > this.#delivered;
      if (this.#sequence === undefined || sequence !== this.#sequence + 1) order = 'gap';
      else if ((redelivered || !next) && order === 'straight') order = 'repeated';
      this.#sequence = Math.max(sequence, this.#sequence ?? 0);
      this.#delivered = Math.max(event.position, this.#delivered);
    }
    return order;
  }

  #held(subject: string | undefined): readonly Hold[] {
    return [...this.#steps.standing.holds.values()].filter(
      (hold) => this.#partitions.includes(hold.partition) && (subject === undefined || hold.subject === subject),
    );
  }

  #recoverLater(): void {
    if (this.#recovering) return;
    this.#recovering = true;
    this.#loops.push(this.#recover());
  }

  async #recover(): Promise<void> {
    const { signal } = this.#closing;
    for (let attempt = 1; this.#steps.stalled.size > 0 && !signal.aborted; attempt++) {
      await pause(backoffMs(this.#limits.backoff, attempt), signal);
      if (!signal.aborted) await this.#inTurn(() => this.#steps.recover());
    }
    this.#recovering = false;
  }

  /** What the bus lost without anything after it, nobody else would ever tell. */
  async #keepLooking(): Promise<void> {
    const { signal } = this.#closing;
    let seen: Position = 0;
    while (!signal.aborted) {
      await pause(this.#limits.lookEveryMs, signal);
      if (signal.aborted) return;
      await this.#inTurn(async () => {
        await this.#steps.makeUpFor(seen);
        seen = await this.#options.store.head().catch(() => seen);
      });
    }
  }
}
