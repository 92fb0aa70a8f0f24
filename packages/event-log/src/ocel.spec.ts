import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { casesIn, ocelJson, ocelSqlite, sqliteFile } from '../test/ocel-trial.ts';
import { OCEL_BEGINNING, type OcelCase, type OcelCaseObject } from './ocel.ts';
import { writeOcelSqlite } from './write-ocel-sqlite.ts';
import { instantOfXesDate } from './xes-date.ts';
import { ATTRIBUTE_TYPES, type XesAttribute } from './xes-trace.ts';

// Not part of this repository: a copy of the schema of ocel-standard.org.
const SCHEMA = join(import.meta.dirname, '../../../../shared/data/schemas/ocel2.schema.json');

const text = (key: string, value: string): XesAttribute => ({ key, type: 'string', value });
const officer: OcelCaseObject = {
  ...{ id: 'officer:An', type: 'officer', attributes: [], relations: [], shared: true },
};
const event = (position: number, at: string, ...more: readonly XesAttribute[]) => ({
  position,
  attributes: [text('concept:name', 'Tiếp nhận'), { key: 'time:timestamp', type: 'date', value: at }, ...more] as const,
  relations: [
    { object: 'case 1', qualifier: 'of' },
    { object: 'officer:An', qualifier: 'done by' },
  ],
});
const dossier = (id: string, attributes: readonly XesAttribute[], events: OcelCase['events']): OcelCase => ({
  ...{ case: id, continues: false, attributes, filed: true },
  events: events.map((one) => ({ ...one, relations: [{ object: id, qualifier: 'of' }, ...one.relations.slice(1)] })),
  objects: [{ ...officer, id, type: 'dossier', shared: false }, officer],
});

/** What a case of a log is, that comes back out of a file. */
const filed = (cases: readonly OcelCase[]) =>
  cases.map(({ case: name, attributes, events }) => ({
    ...{ name, attributes },
    events: events.map((one) => {
      const last = (key: string) => one.attributes.findLast((attribute) => attribute.key === key)?.value ?? '';
      const timeText = last('time:timestamp');
      return { activity: last('concept:name'), time: instantOfXesDate(timeText), timeText, attributes: one.attributes };
    }),
  }));

const odd: readonly XesAttribute[] = [
  text('amount', '1.10'),
  { key: 'Amount', type: 'float', value: '1.10' },
  { key: 'amount', type: 'int', value: '007' },
  { key: 'is', type: 'boolean', value: '1' },
  { key: 'is', type: 'boolean', value: 'true' },
  { key: 'ocel_id', type: 'string', value: 'x"y' },
  { key: '', type: 'string', value: '' },
  { key: 'bag', type: 'container', value: '', children: [text('in it', '\u0007')] },
  { key: 'hoso:exact', type: 'string', value: '[]' },
];

const Attribute: fc.Arbitrary<XesAttribute> = fc
  .record({
    key: fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('a', 'A', 'ocel_time', 'hoso:exact', 'ocel:objects')),
    type: fc.constantFrom(...ATTRIBUTE_TYPES.filter((type) => type !== 'date')),
    value: fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('1', '1.0', '-0', 'true', '1e3', '[]'),
    ),
    children: fc.array(fc.constantFrom(text('inner', 'x'), text('ocel:type', 'item')), { maxLength: 1 }),
  })
  .map(({ children, ...rest }) => ({ ...rest, ...(children.length === 0 ? {} : { children }) }));
const At = fc.constantFrom('2022-03-15T08:00:00.000Z', '2022-03-14T08:00:00+07:00', '2022-03-15 09:00:00');
const Cases = fc
  .array(
    fc.tuple(fc.array(Attribute, { maxLength: 3 }), fc.array(fc.tuple(At, fc.array(Attribute, { maxLength: 3 })))),
    {
      maxLength: 3,
      minLength: 1,
    },
  )
  .map((all) =>
    all.map(([attributes, events], index) =>
      dossier(
        `case ${index}`,
        attributes,
        events.map(([at, more], n) => event(1_000 * index + n, at, ...more)),
      ),
    ),
  );

const sample = [
  dossier(
    'case 1',
    [text('concept:name', 'case 1'), ...odd],
    [event(7, '2022-03-15T08:00:00.000+07:00', ...odd), event(9, '2022-03-14 08:00:00')],
  ),
  dossier('case 2', [text('channel', 'post')], [event(8, '2022-03-15T08:00:00Z', text('note', 'một\n"hai"'))]),
];

