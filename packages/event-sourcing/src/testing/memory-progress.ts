import type { Position } from '../envelope.ts';
import { type FollowerProgress, type Hold, type ProgressChange, StaleFollower } from '../follower-progress.ts';
import { partitionCount } from '../partition.ts';
import type { PolicyOutcome, PolicyStore } from '../policy.ts';

/** One follower's progress in memory. */
export interface MemoryProgress {
  readonly read: () => FollowerProgress;
  readonly save: (change: ProgressChange) => void;
}

/** Progress that begins at `begins` in every partition. */
export function memoryProgress(begins: Position): MemoryProgress {
  const checkpoints = Array.from({ length: partitionCount }, () => begins);
  const holds = new Map<string, Hold>();
  return {
    read: () => ({ checkpoints: [...checkpoints], holds: [...holds.values()] }),
    save: ({ checkpoints: moves, held, released }) => {
      for (const { partition, from } of moves) {
        if (checkpoints[partition] !== from) throw new StaleFollower(`partition ${partition} is no longer at ${from}`);
      }
      for (const { partition, to } of moves) checkpoints[partition] = to;
      for (const subject of released) holds.delete(subject);
      for (const hold of held) holds.set(hold.subject, hold);
    },
  };
}

/** A policy store in memory. */
export function memoryPolicyStore(): PolicyStore & { readonly outcomes: () => readonly PolicyOutcome[] } {
  const progress = new Map<string, MemoryProgress>();
  const outcomes = new Map<string, PolicyOutcome>();
  const of = (policy: string, begins: Position): MemoryProgress => {
    const known = progress.get(policy) ?? memoryProgress(begins);
    progress.set(policy, known);
    return known;
  };
  return {
    progress: async (policy, begins) => of(policy, begins).read(),
    save: async (policy, change, noted) => {
      of(policy, 0).save(change);
      for (const outcome of noted) {
        const id = `${policy}/${outcome.event}/${outcome.ordinal}`;
        if (!outcomes.has(id)) outcomes.set(id, outcome);
      }
    },
    refusals: async (policy, limit) =>
      [...outcomes.values()]
        .filter((outcome) => outcome.policy === policy && outcome.outcome !== 'done')
        .sort((one, other) => other.event - one.event || other.ordinal - one.ordinal)
        .slice(0, limit),
    outcomes: () => [...outcomes.values()],
  };
}
