import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { GenerationInfo, View, ViewGeneration, ViewStore } from '@hoso/event-sourcing';
import { GenerationFile } from './generation-file.ts';
import { type Declared, requireName } from './generation-identity.ts';
import { SqliteViewGeneration } from './sqlite-view-generation.ts';
import { inTransaction, openViewFile, removeViewFile } from './view-file.ts';
import { sayingWhy } from './view-file-error.ts';

const remedy = 'close the platform, remove the folder, and all views are rebuilt from the log';

const catalogueTables = `
  create table views (view text primary key, live integer not null, last integer not null) strict, without rowid;
  create table generations (
    view text not null, generation integer not null, revision integer not null, primary key (view, generation)
  ) strict, without rowid;`;

export interface SqliteViewStoreOptions {
  /**
   * The most memory that the pages of one generation take: 8 MiB. A rebuild is some 10 % faster with `rebuildCacheKib`.
   */
  readonly cacheKib?: number;
}

/** Room for the indexes of some hundred thousand documents while they are built. */
export const rebuildCacheKib = 65_536;

/**
 * Views in a folder: a catalogue, and a file for each generation, so that a rebuild in a worker thread never waits for
 * the live views' writes nor they for it, and a dropped generation is a file removed. A generation whose file is gone
 * begins anew. Throws `ViewFileError` where something else lies there.
 */
export function sqliteViewStore(folder: string, options: SqliteViewStoreOptions = {}): ViewStore {
  mkdirSync(folder, { recursive: true });
  return new SqliteViewStore(folder, options.cacheKib ?? defaultCacheKib);
}

const defaultCacheKib = 8_192;
const catalogueCacheKib = 1_024;

interface Row {
  readonly generation: number;
  readonly revision: number;
}

class SqliteViewStore implements ViewStore {
  readonly #folder: string;
  readonly #path: string;
  readonly #cacheKib: number;
  readonly #catalogue: DatabaseSync;
  readonly #live;
  readonly #files = new Map<string, GenerationFile>();

  constructor(folder: string, cacheKib: number) {
    this.#cacheKib = cacheKib;
    this.#folder = folder;
    this.#path = join(folder, 'catalogue.sqlite');
    this.#catalogue = openViewFile(this.#path, catalogueTables, remedy, catalogueCacheKib);
    this.#live = sayingWhy(this.#path, remedy, () => this.#catalogue.prepare('select live from views where view = ?'));
  }

  async live<Document>(view: View<Document>): Promise<ViewGeneration<Document>> {
    const generation =
      this.#liveOf(view.name) ?? this.#change(() => this.#liveOf(view.name) ?? this.#add(view, 'live'));
    return new SqliteViewGeneration(view, this.#file(view, generation));
  }

  async begin<Document>(view: View<Document>): Promise<ViewGeneration<Document>> {
    const generation = this.#change(() => this.#add(view, 'beside'));
    return new SqliteViewGeneration(view, this.#file(view, generation));
  }

  async open<Document>(view: View<Document>, generation: number): Promise<ViewGeneration<Document>> {
    return new SqliteViewGeneration(view, this.#file(view, generation));
  }

  async flip(view: string, generation: number): Promise<void> {
    this.#change(() => {
      this.#row(view, generation);
      this.#catalogue.prepare('update views set live = ? where view = ?').run(generation, view);
    });
  }

  async drop(view: string, generation: number): Promise<void> {
    const path = this.#pathOf(view, generation);
    this.#change(() => {
      this.#row(view, generation);
      if (this.#liveOf(view) === generation) throw new Error(`generation ${generation} of ${view} is live`);
      this.#catalogue.prepare('delete from generations where view = ? and generation = ?').run(view, generation);
    });
    this.#files.get(path)?.close();
    this.#files.delete(path);
    removeViewFile(path);
  }

  async generations(): Promise<readonly GenerationInfo[]> {
    const rows = this.#saying(() =>
      this.#catalogue
        .prepare(
          `select view, generation, revision, generation = live as live from generations join views using (view)
           order by view, generation`,
        )
        .all(),
    );
    return rows.map((row) => ({
      view: String(row['view']),
      generation: Number(row['generation']),
      revision: Number(row['revision']),
      live: row['live'] === 1,
    }));
  }

  async close(): Promise<void> {
    for (const file of this.#files.values()) file.close();
    this.#files.clear();
    if (this.#catalogue.isOpen) this.#catalogue.close();
  }

  #add({ name, revision, indexes }: Declared, place: 'live' | 'beside'): number {
    const views = this.#catalogue.prepare('select last from views where view = ?').get(name);
    const generation = Number(views?.['last'] ?? 0) + 1;
    const path = this.#pathOf(name, generation);
    // What lies there belongs to a catalogue that is gone.
    removeViewFile(path);
    const wanted = { view: name, generation, revision, indexes: indexes.map((index) => index.name) };
    this.#files.set(path, new GenerationFile(path, wanted, this.#cacheKib));
    this.#catalogue.prepare('insert into generations values (?, ?, ?)').run(name, generation, revision);
    this.#catalogue
      .prepare('insert into views values (?, ?, ?) on conflict do update set last = excluded.last')
      .run(name, place === 'live' ? generation : 0, generation);
    if (place === 'live') {
      this.#catalogue.prepare('update views set live = ? where view = ?').run(generation, name);
    }
    return generation;
  }

  #file(view: Declared, generation: number): GenerationFile {
    const path = this.#pathOf(view.name, generation);
    const known = this.#files.get(path);
    if (known?.isOpen && existsSync(path)) return known;
    known?.close();
    const { revision } = this.#saying(() => this.#row(view.name, generation));
    const indexes = view.indexes.map(({ name }) => name);
    if (!existsSync(path)) removeViewFile(path);
    const file = new GenerationFile(path, { view: view.name, generation, revision, indexes }, this.#cacheKib);
    this.#files.set(path, file);
    return file;
  }

  /** Rejects where there is no such generation. */
  #row(view: string, generation: number): Row {
    const row = this.#catalogue
      .prepare('select revision from generations where view = ? and generation = ?')
      .get(view, generation);
    if (!row) throw new Error(`there is no generation ${generation} of ${view}`);
    return { generation, revision: Number(row['revision']) };
  }

  #liveOf(view: string): number | undefined {
    const live = this.#saying(() => this.#live.get(view))?.['live'];
    return typeof live === 'number' && live > 0 ? live : undefined;
  }

  #pathOf(view: string, generation: number): string {
    requireName(view);
    return join(this.#folder, `${view}-${generation}.sqlite`);
  }

  #change<Answer>(work: () => Answer): Answer {
    return this.#saying(() => inTransaction(this.#catalogue, work));
  }

  #saying<Answer>(work: () => Answer): Answer {
    return sayingWhy(this.#path, remedy, work);
  }
}
