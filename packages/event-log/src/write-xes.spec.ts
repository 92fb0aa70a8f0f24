import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { validateXML } from 'xmllint-wasm';
import { readXes } from './read-xes.ts';
import { type WrittenLog, type WrittenTrace, writeXes } from './write-xes.ts';
import { ATTRIBUTE_TYPES, type XesAttribute } from './xes-trace.ts';

// Not part of this repository: an unofficial copy of the schema of IEEE 1849-2016.
const SCHEMA = join(import.meta.dirname, '../../../../shared/data/schemas/xes-ieee1849-2016.xsd');
const RECEIPT = join(import.meta.dirname, '../../../../shared/data/receipt.xes.gz');

const town: WrittenLog = { name: 'town', attributes: [{ key: 'hoso:kind', type: 'string', value: 'imported' }] };

const written = async (traces: readonly WrittenTrace[], log = town): Promise<string> =>
  (await Array.fromAsync(writeXes(log, fromArray(traces)))).join('');

const fromArray = async function* <Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
};

const read = async (file: string | Uint8Array) => {
  const traces = await Array.fromAsync(readXes(fromArray([Buffer.from(file)])));
  return traces.map(({ name = '', attributes, events }) => ({
    ...{ name, continues: false, attributes },
    events: events.map((event) => ({ attributes: event.attributes })),
  }));
};

const errorsIn = async (xml: string): Promise<readonly string[]> => {
  const schema = readFileSync(SCHEMA, 'utf8');
  const { errors } = await validateXML({
    xml: [{ fileName: 'log.xes', contents: xml }],
    schema: [schema],
    initialMemoryPages: 2_000,
    maxMemoryPages: 8_000,
  });
  return errors.map(({ message }) => message);
};

const event = (...more: readonly XesAttribute[]) => ({
  attributes: [
    { key: 'concept:name', type: 'string', value: 'Tiếp nhận' },
    { key: 'time:timestamp', type: 'date', value: '2022-03-15T08:00:00.000+07:00' },
    ...more,
  ] satisfies readonly XesAttribute[],
});
const trace = (name: string, ...events: readonly { readonly attributes: readonly XesAttribute[] }[]) => ({
  ...{ name, continues: false },
  attributes: [{ key: 'concept:name', type: 'string', value: name }] satisfies readonly XesAttribute[],
  events,
});

/** What logs hold and XES has no place for. */
const odd: readonly XesAttribute[] = [
  { key: 'số hồ sơ', type: 'string', value: 'một\ttab, một\ndòng, "&<>\'' },
  { key: '1st', type: 'int', value: '99999999999999999999' },
  { key: 'amount', type: 'float', value: '1,50' },
  { key: 'amount', type: 'float', value: '1.50' },
  { key: 'when', type: 'date', value: '2022-03-15 08:00:00' },
  { key: 'when', type: 'date', value: '2022-03-15T24:00:00Z' },
  { key: 'is', type: 'boolean', value: 'TRUE' },
  { key: '', type: 'id', value: '' },
  { key: 'bell', type: 'string', value: '\u0007\uffff' },
  { key: 'bag', type: 'container', value: '', children: [{ key: 'in it', type: 'int', value: '007' }] },
  { key: 'empty', type: 'list', value: '' },
  { key: 'row', type: 'list', value: 'said', children: [{ key: 'values', type: 'string', value: 'a' }] },
  { key: 'hoso:exact', type: 'string', value: '{"key":"forged"}' },
  {
    key: 'held',
    type: 'string',
    value: 'v',
    children: [{ key: 'hoso:exact', type: 'string', value: '{"key":"forged"}' }],
  },
];

const attributeWith = (children: fc.Arbitrary<readonly XesAttribute[]>): fc.Arbitrary<XesAttribute> =>
  fc
    .record({
      key: fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('concept:name', 'a b', 'hoso:exact', 'values')),
      type: fc.constantFrom(...ATTRIBUTE_TYPES.filter((type) => type !== 'date')),
      value: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('1', 'true', '-2.5e3', 'NaN')),
      children,
    })
    .map(({ children: held, ...rest }) => ({ ...rest, ...(held.length === 0 ? {} : { children: held }) }));
