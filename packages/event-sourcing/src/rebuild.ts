import { BufferedGeneration } from './buffered-generation.ts';
import type { Position, RecordedEvent } from './envelope.ts';
import type { EventStore } from './event-store.ts';
import type { AnyEventType } from './event-type.ts';
import type { FollowerWork } from './follower-work.ts';
import { type FollowedEvent, followedEvent } from './followed-event.ts';
import { partitionCount } from './partition.ts';
import { Standing } from './standing.ts';
import type { PersonalData, View } from './view.ts';
import { viewTarget } from './view-follower.ts';
import { InvalidDocument, type ViewGeneration } from './view-store.ts';

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
  /** Needed by a view with `marks`. */
  readonly personal?: PersonalData | undefined;
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  /** Milliseconds, for rates only. */
  readonly clock: () => number;
  /** Events read in one step. */
  readonly batchMax?: number;
  /** Events whose documents gather in memory before they are saved: the more, the fewer documents are written twice. */
  readonly savedEvery?: number;
  /** Documents in memory, beyond which all are saved and let go. */
  readonly documentsMax?: number;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Ends the rebuild after the batch in hand; it can be gone on with later from where it was last saved. */
  readonly signal?: AbortSignal;
}

/**
 * Small pages, since an event is garbage as soon as its documents are evolved; seldom saved, since documents meet
 * again.
 */
const defaults = { batchMax: 500, savedEvery: 250_000, documentsMax: 30_000 };

/**
 * Builds a generation from the store, from where it stands to the log's head, and answers the position reached. It
 * blocks its thread for as long as a batch takes: run it in a worker, beside the thread that serves (ARCHITECTURE
 * decision 11).
 */
export async function rebuildInto<Document, Type extends AnyEventType>(
  options: RebuildOptions<Document, Type>,
): Promise<Position> {
  const { view, generation, personal, store, signal, batchMax, savedEvery, documentsMax } = { ...defaults, ...options };
  const buffer = new BufferedGeneration(generation);
  const [direct, buffered] = [viewTarget(view, generation, personal), viewTarget(view, buffer, personal)];
  const standing = new Standing();
  standing.load(await direct.progress());
  const told = teller(options, reached(standing));
  let position = reached(standing);
  let saved = position;
  let directUntil = 0;
  while (!signal?.aborted) {
    const page = await store.readAll(position, batchMax);
    const last = page.at(-1)?.position ?? position;
    const work = workOf(page, last, standing);
    if (page.length > 0) standing.took(work, await (position < directUntil ? direct : buffered).apply(work));
    position = last;
    const isOver = page.length < batchMax;
    if (isOver || position - saved >= savedEvery || buffer.size > documentsMax) {
      try {
        await buffer.flush();
        if (buffer.size > documentsMax) buffer.forget();
        saved = position;
      } catch (error) {
        if (!(error instanceof InvalidDocument)) throw error;
        // Which event it was is found by taking the same way again in small steps.
        standing.load(await direct.progress(), 'anew');
        [directUntil, position] = [position, reached(standing)];
        continue;
      }
    }
    if (page.length > 0) await told(position);
    if (isOver) break;
  }
  return position;
}

const partitions = Array.from({ length: partitionCount }, (_, partition) => partition);

function reached(standing: Standing): Position {
  return Math.min(...partitions.map((partition) => standing.complete(partition)));
}

function workOf(page: readonly RecordedEvent[], last: Position, standing: Standing): FollowerWork {
  const events: FollowedEvent[] = [];
  for (const recorded of page) {
    const { partition, position } = recorded;
    if (position > standing.complete(partition)) events.push(followedEvent(recorded));
  }
  const moves = partitions.map((partition) => {
    const from = standing.checkpoint(partition);
    return { partition, from, to: Math.max(from, last) };
  });
  return { events, moves, holds: standing.holds, released: [] };
}

/** Tells how far a rebuild is, at the rate since it began. */
function teller<Document, Type extends AnyEventType>(
  { generation: { view, generation }, store, clock, onProgress }: RebuildOptions<Document, Type>,
  began: Position,
): (position: Position) => Promise<void> {
  const beganMs = clock();
  return async (position) => {
    if (!onProgress) return;
    const perMs = (position - began) / Math.max(1, clock() - beganMs);
    const to = Math.max(position, await store.head());
    const etaMs = perMs > 0 ? Math.round((to - position) / perMs) : 0;
    onProgress({ view, generation, position, to, eventsPerSecond: Math.round(perMs * 1_000), etaMs });
  };
}
