import type {
  DocumentWrite,
  Page,
  PageQuery,
  ProgressChange,
  Versioned,
  View,
  ViewGeneration,
} from '@hoso/event-sourcing';
import { encodeRange, encodeTuple } from './encode-tuple.ts';
import type { DocumentRow, GenerationFile, RowRange } from './generation-file.ts';
import { indexAt, requireSameIndexes, requireSameRevision } from './generation-identity.ts';
import { cursorOf, placeOf, rangeOfPage, requireLimit, requireWithin } from './page-query.ts';
import { storedForm } from './stored-form.ts';

/** A generation's file seen through its view: documents instead of texts. */
export class SqliteViewGeneration<Document> implements ViewGeneration<Document> {
  readonly view: string;
  readonly generation: number;
  readonly revision: number;
  readonly #view: View<Document>;
  readonly #file: GenerationFile;

  constructor(view: View<Document>, file: GenerationFile) {
    requireSameIndexes(view, file.identity);
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
    requireSameRevision(this.#view, this.#file.identity);
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
    requireLimit(query);
    const rows = this.#file.page(indexAt(this.#file.identity, query.index), order, rangeOf(query), limit + 1);
    const items: Document[] = rows.slice(0, limit).map(({ document }) => JSON.parse(document));
    const last = rows[limit - 1];
    if (rows.length <= limit || !last) return { items };
    return { items, next: cursorOf(query.index, last.text, last.key) };
  }

  async count(index: string, prefix: readonly string[]): Promise<number> {
    return this.#file.count(indexAt(this.#file.identity, index), rangeOf({ index, prefix }));
  }

  async close(): Promise<void> {
    this.#file.close();
  }

  #read(document: string | null): Document | undefined {
    return document === null ? undefined : JSON.parse(document);
  }

  #rowOf(write: DocumentWrite<Document>): DocumentRow {
    const { key, position, previous } = write;
    return { key, position, previous, ...storedForm(this.#view, write, encodeTuple) };
  }
}

type RangeQuery = Pick<PageQuery, 'index' | 'prefix' | 'from' | 'below' | 'after'>;

function rangeOf({ index, prefix = [], from, below, after }: RangeQuery): RowRange {
  const range = rangeOfPage(() => encodeRange(prefix, from, below));
  if (after === undefined) return range;
  const [text = '', key = ''] = placeOf(after, index, 2);
  requireWithin(text, range);
  return { ...range, after: { text, key } };
}
