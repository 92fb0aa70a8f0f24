import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  allPartitions,
  type FollowerProgress,
  type Position,
  type ProgressChange,
  StaleFollower,
} from '@hoso/event-sourcing';
import type { GenerationIdentity } from './generation-identity.ts';
import { countSql, type PageShape, pageSql } from './page-sql.ts';
import type { StoredForm } from './stored-form.ts';
import { inTransaction, openViewFile } from './view-file.ts';
import { sayingWhy, ViewFileError } from './view-file-error.ts';

/** A document as a row; the n-th index's tuple lies in column `i<n>`. */
export interface DocumentRow extends StoredForm {
  readonly key: string;
  readonly position: Position;
  readonly previous: Position;
}

export interface StoredRow {
  readonly position: Position;
  readonly document: string | null;
}

export interface PagedRow {
  readonly document: string;
  readonly text: string;
  readonly key: string;
}

/** A range of encoded tuples, and where in it to go on. */
export interface RowRange {
  readonly lower: string;
  readonly upper: string | undefined;
  readonly after?: { readonly text: string; readonly key: string };
}

const remedy = 'close the platform, remove it, and the view is rebuilt from the log';

/**
 * One generation in a file of its own: documents, checkpoints and holds. Answers are texts; what they mean the view
 * says.
 */
export class GenerationFile {
  readonly identity: GenerationIdentity;
  readonly #path: string;
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #get: StatementSync;
  readonly #insert: StatementSync;
  readonly #stored: StatementSync;

  /** Opens the file, or makes it where it is missing. */
  constructor(path: string, wanted: GenerationIdentity, cacheKib: number) {
    this.#path = path;
    this.#db = openViewFile(path, tables(wanted), remedy, cacheKib);
    try {
      this.identity = sayingWhy(path, remedy, () => identityOf(this.#db, path, wanted));
      const columns = this.identity.indexes.map((_, at) => `i${at}`);
      this.#get = this.#db.prepare('select position, document from docs where key = ?', { returnArrays: true });
      this.#insert = this.#db.prepare(
        `insert into docs (position, document, ${columns.map((column) => `${column}, `).join('')}key)
         values (?, ?, ${columns.map(() => '?, ').join('')}?) on conflict do nothing`,
      );
      this.#stored = this.#db.prepare(
        `select rowid, position${columns.map((column) => `, ${column}`).join('')} from docs where key = ?`,
        { returnArrays: true },
      );
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  get isOpen(): boolean {
    return this.#db.isOpen;
  }

  progress(): FollowerProgress {
    return this.#saying(() => ({
      checkpoints: this.#all('select position from checkpoints order by partition').map(([position]) =>
        Number(position),
      ),
      holds: this.#all('select subject, partition, position, reason from holds order by position').map(
        ([subject, partition, position, reason]) => ({
          subject: String(subject),
          partition: Number(partition),
          position: Number(position),
          reason: String(reason),
        }),
      ),
    }));
  }

  find(key: string): StoredRow | undefined {
    return this.#saying(() => storedRow(this.#get.get(key)));
  }

  save(rows: readonly DocumentRow[], change: ProgressChange): void {
    this.#saying(() =>
      inTransaction(this.#db, () => {
        this.#compare(change);
        for (const row of rows) this.#write(row);
        this.#move(change);
      }),
    );
  }

  page(
    index: number,
    order: PageShape['order'],
    { lower, upper, after }: RowRange,
    limit: number,
  ): readonly PagedRow[] {
    const shape = { column: `i${index}`, order, hasUpper: upper !== undefined, hasCursor: after !== undefined };
    const isLowerNeeded = !(after && order === 'ascending');
    const isUpperNeeded = upper !== undefined && !(after && order === 'descending');
    const rows = this.#saying(() =>
      this.#prepared(pageSql(shape)).all({
        $limit: limit,
        ...(isLowerNeeded ? { $lower: lower } : {}),
        ...(isUpperNeeded ? { $upper: upper } : {}),
        ...(after ? { $text: after.text, $key: after.key } : {}),
      }),
    );
    return rows.map(pagedRow);
  }

  count(index: number, { lower, upper }: RowRange): number {
    const statement = this.#prepared(countSql(`i${index}`, upper !== undefined));
    const [count] = values(
      this.#saying(() => statement.get({ $lower: lower, ...(upper === undefined ? {} : { $upper: upper }) })),
    );
    return Number(count);
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #compare({ checkpoints }: ProgressChange): void {
    const at = this.#prepared('select position from checkpoints where partition = ?');
    for (const { partition, from } of checkpoints) {
      const [position] = values(at.get(partition));
      if (position !== from) throw new StaleFollower(`partition ${partition} is at ${position}, not at ${from}`);
    }
  }

  #write(row: DocumentRow): void {
    const { key, position, previous, document, tuples } = row;
    if (previous > 0) this.#rewrite(row);
    else if (this.#insert.run(position, document, ...tuples, key).changes !== 1) throw moved(row);
  }

  /** Most events leave most indexes alone, and an index that is not named in an update costs nothing. */
  #rewrite(row: DocumentRow): void {
    const [rowid, at, ...stored] = values(this.#stored.get(row.key));
    if (at !== row.previous) throw moved(row);
    const { position, document, tuples } = row;
    let sql = 'update docs set position = ?, document = ?';
    const changed: (string | null)[] = [];
    for (const [index, tuple] of tuples.entries()) {
      if (tuple === stored[index]) continue;
      sql += `, i${index} = ?`;
      changed.push(tuple);
    }
    this.#prepared(`${sql} where rowid = ?`).run(position, document, ...changed, Number(rowid));
  }

  #move({ checkpoints, held, released }: ProgressChange): void {
    const move = this.#prepared('update checkpoints set position = ? where partition = ?');
    for (const { partition, from, to } of checkpoints) if (from !== to) move.run(to, partition);
    for (const subject of released) this.#prepared('delete from holds where subject = ?').run(subject);
    const hold = this.#prepared('insert or replace into holds values (?, ?, ?, ?)');
    for (const { subject, partition, position, reason } of held) hold.run(subject, partition, position, reason);
  }

  #all(sql: string): readonly (readonly unknown[])[] {
    return this.#prepared(sql).all().map(values);
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql, { returnArrays: true });
    this.#statements.set(sql, known);
    return known;
  }

  #saying<Answer>(work: () => Answer): Answer {
    return sayingWhy(this.#path, remedy, work);
  }
}

