import type { Position } from './envelope.ts';
import type { FollowerProgress, ProgressChange } from './follower-progress.ts';
import type { View } from './view.ts';

/**
 * A document and the position of the last event in it. A removed one leaves a tombstone: no document, but a position.
 */
export interface Versioned<Document> {
  readonly document: Document | undefined;
  readonly position: Position;
}

/** A document to write if the stored one is still at `previous` (0: none yet). */
export interface DocumentWrite<Document> extends Versioned<Document> {
  readonly key: string;
  readonly previous: Position;
}

/**
 * A page of documents by an index, in the order of their tuples, then of their keys. `prefix` fixes the first values of
 * the tuple; `from` and `below` bound the next one. A tuple that ends at the prefix counts as if an empty value came
 * next.
 */
export interface PageQuery {
  readonly index: string;
  readonly prefix?: readonly string[];
  /** The value after the prefix is at least this. */
  readonly from?: string;
  /** The value after the prefix is less than this. */
  readonly below?: string;
  readonly order: 'ascending' | 'descending';
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

export interface Page<Document> {
  readonly items: readonly Document[];
  /** Present where more follow. */
  readonly next?: string;
}

/** One build of a view: its documents with the progress of the follower that writes them. */
export interface ViewGeneration<Document> {
  readonly view: string;
  readonly generation: number;
  readonly revision: number;
  progress(): Promise<FollowerProgress>;
  /** What is stored for these keys, tombstones included; keys without anything are absent. */
  load(keys: readonly string[]): Promise<ReadonlyMap<string, Versioned<Document>>>;
  /**
   * Documents first, then progress. Rejects with `StaleFollower` where a document or a checkpoint is not as compared,
   * with `InvalidDocument` for one that can never be stored, both with the progress as it was; anything else MAY pass
   * by itself.
   */
  save(documents: readonly DocumentWrite<Document>[], change: ProgressChange): Promise<void>;
  find(key: string): Promise<Document | undefined>;
  page(query: PageQuery): Promise<Page<Document>>;
  /** How many documents carry this prefix in an index. */
  count(index: string, prefix: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

export interface GenerationInfo {
  readonly view: string;
  readonly generation: number;
  readonly revision: number;
  readonly live: boolean;
}

/**
 * Documents of views, in generations. Everything in it can be thrown away and rebuilt from the log.
 * Every adapter passes `describeViewStore`.
 */
export interface ViewStore {
  /** The generation that readers use; the first one is made here and is live at once. */
  live<Document>(view: View<Document>): Promise<ViewGeneration<Document>>;
  /** A new, empty generation beside the live one. */
  begin<Document>(view: View<Document>): Promise<ViewGeneration<Document>>;
  /** A generation by its number, e.g. one that a worker builds. Rejects where there is none. */
  open<Document>(view: View<Document>, generation: number): Promise<ViewGeneration<Document>>;
  /** Makes a generation the live one: one atomic step for every reader. */
  flip(view: string, generation: number): Promise<void>;
  /** Drops a generation that is not live. */
  drop(view: string, generation: number): Promise<void>;
  generations(): Promise<readonly GenerationInfo[]>;
  close(): Promise<void>;
}

/** A document that no attempt can store: it has no JSON form, or an index cannot be taken from it. */
export class InvalidDocument extends Error {
  override readonly name = 'InvalidDocument';

  constructor(
    readonly key: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${key}: ${reason}`, options);
  }
}

/** A page that asks for something else than what the view declares. */
export class InvalidPage extends Error {
  override readonly name = 'InvalidPage';
}

export const pageLimitMax = 1_000;
