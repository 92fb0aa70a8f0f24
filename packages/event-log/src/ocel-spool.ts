import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { OcelEvent, OcelObject, OcelRelation, OcelType } from './ocel.ts';
import { filedCaseAttributes, filedEvent } from './ocel-cases.ts';
import { OcelError, ocelReasons } from './ocel-error.ts';
import { instantOfXesDate } from './xes-date.ts';
import type { XesAttribute, XesEvent } from './xes-trace.ts';

/** A value before it is known of which type it is: a file may declare types at its end. */
export interface SpooledValue {
  readonly name: string;
  readonly value: string;
}

/** A case as an importer takes it. */
export interface OcelFiledCase {
  readonly name: string;
  readonly attributes: readonly XesAttribute[];
  readonly events: readonly XesEvent[];
}

/** An event that Hoso wrote says where it stood: no time decides where it belongs in its case. */
const OWN_ID = /^hoso-(\d{1,15})$/;

const LAYOUT = `
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;
  PRAGMA cache_size = -65536;
  CREATE TABLE event (
    n INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT, at INTEGER, time TEXT, place INTEGER, told TEXT
  );
  CREATE TABLE object (n INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT);
  CREATE TABLE value (n INTEGER PRIMARY KEY, object TEXT, name TEXT, value TEXT, at TEXT);
  CREATE TABLE event_object (n INTEGER PRIMARY KEY, event TEXT, object TEXT, qualifier TEXT);
  CREATE TABLE object_object (n INTEGER PRIMARY KEY, source TEXT, object TEXT, qualifier TEXT);
  BEGIN`;
const INDEXES = `
  CREATE INDEX event_of_object ON event_object (object, event);
  CREATE INDEX object_of_event ON event_object (event);
  CREATE INDEX value_of_object ON value (object);
  CREATE INDEX object_of_object ON object_object (source);
  CREATE INDEX object_by_type ON object (type)`;

/**
 * What an OCEL file holds, in a file of its own until it is closed: events of a case lie anywhere in it, and memory is
 * not for all of them.
 */
