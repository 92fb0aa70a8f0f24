import { StaleFollower } from '../follower-progress.ts';
import type { View } from '../view.ts';
import {
  type GenerationInfo,
  InvalidDocument,
  InvalidPage,
  type PageQuery,
  pageLimitMax,
  type Versioned,
  type ViewGeneration,
  type ViewStore,
} from '../view-store.ts';
import { type MemoryProgress, memoryProgress } from './memory-progress.ts';

interface Stored {
  readonly text: string | undefined;
  readonly position: number;
  readonly tuples: ReadonlyMap<string, readonly string[]>;
}

interface Generation {
  readonly info: Omit<GenerationInfo, 'live'>;
  readonly documents: Map<string, Stored>;
  readonly progress: MemoryProgress;
}

/** What several `memoryViewStore`s share, as if they were connections to one server. */
export type MemoryViews = Map<string, { live: number; last: number; readonly generations: Map<number, Generation> }>;

/**
 * Views in memory, as naive as can be: a document is written on its own, progress after all of them, nothing is undone.
 * What the laws of followers need they must get from no more than this.
 */
export function memoryViewStore(views: MemoryViews = new Map()): ViewStore {
  const familyOf = (name: string) => {
    const known = views.get(name) ?? { live: 0, last: 0, generations: new Map<number, Generation>() };
    views.set(name, known);
    return known;
  };
  const add = ({ name, revision }: { readonly name: string; readonly revision: number }): number => {
    const family = familyOf(name);
    const generation = ++family.last;
    const info = { view: name, generation, revision };
    family.generations.set(generation, { info, documents: new Map(), progress: memoryProgress(0) });
    return generation;
  };
  const get = (name: string, generation: number): Generation => {
    const found = familyOf(name).generations.get(generation);
    if (!found) throw new Error(`there is no generation ${generation} of ${name}`);
    return found;
  };
  return {
    live: async (view) => {
      const family = familyOf(view.name);
      if (family.live === 0) family.live = add(view);
      const { live } = family;
      return generationOf(view, () => get(view.name, live));
    },
    begin: async (view) => {
      const generation = add(view);
      return generationOf(view, () => get(view.name, generation));
    },
    open: async (view, generation) => {
      get(view.name, generation);
      return generationOf(view, () => get(view.name, generation));
    },
    flip: async (name, generation) => {
      get(name, generation);
      familyOf(name).live = generation;
    },
    drop: async (name, generation) => {
      if (familyOf(name).live === generation) throw new Error(`generation ${generation} of ${name} is live`);
      get(name, generation);
      familyOf(name).generations.delete(generation);
    },
    generations: async () =>
      [...views.values()].flatMap(({ live, generations }) =>
        Array.from(generations.values(), ({ info }) => ({ ...info, live: info.generation === live })),
      ),
    close: async () => undefined,
  };
}

function generationOf<Document>(view: View<Document>, get: () => Generation): ViewGeneration<Document> {
  const { info } = get();
  const read = ({ text }: Stored): Document | undefined => (text === undefined ? undefined : JSON.parse(text));
  const tupleOf = (stored: Stored, index: string) => stored.tuples.get(index);
  return {
    ...info,
    progress: async () => get().progress.read(),
    load: async (keys) => {
      const found = new Map<string, Versioned<Document>>();
      for (const key of keys) {
        const stored = get().documents.get(key);
        if (stored) found.set(key, { document: read(stored), position: stored.position });
      }
      return found;
    },
    save: async (writes, change) => {
      const { documents, progress } = get();
      const encoded = writes.map((write) => [write, encode(view, write.key, write)] as const);
      for (const [{ key, previous }, stored] of encoded) {
        if ((documents.get(key)?.position ?? 0) !== previous) throw new StaleFollower(`${key} is not at ${previous}`);
        documents.set(key, stored);
      }
      progress.save(change);
    },
    find: async (key) => {
      const stored = get().documents.get(key);
      return stored && read(stored);
    },
    page: async (query) => {
      const { rows, more } = rowsOf(view, get().documents, query);
      const last = rows.at(-1);
      const items = rows.map(([, stored]) => read(stored)).filter((document) => document !== undefined);
      return { items, ...(more && last ? { next: JSON.stringify([tupleOf(last[1], query.index), last[0]]) } : {}) };
    },
    count: async (index, prefix) => {
      checkIndex(view, index);
      return [...get().documents.values()].filter((stored) => startsWith(tupleOf(stored, index), prefix)).length;
    },
    close: async () => undefined,
  };
}

function encode<Document>(view: View<Document>, key: string, { document, position }: Versioned<Document>): Stored {
  if (document === undefined) return { text: undefined, position, tuples: new Map() };
  try {
    const tuples = view.indexes.map(({ name, of }) => [name, of(document)] as const);
    return { text: JSON.stringify(document), position, tuples: new Map(tuples.filter(isPresent)) };
  } catch (error) {
    throw new InvalidDocument(key, 'it cannot be written', { cause: error });
  }
}

function isPresent(entry: readonly [string, readonly string[] | undefined]): entry is [string, readonly string[]] {
  return entry[1] !== undefined;
}

function startsWith(tuple: readonly string[] | undefined, prefix: readonly string[]): boolean {
  return tuple !== undefined && prefix.every((value, at) => tuple[at] === value);
}

function checkIndex<Document>(view: View<Document>, index: string): void {
  if (!view.indexes.some(({ name }) => name === index)) throw new InvalidPage(`${view.name} has no index ${index}`);
}

type Row = readonly [string, Stored];

function rowsOf<Document>(view: View<Document>, documents: ReadonlyMap<string, Stored>, query: PageQuery) {
  checkIndex(view, query.index);
  const { index, prefix = [], from = '', below, limit } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > pageLimitMax) throw new InvalidPage(`limit: ${limit}`);
  const sign = query.order === 'ascending' ? 1 : -1;
  const order = ([key, { tuples }]: Row, [otherKey, { tuples: others }]: Row) =>
    sign * (compareTuples(tuples.get(index) ?? [], others.get(index) ?? []) || compare(key, otherKey));
  const cursor = query.after === undefined ? undefined : rowAfter(query.after, index);
  const rows = [...documents]
    .filter(([, { tuples }]) => startsWith(tuples.get(index), prefix))
    .filter(([, { tuples }]) => {
      const next = tuples.get(index)?.[prefix.length] ?? '';
      return next >= from && (below === undefined || next < below);
    })
    .filter((row) => !cursor || order(row, cursor) > 0)
    .sort(order);
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

function rowAfter(cursor: string, index: string): Row {
  try {
    const [tuple, key]: [readonly string[], string] = JSON.parse(cursor);
    if (!Array.isArray(tuple) || typeof key !== 'string') throw new Error('not a tuple and a key');
    return [key, { text: undefined, position: 0, tuples: new Map([[index, tuple]]) }];
  } catch (error) {
    throw new InvalidPage('after: not the next of a page', { cause: error });
  }
}

function compareTuples(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  const value = one[at];
  const against = other[at];
  return value === undefined || against === undefined ? one.length - other.length : compare(value, against);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
