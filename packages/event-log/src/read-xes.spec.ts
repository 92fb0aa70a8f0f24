import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ReadXesOptions, readXes } from './read-xes.ts';
import type { XesTrace } from './xes-trace.ts';

const inChunks = async function* (bytes: Uint8Array, length = bytes.length) {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
};

const tracesOf = (file: string | Uint8Array, options?: ReadXesOptions & { readonly chunk?: number }) =>
  Array.fromAsync(readXes(inChunks(Buffer.from(file), options?.chunk), options));

const time = '<date key="time:timestamp" value="2011-10-11T13:42:22.688+02:00"/>';
const event = `<event><string key="concept:name" value="A"/>${time}</event>`;
const log = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n${inside}\n</log>\n`;
const trace = (inside: string) => `<trace>\n<string key="concept:name" value="case 1"/>\n${inside}\n</trace>`;

const oneEvent: XesTrace = {
  name: 'case 1',
  line: 3,
  attributes: [{ key: 'concept:name', type: 'string', value: 'case 1' }],
  events: [
    {
      activity: 'A',
      time: Date.parse('2011-10-11T11:42:22.688Z'),
      timeText: '2011-10-11T13:42:22.688+02:00',
      attributes: [
        { key: 'concept:name', type: 'string', value: 'A' },
        { key: 'time:timestamp', type: 'date', value: '2011-10-11T13:42:22.688+02:00' },
      ],
    },
  ],
};

describe('An XES file', () => {
  it.each([
    ['as the standard writes it', log(trace(event))],
    ['packed by gzip', gzipSync(log(trace(event)))],
    ['in the namespace of XES 1', log(trace(event)).replace('<log', '<log xmlns="http://www.xes-standard.org"')],
    ['in the namespace of IEEE 1849', log(trace(event)).replace('<log', '<log xmlns="http://www.xes-standard.org/"')],
    ['in the namespace of OpenXES', log(trace(event)).replace('<log', '<log xmlns="http://code.deckfour.org/xes"')],
    [
      'in a namespace with a prefix',
      log(trace(event))
        .replaceAll(/<(\/?)(\w)/g, '<$1x:$2')
        .replace('<x:log', '<x:log xmlns:x="http://www.xes-standard.org/"'),
    ],
    ['without a version', log(trace(event)).replace(' xes.version="1.0"', '')],
    ['with a byte order mark', `\ufeff${log(trace(event))}`],
    ['in UTF-16', Buffer.from(`\ufeff${log(trace(event)).replace('UTF-8', 'UTF-16')}`, 'utf16le')],
    ['with a doctype that declares nothing', log(trace(event)).replace('?>', '?><!DOCTYPE log SYSTEM "xes.dtd">')],
  ])('is read %s', async (_, file) => {
    expect(await tracesOf(file)).toEqual([oneEvent]);
  });

  it('is read without an XML declaration', async () => {
    expect(await tracesOf(`<log>${trace(event)}</log>`)).toEqual([{ ...oneEvent, line: 1 }]);
  });

  it('is read in the encoding that it names', async () => {
    const file = log(trace(event)).replace('UTF-8', 'ISO-8859-1').replace('case 1', 'dossiér');
    expect((await tracesOf(Buffer.from(file, 'latin1')))[0]?.name).toBe('dossiér');
  });

  it('may hold no traces, and traces without events or name', async () => {
    expect(await tracesOf(log(''))).toEqual([]);
    expect(await tracesOf(log('<trace/>'))).toEqual([{ line: 3, attributes: [], events: [] }]);
  });

  it('has its extensions, globals, classifiers and own attributes passed over', async () => {
    const before = `<extension name="Time" prefix="time" uri="x"/>
      <global scope="event"><date key="time:timestamp" value="never"/><string key="concept:name" value="G"/></global>
      <classifier name="Activity" keys="concept:name"/><float key="meta" value="1">
      <date key="in it" value="never"/></float>`;
    const traces = await tracesOf(log(before + trace(event)));
    expect(traces).toEqual([{ ...oneEvent, line: 6 }]);
  });

  it('keeps every attribute as text, nested ones and lists too, and keys with blanks', async () => {
    const attributes = `<string key="(case) AMOUNT REQ" value="a &lt; b &amp; &#233;"/><int key="i" value="007"/>
      <float key="f" value="1.10"/><boolean key="b" value="true"/><id key="u" value="77"/><string key="empty"/>
      <string key="outer" value="1">
      <date key="inner" value="2011-01-01T00:00:00Z"><int key="inmost" value="3"/></date></string>
      <list key="l"><values><string key="e" value="x"/><string key="e" value="y"/></values></list>
      <container key="c"><string key="e" value="z"/></container><unheard key="of" value="kept"/><unheard/>`;
    const [read] = await tracesOf(log(`<trace>${attributes}</trace>`));
    expect(read?.attributes).toEqual([
      { key: '(case) AMOUNT REQ', type: 'string', value: 'a < b & é' },
      { key: 'i', type: 'int', value: '007' },
      { key: 'f', type: 'float', value: '1.10' },
      { key: 'b', type: 'boolean', value: 'true' },
      { key: 'u', type: 'id', value: '77' },
      { key: 'empty', type: 'string', value: '' },
      {
        key: 'outer',
        type: 'string',
        value: '1',
        children: [
          {
            key: 'inner',
            type: 'date',
            value: '2011-01-01T00:00:00Z',
            children: [{ key: 'inmost', type: 'int', value: '3' }],
          },
        ],
      },
      {
        key: 'l',
        type: 'list',
        value: '',
        children: [
          { key: 'e', type: 'string', value: 'x' },
          { key: 'e', type: 'string', value: 'y' },
        ],
      },
      { key: 'c', type: 'container', value: '', children: [{ key: 'e', type: 'string', value: 'z' }] },
      { key: 'of', type: 'string', value: 'kept' },
    ]);
  });

  it('takes a name for its own only where it stands at the top', async () => {
    const nested = '<string key="x" value="1"><string key="concept:name" value="no"/></string>';
    const [read] = await tracesOf(
      log(`<trace>${nested}<event>${nested}<string key="concept:name" value="B"/>${time}</event></trace>`),
    );
    expect(read?.name).toBeUndefined();
    expect(read?.events.map(({ activity }) => activity)).toEqual(['B']);
  });

  it('is the same in chunks of any length, also within a character', async () => {
    const file = Buffer.from(log(trace(event).replace('case 1', 'hồ sơ 𝄞') + trace(event)));
    const whole = await tracesOf(file);
    expect(whole[0]?.name).toBe('hồ sơ 𝄞');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), fc.boolean(), async (chunk, packed) => {
        expect(await tracesOf(packed ? gzipSync(file) : file, { chunk })).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  it('tells how many bytes have been read', async () => {
    const told: number[] = [];
    const file = gzipSync(log(trace(event)));
    await tracesOf(file, { chunk: 100, onProgress: (bytes) => told.push(bytes) });
    expect(told).toEqual([100, ...(file.length > 200 ? [200] : []), file.length]);
  });
});
