import type { Partition, Position } from './envelope.ts';
import type { FollowerProgress, Hold } from './follower-progress.ts';
import type { FollowedEvent } from './followed-event.ts';

/** A step of a checkpoint. */
export interface Move {
  readonly partition: Partition;
  readonly from: Position;
  readonly to: Position;
}

/** Events in position order, and the progress that is saved with what they lead to. */
export interface FollowerWork {
  readonly events: readonly FollowedEvent[];
  readonly moves: readonly Move[];
  /** What is held already. */
  readonly holds: ReadonlyMap<string, Hold>;
  /** Subjects whose hold ends with this work, unless it holds them anew. */
  readonly released: readonly string[];
  /** An operator asked for it: what fails once more is held again at once. */
  readonly again?: true;
}

/** What came of it. All of it is saved. */
export interface WorkDone {
  /** New holds, and those that set an event aside. */
  readonly held: readonly Hold[];
  /** Where work on a single partition had to stop: what is saved reaches to `reached`, and nothing was released. */
  readonly stalled?: { readonly reached: Position; readonly because: unknown };
}

/** What a follower does with events: a view's writes documents, a policy's sends commands. */
export interface FollowerTarget {
  readonly name: string;
  /** Whether each partition is work of its own, so that one that stalls does not hold up the others. */
  readonly separately: boolean;
  progress(): Promise<FollowerProgress>;
  /**
   * Applies events and saves. An event that cannot be handled holds its subject; that is no failure. Rejects with
   * `StaleFollower` when another process was faster; any other rejection stalls the work's partitions, to be tried
   * again.
   */
  apply(work: FollowerWork): Promise<WorkDone>;
}
