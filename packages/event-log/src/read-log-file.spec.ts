import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { casesIn, foreignSqlite } from '../test/ocel-trial.ts';
import type { ReadLogFileOptions } from './read-log-file.ts';

/** As other systems write it: numbers unquoted, types last, events in no order, a value that changes. */
const orders = {
  objects: [
    {
      ...{ id: 'o1', type: 'order', relationships: [{ objectId: 'i1', qualifier: 'has' }] },
      attributes: [
        { name: 'price', value: 12.5, time: '1970-01-01T00:00:00Z' },
        { name: 'state', value: 'paid', time: '2022-03-16T00:00:00Z' },
      ],
    },
    { id: 'i1', type: 'item' },
    { id: 'o2', type: 'order', attributes: [] },
  ],
  events: [
    { id: 'e2', type: 'Pay', time: '2022-03-16T00:00:00Z', relationships: [{ objectId: 'o1', qualifier: 'pays' }] },
    {
      ...{ id: 'e1', type: 'Place', time: '2022-03-15T08:00:00+07:00' },
      attributes: [
        { name: 'net', value: 12 },
        { name: 'gift', value: true },
      ],
      relationships: [
        { objectId: 'o1', qualifier: 'places' },
        { objectId: 'i1', qualifier: 'of' },
        { objectId: 'o2', qualifier: 'places' },
      ],
    },
    { id: 'e3', type: 'Count', time: '2022-03-17T00:00:00Z', relationships: [{ objectId: 'i1', qualifier: 'of' }] },
  ],
  eventTypes: [
    {
      name: 'Place',
      attributes: [
        { name: 'net', type: 'integer' },
        { name: 'gift', type: 'boolean' },
      ],
    },
    { name: 'Pay', attributes: [] },
    { name: 'Count', attributes: [] },
  ],
  objectTypes: [
    {
      name: 'order',
      attributes: [
        { name: 'price', type: 'float' },
        { name: 'state', type: 'string' },
      ],
    },
    { name: 'item', attributes: [] },
  ],
};

const layout = [
  'CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT)',
  'CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT)',
  'CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT)',
  'CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT)',
  'CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT)',
  'CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT)',
];
const content = [
  "INSERT INTO event_map_type VALUES ('Place', 'Place'), ('Pay', 'Pay'), ('Count', 'Count')",
  "INSERT INTO object_map_type VALUES ('order', 'order'), ('item', 'item')",
  'CREATE TABLE event_Place (ocel_id TEXT, ocel_time TIMESTAMP, net INTEGER, gift BOOLEAN)',
  'CREATE TABLE event_Pay (ocel_id TEXT, ocel_time TIMESTAMP)',
  'CREATE TABLE event_Count (ocel_id TEXT, ocel_time TIMESTAMP)',
  'CREATE TABLE object_order (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT, price REAL, state TEXT)',
  'CREATE TABLE object_item (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT)',
  "INSERT INTO object VALUES ('o1', 'order'), ('i1', 'item'), ('o2', 'order')",
  "INSERT INTO object_order VALUES ('o1', '1970-01-01 00:00:00', NULL, 12.5, NULL)",
  "INSERT INTO object_order VALUES ('o1', '2022-03-16T00:00:00Z', 'state', NULL, 'paid')",
  "INSERT INTO event VALUES ('e2', 'Pay'), ('e1', 'Place'), ('e3', 'Count')",
  "INSERT INTO event_Pay VALUES ('e2', '2022-03-16T00:00:00Z')",
  "INSERT INTO event_Place VALUES ('e1', '2022-03-15T08:00:00+07:00', 12, 1)",
  "INSERT INTO event_Count VALUES ('e3', '2022-03-17T00:00:00Z')",
  "INSERT INTO event_object VALUES ('e2', 'o1', 'pays'), ('e1', 'o1', 'places'), ('e1', 'i1', 'of')",
  "INSERT INTO event_object VALUES ('e1', 'o2', 'places'), ('e3', 'i1', 'of')",
  "INSERT INTO object_object VALUES ('o1', 'i1', 'has')",
];

