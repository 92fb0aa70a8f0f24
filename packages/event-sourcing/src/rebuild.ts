import { envelopeOf, type Position } from './envelope.ts';
import type { EventStore } from './event-store.ts';
import type { AnyEventType } from './event-type.ts';
import { partitionCount } from './partition.ts';
import { Standing } from './standing.ts';
import type { View } from './view.ts';
import { viewTarget } from './view-follower.ts';
import type { ViewGeneration } from './view-store.ts';

/** How far a rebuild got. */
export interface RebuildProgress {
  readonly view: string;
  readonly generation: number;
  readonly position: Position;
  /** The log's head. */
  readonly to: Position;
  readonly eventsPerSecond: number;
  /** How long the rest takes at this rate. */
  readonly etaMs: number;
}

export interface RebuildOptions<Document, Type extends AnyEventType> {
  readonly view: View<Document, Type>;
  /** One that nobody else writes. */
  readonly generation: ViewGeneration<Document>;
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  /** Milliseconds, for rates only. */
  readonly clock: () => number;
  /** Events in one step: the larger, the fewer documents are loaded and written twice. */
  readonly batchMax?: number;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Ends the rebuild after the batch in hand; it can be gone on with later. */
  readonly signal?: AbortSignal;
}

const rebuildBatchMax = 10_000;

/**
 * Builds a generation from the store, from where it stands to the log's head, and answers the position reached. It
 * blocks its thread for as long as a batch takes: run it in a worker, beside the thread that serves (ARCHITECTURE
 * decision 11).
 */
export async function rebuildInto<Document, Type extends AnyEventType>(
  options: RebuildOptions<Document, Type>,
): Promise<Position> {
  const { view, generation, store, clock, batchMax = rebuildBatchMax, onProgress, signal } = options;
  const target = viewTarget(view, generation);
  const standing = new Standing();
  standing.load(await target.progress());
  const partitions = Array.from({ length: partitionCount }, (_, partition) => partition);
  const began = { position: Math.min(...partitions.map((p) => standing.complete(p))), atMs: clock() };
  let { position } = began;
  while (!signal?.aborted) {
    const page = await store.readAll(position, batchMax);
    const last = page.at(-1)?.position;
    if (last === undefined) break;
    const work = {
      events: page
        .filter((event) => event.position > standing.complete(event.partition))
        .map((recorded) => ({ envelope: envelopeOf(recorded), partition: recorded.partition })),
      moves: partitions.map((partition) => {
        const from = standing.checkpoint(partition);
        return { partition, from, to: Math.max(from, last) };
      }),
      holds: standing.holds,
      released: [],
    };
    standing.took(work, await target.apply(work));
    position = last;
    if (onProgress) {
      const perMs = (position - began.position) / Math.max(1, clock() - began.atMs);
      const to = Math.max(position, await store.head());
      const { view: name, generation: number } = generation;
      const rate = { eventsPerSecond: Math.round(perMs * 1_000), etaMs: Math.round((to - position) / perMs) };
      onProgress({ view: name, generation: number, position, to, ...rate });
    }
    if (page.length < batchMax) break;
  }
  return position;
}
