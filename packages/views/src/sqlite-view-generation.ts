import {
  type DocumentWrite,
  InvalidDocument,
  InvalidPage,
  type Page,
  type PageQuery,
  type ProgressChange,
  pageLimitMax,
  type Versioned,
  type View,
  type ViewGeneration,
} from '@hoso/event-sourcing';
import { encodeRange, encodeTuple } from './encode-tuple.ts';
import type { DocumentRow, GenerationFile, RowRange } from './generation-file.ts';

/** A generation's file seen through its view: documents instead of texts. */
export class SqliteViewGeneration<Document> implements ViewGeneration<Document> {
  readonly view: string;
  readonly generation: number;
  readonly revision: number;
  readonly #view: View<Document>;
  readonly #file: GenerationFile;

  constructor(view: View<Document>, file: GenerationFile) {
    const { revision, indexes } = file.identity;
    const declared = view.indexes.map(({ name }) => name);
    if (revision === view.revision && declared.join() !== indexes.join()) {
      throw new Error(`${view.name} has other indexes than its revision ${revision} had: raise its revision`);
    }
    this.view = view.name;
    this.generation = file.identity.generation;
    this.revision = file.identity.revision;
    this.#view = view;
    this.#file = file;
  }

  async progress() {
    return this.#file.progress();
  }

  async load(keys: readonly string[]): Promise<ReadonlyMap<string, Versioned<Document>>> {
    const found = new Map<string, Versioned<Document>>();
    for (const key of keys) {
      const row = this.#file.find(key);
      if (row) found.set(key, { document: this.#read(row.document), position: row.position });
    }
    return found;
  }

  async save(documents: readonly DocumentWrite<Document>[], change: ProgressChange): Promise<void> {
    if (this.revision !== this.#view.revision) {
      throw new Error(
        `${this.view} has revision ${this.#view.revision}, generation ${this.generation} ${this.revision}`,
      );
    }
    this.#file.save(
      documents.map((document) => this.#rowOf(document)),
      change,
    );
  }

  async find(key: string): Promise<Document | undefined> {
    return this.#read(this.#file.find(key)?.document ?? null);
  }

  async page(query: PageQuery): Promise<Page<Document>> {
    const { limit, order } = query;
    if (!Number.isInteger(limit) || limit < 1 || limit > pageLimitMax) {
      throw new InvalidPage(`limit: ${limit} is not between 1 and ${pageLimitMax}`);
    }
    const rows = this.#file.page(this.#indexAt(query.index), order, rangeOf(query), limit + 1);
    const items: Document[] = rows.slice(0, limit).map(({ document }) => JSON.parse(document));
    const last = rows[limit - 1];
    if (rows.length <= limit || !last) return { items };
    return { items, next: cursorOf(query.index, last.text, last.key) };
  }

  async count(index: string, prefix: readonly string[]): Promise<number> {
    return this.#file.count(this.#indexAt(index), rangeOf({ index, prefix }));
  }

  async close(): Promise<void> {
    this.#file.close();
  }

  #read(document: string | null): Document | undefined {
    return document === null ? undefined : JSON.parse(document);
  }

  #indexAt(name: string): number {
    const at = this.#file.identity.indexes.indexOf(name);
    if (at === -1) throw new InvalidPage(`index: ${this.view} has no index ${name} in revision ${this.revision}`);
    return at;
  }

  #rowOf({ key, document, position, previous }: DocumentWrite<Document>): DocumentRow {
    const { indexes } = this.#view;
    if (document === undefined) return { key, position, previous, document: null, tuples: indexes.map(() => null) };
    try {
      if (!key.isWellFormed() || key.includes('\u0000')) throw new Error('a key that is no text');
      const tuples = indexes.map(({ of }) => {
        const tuple = of(document);
        return tuple === undefined ? null : encodeTuple(tuple);
      });
      const text: unknown = JSON.stringify(document);
      if (typeof text !== 'string') throw new Error('no JSON form');
      return { key, position, previous, document: text, tuples };
    } catch (error) {
      throw new InvalidDocument(key, Error.isError(error) ? error.message : String(error), { cause: error });
    }
  }
}

type RangeQuery = Pick<PageQuery, 'index' | 'prefix' | 'from' | 'below' | 'after'>;

function rangeOf({ index, prefix = [], from, below, after }: RangeQuery): RowRange {
  const range = encodedRange(prefix, from, below);
  if (after === undefined) return range;
  const cursor = decodeCursor(after, index);
  const text = Buffer.from(cursor.text);
  const isBefore = text.compare(Buffer.from(range.lower)) < 0;
  const isPast = range.upper !== undefined && text.compare(Buffer.from(range.upper)) >= 0;
  if (isBefore || isPast) throw new InvalidPage('after: it belongs to another query');
  return { ...range, after: cursor };
}

function encodedRange(prefix: readonly string[], from: string | undefined, below: string | undefined): RowRange {
  try {
    return encodeRange(prefix, from, below);
  } catch (error) {
    throw new InvalidPage('prefix, from, below: not well-formed text', { cause: error });
  }
}

function cursorOf(index: string, text: string, key: string): string {
  return Buffer.from(JSON.stringify([index, text, key])).toString('base64url');
}

function decodeCursor(cursor: string, index: string): { readonly text: string; readonly key: string } {
  const [of, text, key] = partsOf(cursor);
  if (of !== index || typeof text !== 'string' || typeof key !== 'string') {
    throw new InvalidPage('after: it is not the next of such a page');
  }
  return { text, key };
}

function partsOf(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