function tables({ view, generation, revision, indexes }: GenerationIdentity): string {
  const columns = indexes.map((_, at) => `i${at}`);
  const declared = columns.map((column) => `, ${column} text`).join('');
  const created = columns.map(
    (column) => `create index docs_${column} on docs (${column}, key) where ${column} is not null;`,
  );
  const asJson = JSON.stringify(indexes).replaceAll("'", "''");
  return `
    create table generation (
      view text not null, generation integer not null, revision integer not null, indexes text not null
    ) strict;
    insert into generation values ('${view}', ${generation}, ${revision}, '${asJson}');
    create table docs (
      key text primary key, position integer not null, document text${declared}
    ) strict;
    ${created.join('\n')}
    create table checkpoints (partition integer primary key, position integer not null) strict;
    ${allPartitions.map((partition) => `insert into checkpoints values (${partition}, 0);`).join('\n')}
    create table holds (
      subject text primary key, partition integer not null, position integer not null, reason text not null
    ) strict, without rowid;`;
}

function identityOf(db: DatabaseSync, path: string, wanted: GenerationIdentity): GenerationIdentity {
  const row = db.prepare('select view, generation, revision, indexes from generation').get();
  const [view, generation] = [row?.['view'], row?.['generation']];
  if (view !== wanted.view || generation !== wanted.generation) {
    throw new ViewFileError(path, `it holds generation ${generation} of ${view}`, remedy);
  }
  const indexes: readonly string[] = JSON.parse(String(row?.['indexes']));
  return { view, generation, revision: Number(row?.['revision']), indexes };
}

/** Decodes a row of a statement that returns arrays. */
function values(row: unknown): readonly unknown[] {
  return Array.isArray(row) ? row : [];
}

function moved({ key, previous }: DocumentRow): StaleFollower {
  return new StaleFollower(`${key} is no longer at ${previous}`);
}

function storedRow(row: unknown): StoredRow | undefined {
  if (!Array.isArray(row)) return undefined;
  const [position, document]: [number, string | null] = [Number(row[0]), row[1] === null ? null : String(row[1])];
  return { position, document };
}

function pagedRow(row: unknown): PagedRow {
  const [document, text, key] = values(row);
  return { document: String(document), text: String(text), key: String(key) };
}
