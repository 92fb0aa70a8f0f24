import type { Partition, Position, RecordedEvent } from './envelope.ts';
import type { EventStore } from './event-store.ts';
import type { FollowerProgress } from './follower-progress.ts';
import { allPartitions } from './partition.ts';
import { pause } from './pause.ts';

/** Whatever knows how far a follower got: a generation of a view, a follower. */
export interface ProgressSource {
  progress(): Promise<FollowerProgress>;
  /** Where it can be waited for. Answers whether it came within the time. */
  settled?(partition: Partition, position: Position, timeoutMs: number): Promise<boolean>;
}

/** How much of the log an answer rests on (ARCHITECTURE decision 10). */
export interface Freshness {
  /** Every event up to here is in the answer, but for those of what is held. */
  readonly completeUpTo: Position;
  /** How long the oldest event that is missing has been in the log; 0 where nothing is. */
  readonly lagMs: number;
  /** The dossiers (or streams) held back. */
  readonly held: readonly string[];
  /** The log's head as read before asking for progress. */
  readonly head: Position;
  readonly progress: FollowerProgress;
}

/**
 * How fresh an answer is that is read after this resolves. It MUST be asked before the documents are read, never after:
 * what comes in between is then more than is promised, not less. `partitions`: those that the source follows.
 */
export async function freshness(
  tail: LogTail,
  source: ProgressSource,
  clockMs: number,
  partitions: readonly Partition[] = allPartitions,
): Promise<Freshness> {
  const head = await tail.look();
  const progress = await source.progress();
  const missing = await tail.firstAfter(progress.checkpoints, partitions, head);
  return {
    completeUpTo: missing ? missing.position - 1 : head,
    lagMs: missing ? Math.max(0, clockMs - missing.recordedAt) : 0,
    held: progress.holds.map(({ subject }) => subject),
    head,
    progress,
  };
}

type Entry = Omit<RecordedEvent, 'body'>;

/** How many of the last events a tail remembers, and reads at once. */
const tailMax = 1_000;

/**
 * The end of a log: which partitions its last events are in. It answers "is anything after this checkpoint?" for any
 * number of followers without a query for each partition. One for each store and process.
 */
export class LogTail {
  readonly #store: Pick<EventStore, 'readAll' | 'head'>;
  readonly #remembered: number;
  /** Events after `start` up to `seen`, in order. */
  #entries: Entry[] = [];
  /** The last of them in each partition. */
  readonly #last = new Map<Partition, Position>();
  #start: Position = 0;
  #seen: Position = 0;
  /** No event of the partition lies after this and at or before `start`. */
  readonly #noneAfter = new Map<Partition, Position>();
  #turn: Promise<Position> = Promise.resolve(0);

  constructor(store: Pick<EventStore, 'readAll' | 'head'>, remembered = tailMax) {
    this.#store = store;
    this.#remembered = remembered;
  }

  /** Reads the head, and what has come since. */
  look(): Promise<Position> {
    this.#turn = this.#turn.then(
      () => this.#look(),
      () => this.#look(),
    );
    return this.#turn;
  }

  /** The first event up to `head` that lies after its partition's checkpoint. */
  async firstAfter(
    checkpoints: readonly Position[],
    partitions: readonly Partition[],
    head: Position,
  ): Promise<Entry | undefined> {
    let first: Entry | undefined;
    for (const partition of partitions) {
      const checkpoint = checkpoints[partition] ?? 0;
      if (checkpoint >= head) continue;
      const event = await this.#firstOf(partition, checkpoint);
      if (event && event.position <= head && (!first || event.position < first.position)) first = event;
    }
    return first;
  }

  async #firstOf(partition: Partition, checkpoint: Position): Promise<Entry | undefined> {
    if (checkpoint < this.#start && checkpoint < (this.#noneAfter.get(partition) ?? this.#start)) {
      const start = this.#start;
      const [event] = await this.#store.readAll(checkpoint, 1, partition);
      if (event && event.position <= start) return event;
      if (start === this.#start) this.#noneAfter.set(partition, checkpoint);
      return event;
    }
    if ((this.#last.get(partition) ?? 0) <= checkpoint) return undefined;
    return this.#entries.find((entry) => entry.partition === partition && entry.position > checkpoint);
  }

  async #look(): Promise<Position> {
    const head = await this.#store.head();
    if (head - this.#seen > this.#remembered) {
      this.#entries = [];
      this.#last.clear();
      this.#noneAfter.clear();
      this.#start = head;
      this.#seen = head;
    }
    while (this.#seen < head) {
      const page = await this.#store.readAll(this.#seen, head - this.#seen);
      const last = page.at(-1);
      if (!last) break;
      for (const { position, recordedAt, partition } of page) {
        this.#entries.push({ position, recordedAt, partition });
        this.#last.set(partition, position);
      }
      this.#seen = last.position;
    }
    if (this.#entries.length > 2 * this.#remembered) this.#forget(this.#entries.length - this.#remembered);
    return head;
  }

  #forget(count: number): void {
    for (const { partition, position } of this.#entries.splice(0, count)) {
      this.#noneAfter.set(partition, position);
      this.#start = position;
    }
  }
}

const pollMs = { first: 2, max: 50, settled: 100 };

/**
 * Waits until a follower has met one event (a client reads its own write): on that event's own partition, not on the
 * whole log. Answers whether that came within `timeoutMs`; a position that the log has not reached by then did not.
 */
export async function waitAtLeast(
  store: Pick<EventStore, 'readAll' | 'waitPast'>,
  source: ProgressSource,
  position: Position,
  timeoutMs: number,
): Promise<boolean> {
  if (position < 1) return true;
  const isOver = new AbortController();
  const timer = setTimeout(() => isOver.abort(), timeoutMs);
  try {
    const event = await eventAt(store, position, timeoutMs);
    if (!event) return false;
    const { partition } = event;
    const isMet = async () => ((await source.progress()).checkpoints[partition] ?? 0) >= position;
    for (let waitMs = pollMs.first; ; waitMs = Math.min(2 * waitMs, pollMs.max)) {
      if (await isMet()) return true;
      if (isOver.signal.aborted) return false;
      if (source.settled) await source.settled(partition, position, pollMs.settled);
      else await pause(waitMs, isOver.signal);
    }
  } finally {
    clearTimeout(timer);
  }
}

async function eventAt(
  store: Pick<EventStore, 'readAll' | 'waitPast'>,
  position: Position,
  timeoutMs: number,
): Promise<RecordedEvent | undefined> {
  const [event] = await store.readAll(position - 1, 1);
  if (event) return event;
  await store.waitPast(position - 1, timeoutMs);
  const [late] = await store.readAll(position - 1, 1);
  return late;
}