export class OcelSpool {
  readonly #folder = mkdtempSync(join(tmpdir(), 'hoso-ocel-'));
  readonly #database = new DatabaseSync(join(this.#folder, 'spool.sqlite'));
  readonly #types = {
    event: new Map<string, Map<string, OcelType>>(),
    object: new Map<string, Map<string, OcelType>>(),
  };
  readonly #statements = new Map<string, StatementSync>();

  constructor() {
    this.#database.exec(LAYOUT);
  }

  declare(kind: 'event' | 'object', type: string, attributes: ReadonlyMap<string, OcelType>): void {
    this.#types[kind].set(type, new Map(attributes));
  }

  addEvent({ id, type }: Pick<OcelEvent, 'id' | 'type'>): void {
    const place = OWN_ID.exec(id)?.[1];
    const sql = 'INSERT OR IGNORE INTO event (id, type, place) VALUES (?, ?, ?)';
    const { changes } = this.#run(sql, id, type, place === undefined ? null : Number(place));
    if (changes === 0) throw new OcelError(ocelReasons.idTwice('event', id));
  }

  /** When an event that was added happened, and what is said of it. */
  tellOfEvent(id: string, time: string, values: readonly SpooledValue[]): void {
    const at = instantOfXesDate(time);
    if (at === undefined) throw new OcelError(ocelReasons.badTime(`event ${JSON.stringify(id.slice(0, 100))}`, time));
    const told = JSON.stringify(values.map(({ name, value }) => [name, value]));
    this.#run('UPDATE event SET at = ?, time = ?, told = ? WHERE id = ?', at, time, told, id);
  }

  addObject({ id, type }: Pick<OcelObject, 'id' | 'type'>): void {
    const { changes } = this.#run('INSERT OR IGNORE INTO object (id, type) VALUES (?, ?)', id, type);
    if (changes === 0) throw new OcelError(ocelReasons.idTwice('object', id));
  }

  /** A value that an object has from an instant on. */
  addValue(object: string, { name, value }: SpooledValue, at: string): void {
    if (instantOfXesDate(at) === undefined) {
      throw new OcelError(ocelReasons.badTime(`object ${JSON.stringify(object.slice(0, 100))}`, at));
    }
    this.#run('INSERT INTO value (object, name, value, at) VALUES (?, ?, ?, ?)', object, name, value, at);
  }

  relateEvent(event: string, { object, qualifier }: OcelRelation): void {
    this.#run('INSERT INTO event_object (event, object, qualifier) VALUES (?, ?, ?)', event, object, qualifier);
  }

  relateObject(source: string, { object, qualifier }: OcelRelation): void {
    this.#run('INSERT INTO object_object (source, object, qualifier) VALUES (?, ?, ?)', source, object, qualifier);
  }

  /** All is added. Throws `OcelError` where events or objects are about objects that there are not. */
  finish(): void {
    this.#database.exec('COMMIT');
    this.#database.exec(INDEXES);
    const timeless = this.#first('SELECT id FROM event WHERE at IS NULL LIMIT 1');
    if (timeless) throw new OcelError(ocelReasons.badTime(`event ${JSON.stringify(timeless['id'])}`, ''));
    for (const [kind, of] of [
      ['event', 'event'],
      ['object', 'source'],
    ] as const) {
      const there = 'SELECT 1 FROM object o WHERE o.id = r.object';
      const sql = `SELECT r.${of} AS id, r.object FROM ${kind}_object r WHERE NOT EXISTS (${there}) LIMIT 1`;
      const dangling = this.#first(sql);
      if (!dangling) continue;
      const named = `${kind} ${JSON.stringify(dangling['id'])}`;
      throw new OcelError(ocelReasons.unknownObject(named, String(dangling['object'])));
    }
  }

  /** Events that are about no object of that type, and so belong to no case. */
  withoutCase(caseType: string): number {
    const sql = `SELECT count(*) AS count FROM event WHERE NOT EXISTS (
      SELECT 1 FROM event_object r JOIN object o ON o.id = r.object WHERE r.event = event.id AND o.type = ?)`;
    return Number(this.#first(sql, caseType)?.['count'] ?? 0);
  }

  /** Each object of a type with its events. Throws `OcelError` where there is no such object. */
  *cases(caseType: string): Generator<OcelFiledCase, void, undefined> {
    let after = this.#first('SELECT n - 1 AS n FROM object WHERE type = ? ORDER BY n LIMIT 1', caseType);
    if (!after) {
      const types = this.#all('SELECT DISTINCT type FROM object ORDER BY type LIMIT 20').map(({ type }) =>
        String(type),
      );
      throw new OcelError(ocelReasons.noCases(caseType, types));
    }
    const next = 'SELECT n, id FROM object WHERE type = ? AND n > ? ORDER BY n LIMIT 1';
    for (;;) {
      after = this.#first(next, caseType, Number(after['n']));
      if (!after) return;
      yield this.#caseOf({ id: String(after['id']), type: caseType });
    }
  }

  close(): void {
    this.#database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #caseOf({ id, type }: Pick<OcelObject, 'id' | 'type'>): OcelFiledCase {
    const values = this.#all('SELECT name, value, at FROM value WHERE object = ? ORDER BY n', id);
    const attributes = values.map((row) => ({ ...this.#typed('object', type, row), at: String(row['at']) }));
    const relations = this.#all('SELECT object, qualifier FROM object_object WHERE source = ? ORDER BY n', id);
    const object = { id, type, attributes, relations: relations.map(relationOf) };
    return {
      name: id,
      attributes: filedCaseAttributes(object, (of) => this.#typeOf(of)),
      events: this.#eventsOf(id),
    };
  }

  #eventsOf(object: string): readonly XesEvent[] {
    const rows = this.#all(
      'SELECT * FROM event WHERE id IN (SELECT event FROM event_object WHERE object = ?) ORDER BY at, n',
      object,
    );
    const isOwn = rows.every(({ place }) => place !== null);
    const sorted = isOwn ? rows.sort((one, other) => Number(one['place']) - Number(other['place'])) : rows;
    return sorted.map((row) => {
      const [id, type] = [String(row['id']), String(row['type'])];
      const told: readonly (readonly [string, string])[] = JSON.parse(String(row['told']));
      const attributes = told.map(([name, value]) => this.#typed('event', type, { name, value }));
      const relations = this.#all('SELECT object, qualifier FROM event_object WHERE event = ? ORDER BY n', id);
      const event = { id, type, time: String(row['time']), attributes, relations: relations.map(relationOf) };
      return filedEvent(event, (of) => this.#typeOf(of));
    });
  }

  #typed(kind: 'event' | 'object', type: string, row: Row): SpooledValue & { readonly type: OcelType } {
    const [name, value] = [String(row['name']), String(row['value'])];
    return { name, value, type: this.#types[kind].get(type)?.get(name) ?? 'string' };
  }

  #typeOf(object: string): string | undefined {
    const row = this.#first('SELECT type FROM object WHERE id = ?', object);
    return row && String(row['type']);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #run(sql: string, ...values: readonly (string | number | null)[]) {
    return this.#statement(sql).run(...values);
  }

  #first(sql: string, ...values: readonly (string | number)[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  #all(sql: string, ...values: readonly (string | number)[]): Row[] {
    return this.#statement(sql).all(...values);
  }
}

type Row = Readonly<Record<string, unknown>>;

const relationOf = (row: Row): OcelRelation => ({ object: String(row['object']), qualifier: String(row['qualifier']) });