const json = JSON.stringify(orders, null, 1);
const text = (key: string, value: string) => ({ key, type: 'string', value });
const link = (key: string, value: string, type: string) => ({
  key,
  type: 'id',
  value,
  children: [text('ocel:type', type)],
});
const place = {
  activity: 'Place',
  time: Date.parse('2022-03-15T01:00:00Z'),
  timeText: '2022-03-15T08:00:00+07:00',
  attributes: [
    text('concept:name', 'Place'),
    { key: 'time:timestamp', type: 'date', value: '2022-03-15T08:00:00+07:00' },
    { key: 'net', type: 'int', value: '12' },
    { key: 'gift', type: 'boolean', value: 'true' },
    {
      ...{ key: 'ocel:objects', type: 'list', value: '' },
      children: [link('places', 'o1', 'order'), link('of', 'i1', 'item'), link('places', 'o2', 'order')],
    },
  ],
};

// Where readers put down what they cannot hold: nothing of it may stay.
const usual = process.env['TMPDIR'];
let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'hoso-read-log-file-'));
  process.env['TMPDIR'] = temporary;
});
afterEach(() => {
  if (usual === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usual;
  expect(readdirSync(temporary)).toEqual([]);
  rmSync(temporary, { recursive: true });
});

const refusal = async (file: string | Uint8Array, options?: ReadLogFileOptions): Promise<string> => {
  const said = await casesIn(file, { caseType: 'order', ...options }).then(
    () => 'it was read',
    (error: unknown) => {
      if (!Error.isError(error) || !('vi' in error)) throw error;
      expect(error.vi).not.toBe('');
      return `${error.name}: ${error.message}`;
    },
  );
  return said;
};

describe.each([
  ['JSON', async () => json],
  ['JSON, packed', async () => gzipSync(json)],
  ['JSON with a byte order mark', async () => `\ufeff${json}`],
  ['SQLite', () => foreignSqlite(...layout, ...content)],
])('A foreign file of OCEL 2.0 %s', (_, file) => {
  it('becomes cases, one for each object of a type, its events by time', async () => {
    const without: number[] = [];
    const cases = await casesIn(await file(), {
      caseType: 'order',
      onWithoutCase: (count) => without.push(count),
      piece: 11,
    });
    expect(cases.map(({ name, events }) => [name, events.map(({ activity }) => activity)])).toEqual([
      ['o1', ['Place', 'Pay']],
      ['o2', ['Place']],
    ]);
    expect(without).toEqual([1]);
    expect(cases[0]?.attributes).toEqual([
      text('concept:name', 'o1'),
      text('ocel:type', 'order'),
      { key: 'price', type: 'float', value: '12.5' },
      { ...text('state', 'paid'), children: [{ key: 'ocel:time', type: 'date', value: '2022-03-16T00:00:00Z' }] },
      { key: 'ocel:objects', type: 'list', value: '', children: [link('has', 'i1', 'item')] },
    ]);
    expect(cases[1]?.events).toEqual([place]);
  });

  it('is refused by the types that it has where none is asked for that it has', async () =>
    expect(await refusal(await file(), { caseType: 'dossier' })).toBe(
      'OcelError: no object of type "dossier"; there are: "item", "order"',
    ));
});

const changed = (change: (all: typeof orders) => unknown) => JSON.stringify(change(structuredClone(orders)), null, 1);
const oneEvent = (event: object) => changed((all) => ({ ...all, events: [{ ...all.events[0], ...event }] }));

describe('A hostile file of OCEL 2.0 JSON', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['that is cut off', json.slice(0, 900), /^OcelError: line \d+: the file is cut off$/],
    ['that is cut off in gzip', gzipSync(json).subarray(0, 200), /^XesError: .*cut off/],
    ['that goes on behind its end', `${json}{}`, /line \d+: not JSON: "\{" stands where nothing should/],
    ['that is a list', '[]', /line 1: not JSON/],
    ['of OCEL 1.0', '{"ocel:events":{},"ocel:objects":{}}', /not OCEL 2\.0: it has no "eventTypes"/],
    ['without objects', '{"eventTypes":[],"objectTypes":[],"events":[]}', /it has no "objects"/],
    ['with two lists of events', '{"events":[],"events":[]}', /line 1: "events" stands there twice/],
    ['whose events are no list', '{"events":{}}', /line 1: "events" is no list/],
    ['with a comma too many', '{"events":[{"id":"e"},]}', /line 1: .*id|line 1: .*type|stands where/],
    ['with an event that is no JSON', '{\n"events":[\n{"id" "e"}]}', /^OcelError: line 3: not JSON/],
    ['with a number for an element', '{"events":[1]}', /line 1: not JSON: "1" stands where element/],
    [
      'with an event without an id',
      changed((all) => ({ ...all, events: [{ type: 'A', time: '2022-01-01' }] })),
      /line \d+: id: /,
    ],
    ['with an id that is a number', oneEvent({ id: 7 }), /line \d+: id: /],
    [
      'with an attribute that is an object',
      oneEvent({ attributes: [{ name: 'a', value: {} }] }),
      /attributes\.0\.value/,
    ],
    [
      'with a day that there is not',
      oneEvent({ time: '2022-02-30T00:00:00Z' }),
      /line \d+: event "e2": "2022-02-30T00:00:00Z" is not a time/,
    ],
    ['with a zone that there is not', oneEvent({ time: '2022-03-15T00:00:00+25:00' }), /is not a time that exists/],
    ['with an hour that there is not', oneEvent({ time: '2022-03-15T25:00:00Z' }), /is not a time that exists/],
    ['with a time that is a number', oneEvent({ time: 1e308 }), /line \d+: time: /],
    [
      'with an event twice',
      changed((all) => ({ ...all, events: [...all.events, ...all.events] })),
      /event "e2" stands there twice/,
    ],
    [
      'with an object twice',
      changed((all) => ({ ...all, objects: [...all.objects, ...all.objects] })),
      /object "o1" stands there twice/,
    ],
    [
      'about an object that it has not',
      oneEvent({ relationships: [{ objectId: 'o9', qualifier: 'of' }] }),
      /event "e2" is about the object "o9"/,
    ],
    ['with nothing but braces', `{"events":[${'{"a":'.repeat(100_000)}`, /more than 64 levels/],
    ['with nothing but brackets', `{"x":${'['.repeat(1_000_000)}`, /more than 64 levels/],
    [
      'that is not UTF-8',
      Buffer.concat([Buffer.from('{"events":[{"id":"'), Buffer.from([0xff, 0xfe])]),
      /not text in UTF-8/,
    ],
  ])('%s is refused with place and reason', async (_, file, reason) => expect(await refusal(file)).toMatch(reason));

  it('that is too long is refused before it is read on', async () => {
    const long = oneEvent({ type: 'A'.repeat(5_000) });
    expect(await refusal(long, { limits: { elementBytesMax: 1_000 } })).toMatch(/an element is longer than 1000 bytes/);
    expect(await refusal(long, { limits: { fileBytesMax: 1_000 } })).toMatch(/the file is larger than 1000 bytes/);
    const bomb = gzipSync(`{"x":"${' '.repeat(1_000_000)}"}`);
    expect(await refusal(bomb, { limits: { fileBytesMax: 100_000 } })).toMatch(/larger than 100000 bytes/);
  });

  it('with numbers past all numbers keeps them as text or nothing', async () => {
    const file = json.replace('12.5', '1e999');
    expect(await refusal(file)).toMatch(/value/);
  });

  it.each(['9007199254740993', '-12345678901234567890', '123456789012345678901234567890'])(
    'has the integer %s to its last digit',
    async (digits) => {
      const file = oneEvent({ attributes: [{ name: 'count', value: 'N' }] }).replace('"N"', digits);
      const [one] = await casesIn(file, { caseType: 'order' });
      expect(one?.events[0]?.attributes).toContainEqual(expect.objectContaining({ key: 'count', value: digits }));
    },
  );

  it('that forges what only Hoso writes is read as what it says', async () => {
    const forged = oneEvent({ attributes: [{ name: 'hoso:exact', value: '{"key":1}' }] });
    const [one] = await casesIn(forged, { caseType: 'order' });
    expect(one?.events[0]?.attributes).toContainEqual(text('hoso:exact', '{"key":1}'));
    const deep = oneEvent({ attributes: [{ name: 'hoso:exact', value: '['.repeat(200_000) }] });
    expect((await casesIn(deep, { caseType: 'order' }))[0]?.events.length).toBe(1);
    const timeless = JSON.stringify([text('concept:name', 'A'), text('time:timestamp', 'never')]);
    expect(await refusal(oneEvent({ attributes: [{ name: 'hoso:exact', value: timeless }] }))).toMatch(
      /"never" is not a time/,
    );
  });
});

