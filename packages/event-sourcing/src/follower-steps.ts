import { type Partition, type Position, type RecordedEvent, subjectOf } from './envelope.ts';
import type { EventStore } from './event-store.ts';
import { type Hold, StaleFollower } from './follower-progress.ts';
import type { FollowerTarget, FollowerWork, Move } from './follower-work.ts';
import { type FollowedEvent, followedEvent } from './followed-event.ts';
import { reasonOf } from './hold-book.ts';
import { allPartitions } from './partition.ts';
import { giveWay } from './pause.ts';
import { Standing } from './standing.ts';

export interface FollowerStepsOptions {
  readonly target: FollowerTarget;
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly partitions: readonly Partition[];
  readonly pageMax: number;
  /** Aborted when no further page is to be read. */
  readonly signal: AbortSignal;
  /** A page of the store is done. */
  readonly onPage: (position: Position, to: Position) => void;
  /** Some partitions cannot be moved at the moment. */
  readonly onStall: () => void;
}

/** How often in a row another process may be faster before this one steps back for a while. */
export const staleMax = 5;
/** How far partitions may lie apart before the last ones are read by themselves. */
const spreadMax = 10_000;

/**
 * The steps that a follower takes, one at a time: it reads, applies and saves, and knows which partitions stall, and
 * why.
 */
export class FollowerSteps {
  readonly standing = new Standing();
  readonly #options: FollowerStepsOptions;
  readonly #followsAll: boolean;
  readonly #stalled = new Map<Partition, string>();

  constructor(options: FollowerStepsOptions) {
    this.#options = options;
    this.#followsAll = allPartitions.every((partition) => options.partitions.includes(partition));
  }

  get stalled(): ReadonlyMap<Partition, string> {
    return this.#stalled;
  }

  /** The partitions that do not stall. */
  flowing(): readonly Partition[] {
    const { partitions } = this.#options;
    return this.#stalled.size === 0 ? partitions : partitions.filter((partition) => !this.#stalled.has(partition));
  }

