import type { Partition, Position } from './envelope.ts';
import type { FollowerProgress, Hold } from './follower-progress.ts';
import type { FollowerWork, WorkDone } from './follower-work.ts';
import { partitionCount } from './partition.ts';

interface Waiter {
  readonly partition: Partition;
  readonly position: Position;
  readonly resolve: (settled: boolean) => void;
}

/**
 * Where a follower stands, as far as it knows: the checkpoints it saved last, and for each partition up to where
 * nothing is left to do. The second runs ahead of the first in partitions where nothing happens.
 */
export class Standing {
  #checkpoints: Position[] = [];
  #complete: Position[] = Array.from({ length: partitionCount }, () => 0);
  #holds = new Map<string, Hold>();
  readonly #waiters = new Set<Waiter>();

  /**
   * Takes over what is stored; `anew` forgets what was believed to be done beyond it, as does a checkpoint that went
   * back: whatever was written for it is gone.
   */
  load(progress: FollowerProgress, how?: 'anew'): void {
    for (const [partition, position] of progress.checkpoints.entries()) {
      if (how === 'anew' || position < this.checkpoint(partition)) this.#complete[partition] = 0;
    }
    this.#checkpoints = [...progress.checkpoints];
    this.loadHolds(progress.holds);
    for (const [partition, position] of progress.checkpoints.entries()) this.completeTo(partition, position);
  }

  /** Takes over the holds that are stored, and nothing else. */
  loadHolds(holds: readonly Hold[]): void {
    this.#holds = new Map(holds.map((hold) => [hold.subject, hold]));
  }

  checkpoint(partition: Partition): Position {
    return this.#checkpoints[partition] ?? 0;
  }

  complete(partition: Partition): Position {
    return this.#complete[partition] ?? 0;
  }

  get holds(): ReadonlyMap<string, Hold> {
    return this.#holds;
  }

  /** Nothing is left to do in this partition up to `position`. */
  completeTo(partition: Partition, position: Position): void {
    if (position <= this.complete(partition)) return;
    this.#complete[partition] = position;
    for (const waiter of this.#waiters) {
      if (waiter.partition === partition && waiter.position <= position) waiter.resolve(true);
    }
  }

  /** Takes in what was saved. */
  took(work: FollowerWork, done: WorkDone): void {
    const held = new Set(done.held.map(({ subject }) => subject));
    if (!done.stalled) for (const subject of work.released) if (!held.has(subject)) this.#holds.delete(subject);
    for (const hold of done.held) this.#holds.set(hold.subject, hold);
    for (const { partition, from, to } of work.moves) {
      const reached = done.stalled ? Math.max(from, done.stalled.reached) : to;
      this.#checkpoints[partition] = Math.min(reached, to);
      this.completeTo(partition, Math.min(reached, to));
    }
  }

  /** Waits until nothing is left to do in the partition up to `position`; answers whether that came within the time. */
  async settled(partition: Partition, position: Position, timeoutMs: number): Promise<boolean> {
    if (this.complete(partition) >= position) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const waiter = { partition, position, resolve };
    this.#waiters.add(waiter);
    const timer = setTimeout(() => resolve(false), timeoutMs);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(waiter);
    }
  }

  /** Nobody will come to settle anything any more. */
  end(): void {
    for (const { resolve } of this.#waiters) resolve(false);
  }
}
