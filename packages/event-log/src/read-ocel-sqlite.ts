import { DatabaseSync } from 'node:sqlite';
import { OCEL_BEGINNING, type OcelLimits, type OcelType } from './ocel.ts';
import { inTable, OcelError, ocelReasons } from './ocel-error.ts';
import type { OcelSpool, SpooledValue } from './ocel-spool.ts';
import { ocelTypeOf } from './read-ocel-json.ts';

/**
 * Puts what an OCEL 2.0 SQLite file holds into a spool. The file may be anybody's: it is only read, and only from
 * ordinary tables, so that nothing in it is run. Throws `OcelError` at the first fault.
 */
export const readOcelSqlite = (path: string, spool: OcelSpool, limits: OcelLimits): void => {
  const options = {
    readOnly: true,
    allowExtension: false,
    defensive: true,
    limits: { length: limits.elementBytesMax },
  };
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, options);
    database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0');
    new OcelTables(database, limits).putInto(spool);
  } catch (error) {
    if (error instanceof OcelError || !isOfSqlite(error)) throw error;
    throw new OcelError(ocelReasons.notSqlite(error.message.slice(0, 200)));
  } finally {
    database?.close();
  }
};

class OcelTables {
  readonly #database: DatabaseSync;
  readonly #limits: OcelLimits;

  constructor(database: DatabaseSync, limits: OcelLimits) {
    this.#database = database;
    this.#limits = limits;
  }

  putInto(spool: OcelSpool): void {
    for (const row of this.#rows('event', ['ocel_id', 'ocel_type'])) {
      spool.addEvent({ id: textOf(row['ocel_id']), type: textOf(row['ocel_type']) });
    }
    for (const row of this.#rows('object', ['ocel_id', 'ocel_type'])) {
      spool.addObject({ id: textOf(row['ocel_id']), type: textOf(row['ocel_type']) });
    }
    for (const { type, table } of this.#typeTables('event')) this.#tellOfEvents(spool, type, table);
    for (const { type, table } of this.#typeTables('object')) this.#tellOfObjects(spool, type, table);
    for (const row of this.#rows('event_object', ['ocel_event_id', 'ocel_object_id', 'ocel_qualifier'])) {
      spool.relateEvent(textOf(row['ocel_event_id']), relationIn(row, 'ocel_object_id'));
    }
    // Early writers had no relations between objects.
    if (!this.#kindOf('object_object')) return;
    for (const row of this.#rows('object_object', ['ocel_source_id', 'ocel_target_id', 'ocel_qualifier'])) {
      spool.relateObject(textOf(row['ocel_source_id']), relationIn(row, 'ocel_target_id'));
    }
  }

  #tellOfEvents(spool: OcelSpool, type: string, table: string): void {
    const columns = this.#columns(table, ['ocel_id', 'ocel_time']);
    spool.declare('event', type, columns);
    for (const row of this.#rows(table, ['ocel_id', 'ocel_time', ...columns.keys()])) {
      spool.tellOfEvent(textOf(row['ocel_id']), textOf(row['ocel_time']), valuesIn(row, columns));
    }
  }

  #tellOfObjects(spool: OcelSpool, type: string, table: string): void {
    const columns = this.#columns(table, ['ocel_id', 'ocel_time', 'ocel_changed_field']);
    spool.declare('object', type, columns);
    for (const row of this.#rows(table, ['ocel_id', 'ocel_time', 'ocel_changed_field', ...columns.keys()])) {
      const changed = row['ocel_changed_field'];
      const isFirst = changed === null || changed === '';
      const told = valuesIn(row, columns).filter(({ name }) => isFirst || name === changed);
      const at = isFirst ? OCEL_BEGINNING : textOf(row['ocel_time']);
      for (const value of told) spool.addValue(textOf(row['ocel_id']), value, at);
    }
  }

  #typeTables(kind: 'event' | 'object'): readonly { readonly type: string; readonly table: string }[] {
    const { typesMax } = this.#limits;
    const map = [...this.#rows(`${kind}_map_type`, ['ocel_type', 'ocel_type_map'], typesMax + 1)];
    if (map.length > typesMax) throw new OcelError(ocelReasons.tooMany('types', typesMax), inTable(`${kind}_map_type`));
    return map.map((row) => ({ type: textOf(row['ocel_type']), table: `${kind}_${textOf(row['ocel_type_map'])}` }));
  }

  /** The columns of attributes: all but these, which there must be. */
  #columns(table: string, own: readonly string[]): ReadonlyMap<string, OcelType> {
    this.#requireTable(table);
    const all = this.#database.prepare(`PRAGMA table_xinfo(${quoted(table)})`).all();
    for (const name of own) {
      if (!all.some((column) => column['name'] === name))
        throw new OcelError(ocelReasons.noColumn(name), inTable(table));
    }
    // What is computed would be run.
    const plain = all.filter((column) => column['hidden'] === 0 && !own.includes(textOf(column['name'])));
    return new Map(plain.map((column) => [textOf(column['name']), ocelTypeOf(textOf(column['type']))]));
  }

  *#rows(table: string, columns: readonly string[], limit = -1): Generator<Row, void, undefined> {
    this.#columns(table, columns);
    const sql = `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)} LIMIT ?`;
    const statement = this.#database.prepare(sql);
    statement.setReadBigInts(true);
    for (const row of statement.iterate(limit)) yield row;
  }

  #requireTable(name: string): void {
    const kind = this.#kindOf(name);
    if (kind === undefined) throw new OcelError(ocelReasons.noTable, inTable(name));
    if (kind !== 'table') throw new OcelError(ocelReasons.notATable, inTable(name));
  }

  #kindOf(name: string): string | undefined {
    const row = this.#database.prepare('SELECT type, sql FROM sqlite_schema WHERE name = ? COLLATE NOCASE').get(name);
    if (!row) return undefined;
    return /^\s*CREATE\s+VIRTUAL/i.test(String(row['sql'])) ? 'virtual' : String(row['type']);
  }
}

type Row = Readonly<Record<string, unknown>>;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Bytes are no text, and null is none. */
const textOf = (value: unknown): string => {
  if (value instanceof Uint8Array) throw new OcelError(ocelReasons.notText);
  return value === null || value === undefined ? '' : String(value);
};

const valuesIn = (row: Row, columns: ReadonlyMap<string, OcelType>): readonly SpooledValue[] =>
  [...columns].flatMap(([name, type]) => {
    const value = row[name];
    if (value === null || value === undefined) return [];
    if (type === 'boolean' && (value === 0n || value === 1n)) return [{ name, value: String(value === 1n) }];
    return [{ name, value: textOf(value) }];
  });

const relationIn = (row: Row, target: string) => ({
  object: textOf(row[target]),
  qualifier: textOf(row['ocel_qualifier']),
});

const isOfSqlite = (error: unknown): error is Error =>
  Error.isError(error) && 'code' in error && String(error.code).startsWith('ERR_SQLITE');