describe.each([
  ['JSON', ocelJson],
  ['SQLite', ocelSqlite],
])('A log as OCEL 2.0 %s', (_, write) => {
  it('is read back as it was, also what OCEL has no place for', async () => {
    const file = await write(sample);
    expect(await casesIn(file)).toEqual(filed(sample));
    expect(await casesIn(gzipSync(file), { piece: 7 })).toEqual(filed(sample));
  });

  it('is read back as it was, whatever it holds', () =>
    fc.assert(
      fc.asyncProperty(Cases, async (cases) => {
        expect(await casesIn(await write(cases))).toEqual(filed(cases));
      }),
      { numRuns: 40 },
    ));

  it('may hold cases that come in parts', async () => {
    const [first] = sample;
    if (!first) throw new Error('there is a first one');
    const [one, two] = first.events;
    const parts = [
      { ...first, events: one ? [one] : [] },
      {
        ...first,
        continues: true,
        attributes: [],
        events: two ? [two] : [],
        objects: first.objects.map((object) => object),
      },
    ];
    const whole = { ...parts[1], objects: first.objects.filter(({ shared }) => shared) };
    expect(await casesIn(await write([parts[0] ?? first, { ...first, ...whole }]))).toEqual(filed([first]));
  });
});

const title = existsSync(SCHEMA)
  ? 'By the schema of OCEL 2.0'
  : 'By the schema of OCEL 2.0 (skipped: ../shared/data/schemas is not beside this checkout)';

(existsSync(SCHEMA) ? describe : describe.skip)(title, () => {
  const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  const validate = () =>
    new Ajv({ allErrors: true, formats: { 'date-time': dateTime } }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

  it('a log is valid, whatever it holds', async () => {
    const isValid = validate();
    for (const cases of [sample, [], ...fc.sample(Cases, { numRuns: 50, seed: 7 })]) {
      isValid(JSON.parse(await ocelJson(cases)));
      expect(isValid.errors).toBeNull();
    }
  });

  it('what is not OCEL is told from it', async () => {
    const isValid = validate();
    expect(isValid(JSON.parse((await ocelJson(sample)).replaceAll('"time"', '"when"')))).toBe(false);
  });
});

describe('The JSON of OCEL 2.0', () => {
  it('declares every type, also one without attributes', async () => {
    const { eventTypes, objectTypes } = JSON.parse(await ocelJson(sample.slice(1)));
    expect(objectTypes).toEqual([
      { name: 'dossier', attributes: [{ name: 'hoso:exact', type: 'string' }] },
      { name: 'officer', attributes: [] },
    ]);
    expect(eventTypes).toEqual([
      {
        name: 'Tiếp nhận',
        attributes: [
          { name: 'note', type: 'string' },
          { name: 'hoso:exact', type: 'string' },
        ],
      },
    ]);
  });
});

describe('The SQLite of OCEL 2.0', () => {
  it('has its layout: a table for each type, values that change by the field that changed', async () => {
    const changing: OcelCase = {
      ...{ case: 'd', continues: false, attributes: [], filed: false },
      events: [
        {
          position: 2,
          attributes: event(2, '2022-03-15T08:00:00Z', text('channel', 'post')).attributes,
          relations: [{ object: 'd', qualifier: 'of' }],
        },
      ],
      objects: [
        {
          ...{ id: 'd', type: 'dossier', shared: false, relations: [{ object: 'officer:An', qualifier: 'held by' }] },
          attributes: [
            { name: 'code', type: 'string', value: '1', at: OCEL_BEGINNING },
            { name: 'status', type: 'string', value: 'received', at: '2022-03-15T08:00:00.000Z' },
          ],
        },
        officer,
      ],
    };
    const rows: unknown[] = [];
    await sqliteFile(async (path) => {
      await writeOcelSqlite(
        path,
        (async function* () {
          yield changing;
        })(),
      );
      const database = new DatabaseSync(path, { readOnly: true });
      const [type] = database
        .prepare("SELECT ocel_type_map AS map FROM object_map_type WHERE ocel_type = 'dossier'")
        .all();
      for (const sql of [
        'SELECT ocel_id, ocel_type FROM event',
        'SELECT * FROM event_object',
        'SELECT * FROM object_object',
        `SELECT ocel_time, ocel_changed_field, code, status FROM object_${type?.['map']}`,
        'PRAGMA foreign_key_check',
      ])
        rows.push(
          database
            .prepare(sql)
            .all()
            .map((row) => Object.values(row)),
        );
      database.close();
    });
    expect(rows).toEqual([
      [['hoso-2', 'Tiếp nhận']],
      [['hoso-2', 'd', 'of']],
      [['d', 'officer:An', 'held by']],
      [
        [OCEL_BEGINNING, null, '1', null],
        ['2022-03-15T08:00:00.000Z', 'status', null, 'received'],
      ],
      [],
    ]);
  });
});
