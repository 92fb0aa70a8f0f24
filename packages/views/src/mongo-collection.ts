import { allPartitions, type Hold, type Partition, type Position } from '@hoso/event-sourcing';
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

/** What a generation begins with. */
export const beginnings: readonly Kept[] = [
  { _id: -1, position: 0, at: guard },
  ...allPartitions.map((partition) => ({ _id: partition, position: 0, at: checkpointAt(partition) })),
];

/** The indexes of a generation's collection: over what not every document has. */
export function indexesOf(names: readonly string[]): (IndexDescription & { readonly name: string })[] {
  return [
    { key: { at: 1 }, name: 'at', unique: true, sparse: true },
    ...names.map((_, at) => ({ key: { [`i${at}`]: 1 }, name: `i${at}`, sparse: true })),
  ];
}

/** The progress that lies in a collection; nothing where it is not whole. */
export function progressOf(kept: readonly Kept[]) {
  const places = new Map(kept.map((each) => [each.at, each]));
  if (beginnings.some(({ _id, at }) => places.get(at)?._id !== _id)) return undefined;
  return {
    checkpoints: allPartitions.map((partition) => places.get(checkpointAt(partition))?.position ?? 0),
    holds: kept.filter(({ subject }) => subject !== undefined).map(holdOf),
  };
}

function holdOf({ subject = '', partition = 0, position, reason = '' }: Kept): Hold {
  return { subject, partition, position, reason };
}