const Leaf = attributeWith(fc.constant([]));
const Attribute = attributeWith(fc.array(attributeWith(fc.array(Leaf, { maxLength: 2 })), { maxLength: 2 }));

/** No date that is none: `readXes` refuses it, and so there is none in a log. */
const Trace: fc.Arbitrary<WrittenTrace> = fc.record({
  name: fc.string({ minLength: 1, maxLength: 8 }),
  continues: fc.constant(false),
  attributes: fc.array(Attribute, { maxLength: 3 }),
  events: fc.array(
    fc.array(Attribute, { maxLength: 3 }).map((more) => ({ attributes: [...more, ...event().attributes] })),
    {
      maxLength: 3,
    },
  ),
});

describe('A log as XES', () => {
  it('is read back as it was, also what XES has no place for', async () => {
    const traces = [trace('case 1', event(...odd), event()), { ...trace('case 2', event()), attributes: odd }];
    expect(await read(await written(traces))).toEqual(traces);
  });

  it('is read back as it was, whatever it holds', () =>
    fc.assert(
      fc.asyncProperty(fc.array(Trace, { maxLength: 3 }), async (traces) => {
        expect(await read(await written(traces))).toEqual(traces);
      }),
    ));

  it('may hold cases that come in parts', async () => {
    const [first, second, third] = [trace('long', event()), trace('long', event(...odd)), trace('short', event())];
    const parts = [first, { ...second, continues: true, attributes: [] }, third];
    const whole = trace('long', event(), event(...odd));
    expect(await read(await written(parts))).toEqual([whole, third]);
  });

  it('names traces that their attributes do not name', async () => {
    const unnamed = { ...trace('(unnamed 1)', event()), attributes: [] };
    expect(await read(await written([unnamed]))).toEqual([unnamed]);
  });

  it('without any case is a log', async () => {
    expect(await read(await written([]))).toEqual([]);
  });

  it('ends where what is written fails, without an end', async () => {
    const failing = async function* (): AsyncGenerator<WrittenTrace> {
      yield trace('case 1', event());
      throw new Error('the disk is gone');
    };
    const pieces: string[] = [];
    const writing = async () => {
      for await (const piece of writeXes(town, failing())) pieces.push(piece);
    };
    await expect(writing()).rejects.toThrow('the disk is gone');
    expect(pieces.join('')).not.toContain('</log>');
  });
});

const schemaTitle = existsSync(SCHEMA)
  ? 'By the schema of XES'
  : 'By the schema of XES (skipped: ../shared/data/schemas is not beside this checkout)';

(existsSync(SCHEMA) ? describe : describe.skip)(schemaTitle, () => {
  it('a log is valid, also with what XES has no place for', async () => {
    const traces = [trace('case 1', event(...odd)), { ...trace('case 2', event()), attributes: odd }];
    expect(await errorsIn(await written(traces))).toEqual([]);
  });

  it('whatever it holds is valid', async () => {
    const traces = fc.sample(Trace, { numRuns: 200, seed: 7 });
    expect(await errorsIn(await written(traces))).toEqual([]);
  });

  it('what is not XES is told from it', async () => {
    const xml = await written([trace('case 1', event())]);
    expect(await errorsIn(xml.replace('<trace>', '<trace name="x">'))).toEqual([expect.stringContaining('name')]);
  });
});

const receiptTitle = existsSync(RECEIPT) ? 'A real log' : 'A real log (skipped: no ../shared/data/receipt.xes.gz)';

(existsSync(RECEIPT) ? describe : describe.skip)(receiptTitle, () => {
  it('is read back as it was', async () => {
    const traces = await read(readFileSync(RECEIPT));
    expect(traces.length).toBe(1434);
    expect(await read(await written(traces))).toEqual(traces);
  });
});
