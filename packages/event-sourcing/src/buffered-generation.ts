import type { Position } from './envelope.ts';
import type { FollowerProgress, Hold, ProgressChange } from './follower-progress.ts';
import type { FollowedGeneration } from './view-follower.ts';
import type { DocumentWrite, Versioned } from './view-store.ts';

interface Buffered<Document> extends Versioned<Document> {
  /** Where the stored document stands. */
  stored: Position;
}

/**
 * A generation whose documents gather in memory, so that a document that many events change is written once. Only for
 * one that nobody else writes. What was not flushed is lost with the process, documents and progress alike.
 */
export class BufferedGeneration<Document> implements FollowedGeneration<Document> {
  readonly view: string;
  readonly generation: number;
  readonly #inner: FollowedGeneration<Document>;
  readonly #documents = new Map<string, Buffered<Document>>();
  readonly #changed = new Set<string>();
  readonly #moves = new Map<number, { readonly from: Position; readonly to: Position }>();
  readonly #held = new Map<string, Hold>();
  readonly #released = new Set<string>();

  constructor(inner: FollowedGeneration<Document>) {
    this.view = inner.view;
    this.generation = inner.generation;
    this.#inner = inner;
  }

  /** Documents in memory, changed or not. */
  get size(): number {
    return this.#documents.size;
  }

  /** What is stored: MUST be asked only where nothing waits to be flushed. */
  progress(): Promise<FollowerProgress> {
    return this.#inner.progress();
  }

  async load(keys: readonly string[]): Promise<ReadonlyMap<string, Versioned<Document>>> {
    const found = new Map<string, Versioned<Document>>();
    const missing: string[] = [];
    for (const key of keys) {
      const known = this.#documents.get(key);
      if (known) found.set(key, known);
      else missing.push(key);
    }
    if (missing.length === 0) return found;
    for (const [key, stored] of await this.#inner.load(missing)) {
      this.#documents.set(key, { ...stored, stored: stored.position });
      found.set(key, stored);
    }
    return found;
  }

  async save(
    documents: readonly DocumentWrite<Document>[],
    { checkpoints, held, released }: ProgressChange,
  ): Promise<void> {
    for (const { key, document, position, previous } of documents) {
      this.#documents.set(key, { document, position, stored: this.#documents.get(key)?.stored ?? previous });
      this.#changed.add(key);
    }
    for (const { partition, from, to } of checkpoints) {
      this.#moves.set(partition, { from: this.#moves.get(partition)?.from ?? from, to });
    }
    for (const subject of released) {
      this.#held.delete(subject);
      this.#released.add(subject);
    }
    for (const hold of held) this.#held.set(hold.subject, hold);
  }

  /** Saves what has gathered. Where that fails, everything that was not saved is forgotten. */
  async flush(): Promise<void> {
    const writes = Array.from(this.#changed, (key) => this.#writeOf(key));
    const checkpoints = Array.from(this.#moves, ([partition, move]) => ({ partition, ...move }));
    try {
      await this.#inner.save(writes, { checkpoints, held: [...this.#held.values()], released: [...this.#released] });
      for (const { key, document, position } of writes)
        this.#documents.set(key, { document, position, stored: position });
    } catch (error) {
      this.forget();
      throw error;
    } finally {
      this.#changed.clear();
      this.#moves.clear();
      this.#held.clear();
      this.#released.clear();
    }
  }

  /** Lets go of all documents. MUST be called only where nothing waits to be flushed. */
  forget(): void {
    this.#documents.clear();
  }

  #writeOf(key: string): DocumentWrite<Document> {
    const buffered = this.#documents.get(key);
    if (!buffered) throw new Error(`${key} is not in the buffer`);
    return { key, document: buffered.document, position: buffered.position, previous: buffered.stored };
  }
}
