import type { Partition, Position } from './envelope.ts';

/** An event that a follower could not handle, and with it all later events of the same dossier or stream. */
export interface Hold {
  /** The dossier, or else the stream. */
  readonly subject: string;
  readonly partition: Partition;
  /** The first event held. */
  readonly position: Position;
  readonly reason: string;
}

/** How far a follower got: a checkpoint a partition (0: nothing yet; index = partition), and what it holds. */
export interface FollowerProgress {
  readonly checkpoints: readonly Position[];
  readonly holds: readonly Hold[];
}

/**
 * A step of progress, saved at once. `from` is compared: a follower that was replaced must not move it; `from` = `to`
 * only compares. Releases are carried out before new holds. A hold of a subject that is held already replaces the one
 * before.
 */
export interface ProgressChange {
  readonly checkpoints: readonly { readonly partition: Partition; readonly from: Position; readonly to: Position }[];
  readonly held: readonly Hold[];
  /** Subjects whose hold ended. */
  readonly released: readonly string[];
}

/** Another process moved the checkpoint: reload and go on from there. */
export class StaleFollower extends Error {
  override readonly name = 'StaleFollower';
}