  async load(): Promise<void> {
    this.standing.load(await this.#options.target.progress());
  }

  /** Applies events that follow directly on what is done. */
  async applyStraight(events: readonly RecordedEvent[]): Promise<void> {
    const fresh = events.filter(({ partition }) => !this.#stalled.has(partition));
    const last = fresh.at(-1);
    if (!last) return;
    try {
      await this.#apply(fresh, this.#movesOf(fresh));
      if (this.#followsAll) this.#completeTo(last.position);
    } catch (error) {
      if (!(error instanceof StaleFollower)) throw error;
      await this.#reload();
      await this.catchUp();
    }
  }

  /**
   * Reads the store from the checkpoints to its head. What cannot be done stalls, and is to be tried again later.
   *
   * Decision: whenever progress was loaded again, everything that does not stall is caught up, before anything else. /
   * Because it may have gone back in every partition, where a view was lost meanwhile; what then came straight from the
   * bus would be taken for the next of a partition that is empty. / Instead of reading only what had stalled: a view
   * that was wiped while one partition of it stalled was filled with that one (found by the trial of faults).
   */
  async catchUp(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#read(this.flowing(), await this.#options.store.head());
      } catch (error) {
        if (!(error instanceof StaleFollower) || attempt === staleMax) return this.#stall(this.flowing(), error);
        await this.#reload();
      }
    }
  }

  /** Another attempt at what stalled. */
  async recover(): Promise<void> {
    this.#stalled.clear();
    await this.#reload();
    await this.catchUp();
  }

  /** Reads the store where something up to `position` has not come, or was lost with the progress that told of it. */
  async makeUpFor(position: Position): Promise<void> {
    await this.#reload();
    const isMissing = this.flowing().some((partition) => this.standing.complete(partition) < position);
    if (isMissing) await this.catchUp();
  }

  /** Applies a held subject's events up to its partition's checkpoint, and ends the hold where all goes well. */
  async release(hold: Hold): Promise<void> {
    const { target, store, pageMax } = this.#options;
    const { subject, partition } = hold;
    const end = this.standing.checkpoint(partition);
    const holds = new Map(this.standing.holds);
    holds.delete(subject);
    for (let after = hold.position - 1; ; ) {
      const page = await store.readAll(after, pageMax, partition);
      const reached = page.filter(({ position }) => position <= end);
      const isLast = page.length < pageMax || reached.length < page.length;
      const work: FollowerWork = {
        events: reached.map(followedEvent).filter(({ envelope }) => subjectOf(envelope) === subject),
        moves: [{ partition, from: end, to: end }],
        holds,
        released: isLast ? [subject] : [],
        again: true,
      };
      const done = await target.apply(work);
      this.standing.took(work, done);
      if (done.stalled) throw done.stalled.because;
      if (isLast || done.held.some((held) => held.subject === subject)) return;
      after = page.at(-1)?.position ?? end;
      await giveWay();
    }
  }

  async #reload(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      this.#stall(this.flowing(), error);
    }
  }

  async #read(partitions: readonly Partition[], to: Position): Promise<void> {
    const complete = (partition: Partition) => this.standing.complete(partition);
    const whole = this.#followsAll && partitions.length === allPartitions.length;
    const level = whole ? Math.min(to, Math.max(...partitions.map(complete))) : to;
    for (const partition of partitions) {
      if (!whole || complete(partition) < level - spreadMax) await this.#readPartition(partition, level);
    }
    if (whole) await this.#readAll(to);
  }

  async #readAll(to: Position): Promise<void> {
    const { store, pageMax, target, signal, onPage } = this.#options;
    let position = Math.min(...this.flowing().map((partition) => this.standing.complete(partition)));
    while (position < to && !signal.aborted) {
      const page = await store.readAll(position, pageMax);
      const last = page.at(-1)?.position;
      const flowing = this.flowing();
      if (last === undefined || flowing.length === 0) return;
      const events = page.filter(
        (event) => !this.#stalled.has(event.partition) && event.position > this.standing.complete(event.partition),
      );
      // Saved with a view's documents the checkpoints of idle partitions cost nothing; a policy would save each by
      // itself.
      await this.#apply(
        events,
        target.separately ? this.#movesOf(events) : flowing.map((partition) => this.#move(partition, last)),
      );
      this.#completeTo(last);
      position = last;
      onPage(position, Math.max(to, position));
      await giveWay();
    }
  }

  async #readPartition(partition: Partition, to: Position): Promise<void> {
    const { store, pageMax, signal, onPage } = this.#options;
    const complete = () => this.standing.complete(partition);
    while (complete() < to && !this.#stalled.has(partition) && !signal.aborted) {
      const page = await store.readAll(complete(), pageMax, partition);
      if (page.length > 0) await this.#apply(page, this.#movesOf(page));
      if (page.length < pageMax && !this.#stalled.has(partition)) this.standing.completeTo(partition, to);
      onPage(complete(), Math.max(to, complete()));
      await giveWay();
    }
  }

  /**
   * Applies and saves. Rejects with `StaleFollower` alone; partitions that could not be saved are stalled afterwards.
   */
  async #apply(recorded: readonly RecordedEvent[], moves: readonly Move[]): Promise<void> {
    const { target } = this.#options;
    const events = recorded.map(followedEvent);
    await this.#lookForReleases(events);
    const works = this.#worksOf(events, moves);
    const results = await Promise.allSettled(works.map((work) => target.apply(work)));
    let stale: StaleFollower | undefined;
    for (const [index, result] of results.entries()) {
      const work = works[index];
      if (!work) continue;
      const partitions = work.moves.map(({ partition }) => partition);
      if (result.status === 'fulfilled') {
        this.standing.took(work, result.value);
        if (result.value.stalled) this.#stall(partitions, result.value.stalled.because);
      } else if (result.reason instanceof StaleFollower) stale = result.reason;
      else this.#stall(partitions, result.reason);
    }
    if (stale) throw stale;
  }

  /**
   * Another process may have released what an event would be set aside for. Where that cannot be asked now, the hold is
   * noted once more.
   */
  async #lookForReleases(events: readonly FollowedEvent[]): Promise<void> {
    const { holds } = this.standing;
    if (holds.size === 0 || !events.some(({ envelope }) => holds.has(subjectOf(envelope)))) return;
    const progress = await this.#options.target.progress().catch(() => undefined);
    if (progress) this.standing.loadHolds(progress.holds);
  }

  #worksOf(events: readonly FollowedEvent[], moves: readonly Move[]): readonly FollowerWork[] {
    const { holds } = this.standing;
    if (!this.#options.target.separately) return [{ events, moves, holds, released: [] }];
    return moves.map((move) => ({
      events: events.filter(({ partition }) => partition === move.partition),
      moves: [move],
      holds,
      released: [],
    }));
  }

  #stall(partitions: readonly Partition[], error: unknown): void {
    for (const partition of partitions) this.#stalled.set(partition, reasonOf(error));
    if (partitions.length > 0) this.#options.onStall();
  }

  #completeTo(position: Position): void {
    for (const partition of this.flowing()) this.standing.completeTo(partition, position);
  }

  #movesOf(events: readonly RecordedEvent[]): readonly Move[] {
    const ends = new Map(events.map(({ partition, position }) => [partition, position]));
    return [...ends].map(([partition, position]) => this.#move(partition, position));
  }

  #move(partition: Partition, position: Position): Move {
    const from = this.standing.checkpoint(partition);
    return { partition, from, to: Math.max(from, position) };
  }
}
