import { bodyOf, type Partition, type Position, type RecordedEvent } from './envelope.ts';
import type { Hold } from './follower-progress.ts';
import { LogDamaged } from './log-damaged.ts';
import type { LogIdentity } from './log-opened.ts';
import type { PolicyOutcome } from './policy.ts';

/** How far a policy got in one partition. */
export interface PolicyCheckpoint {
  readonly policy: string;
  readonly partition: Partition;
  readonly position: Position;
}

/**
 * All that a log holds at one moment, as it is carried from one store to another: stored bytes with both their numbers,
 * and what policies did. An adapter reads it beside whoever writes the log, and makes a log of it where there is none:
 * only so do positions and times of recording come from anywhere but the store itself. Nothing of it is ever held in
 * memory as a whole.
 */
export interface WholeLog {
  readonly log: LogIdentity;
  /** Every event up to this one, and none after it. Where the log is being made, known once all its events are read. */
  readonly head: Position;
  readonly checkpoints: readonly PolicyCheckpoint[];
  readonly holds: readonly (Hold & { readonly policy: string })[];
  /** Piece by piece, in the one order; whoever takes them sees to it that none is missing (`gapless`). */
  events(): AsyncIterable<readonly RecordedEvent[]>;
  /** Of two that say what came of one command the first counts. */
  outcomes(): AsyncIterable<readonly PolicyOutcome[]>;
  close(): Promise<void>;
}

/** Told of how many of how many events are carried. */
export type OnCarried = (events: number, of: number) => void;

/** The pieces of a log, up to its head. Throws `LogDamaged` where a position is missing. */
export async function* gapless(whole: Pick<WholeLog, 'head' | 'events'>): AsyncIterable<readonly RecordedEvent[]> {
  let last = 0;
  for await (const piece of whole.events()) {
    for (const { position } of piece) {
      if (position !== last + 1) throw new LogDamaged(undefined, last + 1, position - 1, 'events are missing');
      last = position;
    }
    yield piece;
  }
  const { head } = whole;
  if (last !== head) throw new LogDamaged(undefined, last + 1, head, 'events are missing');
}

/** What a store's tables hold of an event beside its bytes, read from these: they are the truth. */
export function lookedUpBy(event: RecordedEvent) {
  const { stream, version, id, commandId } = bodyOf(event);
  if (typeof stream === 'string' && Number.isSafeInteger(version) && typeof id === 'string') {
    if (typeof commandId === 'string') return { stream, version: Number(version), id, commandId };
  }
  throw new LogDamaged(undefined, event.position, event.position, 'what lies there is no event');
}
