import {
  type DocumentWrite,
  type FollowerProgress,
  InvalidDocument,
  type Page,
  type PageQuery,
  type ProgressChange,
  StaleFollower,
  type Versioned,
  type View,
  type ViewGeneration,
} from '@hoso/event-sourcing';
import type { Collection, Filter } from 'mongodb';
import { type GenerationIdentity, indexAt, requireSameIndexes, requireSameRevision } from './generation-identity.ts';
import { encodeKeyedRange, encodeKeyedTuple } from './keyed-tuple.ts';
import { type Kept, progressOf } from './mongo-collection.ts';
import { isDuplicate } from './mongo-error.ts';
import { type DocumentForm, writesOf } from './mongo-writes.ts';
import { cursorOf, placeOf, rangeOfPage, requireLimit, requireWithin } from './page-query.ts';
import { storedForm } from './stored-form.ts';

/** What a generation needs of the store that it is in. */
export interface MongoPlace {
  /** The collection of a generation: asked for anew whenever it is used. */
  collectionOf(identity: GenerationIdentity): Collection<Kept>;
  /** Does what a collection is for; failures are told in the port's words. */
  reach<Answer>(work: () => Promise<Answer>): Promise<Answer>;
  /** Makes a generation's collection anew, if the store has that generation, or lost everything of its view. */
  renew(identity: GenerationIdentity): Promise<void>;
}

/** MongoDB takes documents of 16 MiB; an index's texts lie in them, too. */
const bytesMax = 15 * 1_024 * 1_024;

/** One generation in a collection of its own. */
export class MongoViewGeneration<Document> implements ViewGeneration<Document> {
  readonly view: string;
  readonly generation: number;
  readonly revision: number;
  readonly #identity: GenerationIdentity;
  readonly #view: View<Document>;
  readonly #place: MongoPlace;
  /** The making of the collection whose progress was read last. */
  #made: string | undefined;

  constructor(view: View<Document>, identity: GenerationIdentity, place: MongoPlace) {
    requireSameIndexes(view, identity);
    this.view = identity.view;
    this.generation = identity.generation;
    this.revision = identity.revision;
    this.#identity = identity;
    this.#view = view;
    this.#place = place;
  }

  get #collection(): Collection<Kept> {
    return this.#place.collectionOf(this.#identity);
  }

  /** A collection that is gone is made anew, and filled by whoever follows. */
  async progress(): Promise<FollowerProgress> {
    return (await this.#progress()) ?? (await this.#renewed());
  }

  async load(keys: readonly string[]): Promise<ReadonlyMap<string, Versioned<Document>>> {
    if (keys.length === 0) return new Map();
    const found = await this.#place.reach(() =>
      this.#collection.find({ _id: { $in: [...keys] } }, { batchSize: keys.length + 1 }).toArray(),
    );
    return new Map(
      found.map(({ _id, document, position }) => [String(_id), { document: this.#read(document), position }]),
    );
  }

  async save(documents: readonly DocumentWrite<Document>[], change: ProgressChange): Promise<void> {
    requireSameRevision(this.#view, this.#identity);
    if (change.checkpoints.length > 0 && this.#made === undefined) await this.#progress();
    const forms = documents.map((document) => this.#formOf(document));
    const writes = writesOf(forms, change, this.#made ?? '');
    if (writes.length === 0) return;
    try {
      const { matchedCount, upsertedCount } = await this.#place.reach(() =>
        this.#collection.bulkWrite(writes, { ordered: true }),
      );
      const updates = writes.filter((write) => 'updateMany' in write).length;
      if (matchedCount + upsertedCount === updates) return;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    throw new StaleFollower(`something in generation ${this.generation} of ${this.view} is no longer as it was`);
  }

  async find(key: string): Promise<Document | undefined> {
    return this.#read((await this.#place.reach(() => this.#collection.findOne({ _id: key })))?.document);
  }

  async page(query: PageQuery): Promise<Page<Document>> {
    requireLimit(query);
    const { limit, order, index } = query;
    const field = `i${indexAt(this.#identity, index)}` as const;
    const { lower, upper } = rangeOfPage(() => encodeKeyedRange(query));
    const after = query.after === undefined ? undefined : placeOf(query.after, index, 1)[0];
    if (after !== undefined) requireWithin(after, { lower, upper });
    const isAscending = order === 'ascending';
    const from = isAscending && after !== undefined ? { $gt: after } : { $gte: lower };
    const to = !isAscending && after !== undefined ? after : upper;
    const rows = await this.#place.reach(() =>
      this.#collection
        .find(within(field, { ...from, ...(to === undefined ? {} : { $lt: to }) }), { batchSize: limit + 1 })
        .sort({ [field]: isAscending ? 1 : -1 })
        .limit(limit + 1)
        .toArray(),
    );
    const items: Document[] = rows.slice(0, limit).flatMap(({ document }) => this.#read(document) ?? []);
    const last = rows.length > limit ? rows[limit - 1]?.[field] : undefined;
    return { items, ...(last === undefined ? {} : { next: cursorOf(index, last) }) };
  }

  async count(index: string, prefix: readonly string[]): Promise<number> {
    const field = `i${indexAt(this.#identity, index)}` as const;
    const { lower, upper } = rangeOfPage(() => encodeKeyedRange({ prefix }));
    const range = { $gte: lower, ...(upper === undefined ? {} : { $lt: upper }) };
    return await this.#place.reach(() => this.#collection.countDocuments(within(field, range)));
  }

  async close(): Promise<void> {}

  async #progress(): Promise<FollowerProgress | undefined> {
    const kept = await this.#place.reach(() => this.#collection.find({ at: { $gte: '' } }).toArray());
    const { made, progress } = progressOf(kept) ?? {};
    this.#made = made;
    return progress;
  }

  async #renewed(): Promise<FollowerProgress> {
    await this.#place.renew(this.#identity);
    const progress = await this.#progress();
    if (progress) return progress;
    throw new StaleFollower(`generation ${this.generation} of ${this.view} is being made anew by somebody else, too`);
  }

  #read(document: string | undefined): Document | undefined {
    return document === undefined ? undefined : JSON.parse(document);
  }

  #formOf(write: DocumentWrite<Document>): DocumentForm {
    const { key, position, previous } = write;
    const form = storedForm(this.#view, write, encodeKeyedTuple);
    const texts = [key, form.document, ...form.tuples].filter((text) => text !== null);
    // Three bytes are the most that UTF-8 needs for a UTF-16 code unit.
    if (texts.reduce((sum, { length }) => sum + 3 * length, 0) > bytesMax) {
      const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      if (bytes > bytesMax) throw new InvalidDocument(key, `${bytes} bytes with its indexes, more than ${bytesMax}`);
    }
    return { key, position, previous, ...form };
  }
}

function within(field: `i${number}`, range: object): Filter<Kept> {
  return { [field]: range };
}