describe('A hostile file of OCEL 2.0 SQLite', () => {
  const without = (statement: number) => [...layout, ...content].filter((_, at) => at !== statement);
  it.each<[string, () => Promise<Uint8Array>, RegExp]>([
    [
      'that is damaged',
      async () => (await foreignSqlite(...layout, ...content)).fill(0xaa, 200, 5_000),
      /SQLite cannot read it/,
    ],
    [
      'that is cut off',
      async () => (await foreignSqlite(...layout, ...content)).subarray(0, 9_000),
      /SQLite cannot read it/,
    ],
    [
      'without events',
      () => foreignSqlite(...without(0).filter((sql) => !sql.includes('INTO event VALUES'))),
      /table "event": there is no such table/,
    ],
    [
      'without the table of a type',
      () => foreignSqlite(...layout, ...content.filter((sql) => !sql.includes('event_Pay'))),
      /table "event_Pay": there is no such table/,
    ],
    [
      'whose events are a view that never ends',
      () =>
        foreignSqlite(
          ...layout.slice(1),
          `CREATE VIEW event AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n)
           SELECT x AS ocel_id, x AS ocel_type FROM n`,
        ),
      /table "event": it is no ordinary table/,
    ],
    [
      'whose events are no table of its own',
      () => foreignSqlite(...layout.slice(1), 'CREATE VIRTUAL TABLE event USING fts5(ocel_id, ocel_type)'),
      /table "event": it is no ordinary table/,
    ],
    [
      'without a column',
      () =>
        foreignSqlite(
          ...layout.slice(1),
          'CREATE TABLE event (ocel_id TEXT)',
          ...content.filter((sql) => !sql.includes('INTO event ')),
        ),
      /table "event": it has no column ocel_type/,
    ],
    [
      'with bytes for a text',
      () => foreignSqlite(...layout, ...content, "UPDATE event_Pay SET ocel_time = x'00'"),
      /not text/,
    ],
    [
      'with an event of no time',
      () => foreignSqlite(...layout, ...content, 'DELETE FROM event_Pay'),
      /event "e2": "" is not a time/,
    ],
    [
      'with a cell that is too large',
      () => foreignSqlite(...layout, ...content, "UPDATE event_Pay SET ocel_time = printf('%.*c', 20000000, 'x')"),
      /SQLite cannot read it|is not a time/,
    ],
  ])('%s is refused with place and reason', async (_, file, reason) =>
    expect(await refusal(await file())).toMatch(reason),
  );

  it('does not have what it computes run', async () => {
    const bomb = "printf('%.*c', 20000000, ocel_id)";
    const computed = `CREATE TABLE event_Count (ocel_id TEXT, ocel_time TIMESTAMP, bomb AS (${bomb}))`;
    const file = await foreignSqlite(
      ...layout,
      ...content.map((sql) => (sql.includes('TABLE event_Count') ? computed : sql)),
    );
    expect((await casesIn(file, { caseType: 'item' }))[0]?.events.map(({ activity }) => activity)).toEqual([
      'Place',
      'Count',
    ]);
  });
});

describe('A file of any other kind', () => {
  it('is read as XES, and refused as such', async () => {
    expect(await refusal('id;activity\n1;A')).toMatch(/^XesError: .*not XML/);
    expect(await refusal('')).toMatch(/^XesError: .*the file is empty/);
    expect(await refusal(Buffer.from('PK\u0003\u0004../../etc/passwd'))).toMatch(/^XesError/);
  });
});
