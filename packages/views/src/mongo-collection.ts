import { allPartitions, type FollowerProgress, type Hold, type Partition, type Position } from '@hoso/event-sourcing';
import type { IndexDescription } from 'mongodb';

/**
 * What lies in a generation's collection. Documents: their key as `_id`, an encoded tuple an index in `i<n>`. Progress:
 * a checkpoint a partition with the partition as `_id`, and the holds. The guard. `at` is what all but documents have.
 */
export interface Kept {
  readonly _id: string | number;
  readonly position: Position;
  readonly document?: string;
  readonly at?: string;
  /** Which making of the collection this belongs to, at guard and checkpoints. */
  readonly made?: string;
  readonly subject?: string;
  readonly partition?: Partition;
  readonly reason?: string;
  readonly [index: `i${number}`]: string;
}

/**
 * Decision: `at` is unique, and one document has `at: 'guard'`. An update that must meet what it compares is an upsert
 * that would insert a second guard. / Because such an upsert fails where it meets nothing, and ends the ordered batch
 * that it is in: a follower's whole save is one round trip, in which nothing after a stale write is written. / Instead
 * of: one round trip to compare, one for documents, one for progress.
 */
export const guard = 'guard';

/** Where a partition's checkpoint is found, and a subject's hold. */
export const checkpointAt = (partition: Partition): string => `checkpoint-${String(partition).padStart(2, '0')}`;
export const holdAt = (subject: string): string => `hold-${subject}`;

const guardAt = { _id: -1, at: guard };
const checkpointsAt = allPartitions.map((partition) => ({ _id: partition, at: checkpointAt(partition) }));

/**
 * What a generation begins with: first the guard, then the checkpoints of the guard that is there.
 *
 * Decision: each making of a collection has an id, which a save compares with every checkpoint that it moves. / Because
 * a collection may be lost and made anew between two writes of one save: its documents would be gone and the new
 * checkpoints moved beyond them (found by `npm run test:faults`). / Instead of a transaction for each save.
 */
export const guardOf = (made: string): Kept => ({ ...guardAt, position: 0, made });
export const checkpointsOf = (made: string): readonly Kept[] =>
  checkpointsAt.map((checkpoint) => ({ ...checkpoint, position: 0, made }));

/** The indexes of a generation's collection: over what not every document has. */
export function indexesOf(names: readonly string[]): (IndexDescription & { readonly name: string })[] {
  return [
    { key: { at: 1 }, name: 'at', unique: true, sparse: true },
    ...names.map((_, at) => ({ key: { [`i${at}`]: 1 }, name: `i${at}`, sparse: true })),
  ];
}

/** The progress that lies in a collection, and which making of it that is; nothing where it is not whole. */
export function progressOf(
  kept: readonly Kept[],
): { readonly made: string; readonly progress: FollowerProgress } | undefined {
  const places = new Map(kept.map((each) => [each.at, each]));
  const made = places.get(guard)?.made;
  const isWhole = [guardAt, ...checkpointsAt].every(({ _id, at }) => {
    const found = places.get(at);
    return found?._id === _id && found.made === made;
  });
  if (made === undefined || !isWhole) return undefined;
  const checkpoints = allPartitions.map((partition) => places.get(checkpointAt(partition))?.position ?? 0);
  const holds = kept.filter(({ subject }) => subject !== undefined).map(holdOf);
  return { made, progress: { checkpoints, holds } };
}

function holdOf({ subject = '', partition = 0, position, reason = '' }: Kept): Hold {
  return { subject, partition, position, reason };
}
