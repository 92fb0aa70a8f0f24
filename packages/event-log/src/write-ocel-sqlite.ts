import { DatabaseSync, type StatementSync } from 'node:sqlite';
import {
  OCEL_BEGINNING,
  type OcelAttribute,
  type OcelCase,
  type OcelEvent,
  type OcelObject,
  type OcelType,
} from './ocel.ts';
import { inHand, ocelEventOf, ocelObjectOf, type Place } from './ocel-cases.ts';

/**
 * A log as OCEL 2.0 in SQLite, in the layout of its relational form, into a file that MUST NOT be there yet. It is
 * written as the cases come, one part at a time; what they throw passes as it is, and the file is then not whole.
 */
export const writeOcelSqlite = async (path: string, cases: AsyncIterable<OcelCase>): Promise<void> => {
  const database = new DatabaseSync(path);
  try {
    // The file is nobody's before it is whole: nothing of it has to outlive a crash.
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF');
    database.exec('PRAGMA cache_size = -65536');
    database.exec(LAYOUT);
    database.exec('BEGIN');
    const rows = new OcelRows(database);
    for await (const part of cases) rows.add(part);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
};

const LAYOUT = `
  CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT NOT NULL UNIQUE);
  CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT NOT NULL UNIQUE);
  CREATE TABLE event (
    ocel_id TEXT PRIMARY KEY, ocel_type TEXT NOT NULL, FOREIGN KEY (ocel_type) REFERENCES event_map_type (ocel_type)
  );
  CREATE TABLE object (
    ocel_id TEXT PRIMARY KEY, ocel_type TEXT NOT NULL, FOREIGN KEY (ocel_type) REFERENCES object_map_type (ocel_type)
  );
  CREATE TABLE event_object (
    ocel_event_id TEXT NOT NULL, ocel_object_id TEXT NOT NULL, ocel_qualifier TEXT NOT NULL,
    PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier),
    FOREIGN KEY (ocel_event_id) REFERENCES event (ocel_id), FOREIGN KEY (ocel_object_id) REFERENCES object (ocel_id)
  );
  CREATE TABLE object_object (
    ocel_source_id TEXT NOT NULL, ocel_target_id TEXT NOT NULL, ocel_qualifier TEXT NOT NULL,
    PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier),
    FOREIGN KEY (ocel_source_id) REFERENCES object (ocel_id), FOREIGN KEY (ocel_target_id) REFERENCES object (ocel_id)
  );`;

/** What the columns of a type's table are called besides its attributes. */
const OWN_COLUMNS = ['ocel_id', 'ocel_time', 'ocel_changed_field'];
/** SQLite takes up to 2,000 columns. */
const COLUMNS_MAX = 1_500;

const COLUMN_TYPES: Readonly<Record<OcelType, string>> = {
  string: 'TEXT',
  time: 'TIMESTAMP',
  integer: 'INTEGER',
  float: 'REAL',
  boolean: 'BOOLEAN',
};

/** The table of one type; a column for each of its attributes, made when it is first seen. */
class TypeTable {
  readonly #columns = new Map<string, { readonly name: string; readonly type: OcelType; readonly place: number }>();
  readonly #statements = new Map<string, StatementSync>();

  constructor(
    readonly database: DatabaseSync,
    readonly name: string,
    own: readonly string[],
  ) {
    database.exec(`CREATE TABLE ${quoted(name)} (${own.join(', ')})`);
  }

  /** The column of an attribute. Nothing where there can be none: SQLite tells no upper from lower case. */
  columnOf({ name, type }: OcelAttribute): { readonly type: OcelType; readonly place: number } | undefined {
    const key = name.toLowerCase();
    const known = this.#columns.get(key);
    if (known) return known.name === name ? known : undefined;
    const isFree = !OWN_COLUMNS.includes(key) && name !== '' && !name.includes('\u0000');
    if (!isFree || this.#columns.size >= COLUMNS_MAX) return undefined;
    this.database.exec(`ALTER TABLE ${quoted(this.name)} ADD COLUMN ${quoted(name)} ${COLUMN_TYPES[type]}`);
    const column = { name, type, place: this.#columns.size };
    this.#columns.set(key, column);
    return column;
  }

  insert(own: Readonly<Record<string, string | null>>, attributes: readonly OcelAttribute[]): void {
    const names = [...Object.keys(own), ...attributes.map(({ name }) => name)].map(quoted);
    const key = names.join();
    let statement = this.#statements.get(key);
    if (!statement) {
      const places = names.map(() => '?').join();
      statement = this.database.prepare(`INSERT INTO ${quoted(this.name)} (${key}) VALUES (${places})`);
      // Objects differ in what they tell: what was prepared for rare ones makes room.
      if (this.#statements.size >= 200) this.#statements.clear();
      this.#statements.set(key, statement);
    }
    const values = attributes.map((one) => stored(this.columnOf(one)?.type ?? one.type, one.value));
    statement.run(...Object.values(own), ...values);
  }
}

class OcelRows {
  readonly #database: DatabaseSync;
  readonly #tables = { event: new Map<string, TypeTable>(), object: new Map<string, TypeTable>() };
  readonly #event: StatementSync;
  readonly #object: StatementSync;
  readonly #eventObject: StatementSync;
  readonly #objectObject: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#event = database.prepare('INSERT INTO event VALUES (?, ?)');
    this.#object = database.prepare('INSERT OR IGNORE INTO object VALUES (?, ?)');
    this.#eventObject = database.prepare('INSERT OR IGNORE INTO event_object VALUES (?, ?, ?)');
    this.#objectObject = database.prepare('INSERT OR IGNORE INTO object_object VALUES (?, ?, ?)');
  }

  add(part: OcelCase): void {
    const hand = inHand(part);
    for (const event of part.events) this.#addEvent(ocelEventOf(event, hand, this.#placeIn('event')));
    for (const object of part.objects) this.#addObject(ocelObjectOf(object, hand, this.#placeIn('object')));
  }

  #addEvent({ id, type, time, attributes, relations }: OcelEvent): void {
    const table = this.#table('event', type);
    this.#event.run(id, type);
    for (const { object, qualifier } of relations) this.#eventObject.run(id, object, qualifier);
    table.insert({ ocel_id: id, ocel_time: time }, withColumns(table, attributes));
  }

  #addObject({ id, type, attributes, relations }: OcelObject): void {
    const table = this.#table('object', type);
    // Those that cases share are told with each.
    if (this.#object.run(id, type).changes === 0) return;
    for (const { object, qualifier } of relations) this.#objectObject.run(id, object, qualifier);
    const first = withColumns(table, attributes.filter(isFirst));
    table.insert({ ocel_id: id, ocel_time: OCEL_BEGINNING, ocel_changed_field: null }, first);
    for (const one of attributes.filter((attribute) => !isFirst(attribute))) {
      const changed = { ocel_id: id, ocel_time: one.at, ocel_changed_field: one.name };
      if (table.columnOf(one)) table.insert(changed, [one]);
    }
  }

  /** The values of a row are read by columns; those that change have rows of their own, in their order. */
  #placeIn(kind: 'event' | 'object'): Place {
    return (type, attributes) => {
      const table = this.#table(kind, type);
      const changes = attributes.filter((one) => !isFirst(one) && table.columnOf(one));
      const first = withColumns(table, attributes.filter(isFirst));
      const inOrder = [...first].sort((one, other) => placeOf(table, one) - placeOf(table, other));
      const readBack = [...inOrder, ...changes].map((one) => {
        const type = table.columnOf(one)?.type ?? one.type;
        return { ...one, type, value: readAgain(type, one.value) };
      });
      return { placed: [...first, ...changes], readBack };
    };
  }

  #table(kind: 'event' | 'object', type: string): TypeTable {
    const tables = this.#tables[kind];
    const known = tables.get(type);
    if (known) return known;
    const map = `${type
      .normalize('NFD')
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .slice(0, 60)}${tables.size + 1}`;
    this.#database.prepare(`INSERT INTO ${kind}_map_type VALUES (?, ?)`).run(type, map);
    const changes = kind === 'object' ? ['ocel_changed_field TEXT'] : [];
    const id = `ocel_id TEXT${kind === 'event' ? ' PRIMARY KEY' : ''} REFERENCES ${kind} (ocel_id)`;
    const made = new TypeTable(this.#database, `${kind}_${map}`, [id, 'ocel_time TIMESTAMP', ...changes]);
    tables.set(type, made);
    return made;
  }
}

/** An object has it from its beginning, an event at all. */
const isFirst = (attribute: OcelAttribute & { readonly at?: string }): boolean =>
  attribute.at === undefined || attribute.at === OCEL_BEGINNING;

const placeOf = (table: TypeTable, attribute: OcelAttribute): number => table.columnOf(attribute)?.place ?? 0;

/** Each column once, and none for what cannot have one. */
const withColumns = <Attribute extends OcelAttribute>(
  table: TypeTable,
  attributes: readonly Attribute[],
): readonly Attribute[] => {
  const used = new Set<string>();
  return attributes.filter((one) => {
    if (used.has(one.name) || !table.columnOf(one)) return false;
    used.add(one.name);
    return true;
  });
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A value as it is stored; text, where its column's own type would make something else of it. */
const stored = (type: OcelType, value: string): string | number => {
  if (type === 'integer' || type === 'float') return isExactNumber(value) ? Number(value) : value;
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true' ? 1 : 0;
  return value;
};

/** What is read of a stored value. Columns that are not of texts turn what texts they can into numbers. */
const readAgain = (type: OcelType, value: string): string => {
  const isKept =
    type === 'string' ||
    isExactNumber(value) ||
    Number.isNaN(Number(value)) ||
    (type === 'boolean' && value === 'true');
  if (type === 'boolean' && (value === '0' || value === '1')) return value === '1' ? 'true' : 'false';
  return isKept ? value : `another number than ${value}`;
};

const isExactNumber = (value: string): boolean => String(Number(value)) === value && Number.isFinite(Number(value));
