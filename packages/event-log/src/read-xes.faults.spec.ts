import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ReadXesOptions, readXes } from './read-xes.ts';
import { XesError } from './xes-error.ts';

const inOne = async function* (bytes: Uint8Array) {
  yield bytes;
};

const tracesOf = (file: string | Uint8Array, options?: ReadXesOptions) =>
  Array.fromAsync(readXes(inOne(Buffer.from(file)), options));

const errorOf = async (file: string | Uint8Array, options?: ReadXesOptions): Promise<unknown> => {
  try {
    await tracesOf(file, options);
  } catch (error) {
    return error;
  }
  throw new Error('it was read without an error');
};

const time = '<date key="time:timestamp" value="2011-10-11T13:42:22.688+02:00"/>';
const event = `<event><string key="concept:name" value="A"/>${time}</event>`;
const log = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n${inside}\n</log>\n`;
const trace = (inside: string) => `<trace>\n<string key="concept:name" value="case 1"/>\n${inside}\n</trace>`;

describe('A file that is no good', () => {
  const flawed = (inside: string) => log(trace(event) + trace(inside).replace('case 1', 'case 2'));

  it.each([
    ['empty', '', 'not-xml', 'the file is empty'],
    ['plain text', 'Dear Sir or Madam', 'not-xml', 'line 1, column 17: not XML: text data outside of root node'],
    ['JSON', '{"log": []}', 'not-xml', 'not XML'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), 'bad-encoding', 'not utf-8'],
    ['in an encoding that nobody knows', log('').replace('UTF-8', 'KOI-99'), 'bad-encoding', '"KOI-99" is not known'],
    ['only a declaration', '<?xml version="1.0"?>', 'not-xml', 'document must contain a root element'],
    [
      'a web page',
      '<html><body/></html>',
      'not-xes',
      'line 1, column 6: not XES: the root element is <html>, not <log>',
    ],
    ['a log of another kind', log('<logentry revision="1"/>'), 'not-xes', '<logentry> stands where traces should'],
    ['an event without trace', log(event), 'not-xes', 'an <event> stands outside of any <trace>'],
    ['a trace in a trace', log('<trace><trace/></trace>'), 'not-xes', 'a <trace> stands inside an open <trace>'],
    ['an event in an event', log('<trace><event><event/></event></trace>'), 'not-xes', 'inside an open <event>'],
    [
      'tags that do not match',
      log('<trace><event></trace>'),
      'not-xml',
      'line 3, column 22: not XML: unexpected close tag',
    ],
    ['two logs in a row', log('') + log(''), 'not-xml', 'not XML'],
    [
      'an entity of its own',
      `<!DOCTYPE log [<!ENTITY a "b">]>${log('')}`,
      'entity-declared',
      'declares entities of its own',
    ],
    ['an entity that nobody declared', log(trace('<string key="x" value="&a;"/>')), 'not-xml', 'undefined entity'],
    [
      'an attribute without key',
      flawed('<string value="x"/>'),
      'missing-key',
      'trace "case 2" (number 2): <string> has no key',
    ],
    ['an event without activity', flawed(`<event>${time}</event>`), 'missing-activity', 'event 1: no concept:name'],
    [
      'an event without a name for its activity',
      flawed(`${event}<event><string key="concept:name" value=""/>${time}</event>`),
      'missing-activity',
      ', trace "case 2" (number 2), event 2: no concept:name',
    ],
    [
      'an event without time',
      flawed('<event><string key="concept:name" value="A"/></event>'),
      'missing-time',
      'event 1: no time:timestamp',
    ],
    [
      'a time that does not exist',
      flawed(`${event}\n${event.replace('2011-10-11', '2011-02-30')}`),
      'bad-date',
      'trace "case 2" (number 2), event 2: "time:timestamp" is "2011-02-30T13:42:22.688+02:00", which is not a date',
    ],
    [
      'a time in text that is none',
      flawed(event.replace(time, '<string key="time:timestamp" value="noon"/>')),
      'bad-date',
      'event 1: "time:timestamp" is "noon", which is not a date that exists',
    ],
    ['a date of a case that does not exist', flawed('<date key="due" value="soon"/>'), 'bad-date', '"due" is "soon"'],
  ])('is refused: %s', async (_, file, code, message) => {
    const error = await errorOf(file);
    expect(error).toBeInstanceOf(XesError);
    expect(error).toEqual(expect.objectContaining({ code, message: expect.stringContaining(message) }));
    // The same in Vietnamese: only what the XML library says stays English.
    expect(error).toMatchObject({ vi: expect.stringMatching(/[ạảấầẩậắằẳặếềểễệịọỏốồổộớờởợụủứừửữựđư]/u) });
  });

  it('is told with all parts of the place, also where the name of the trace comes after the fault', async () => {
    const broken = event.replace('2011-10-11', '2011-13-11');
    const file = log(`<trace>\n${event}\n${broken}\n<string key="concept:name" value="late"/></trace>`);
    expect(await errorOf(file)).toMatchObject({
      code: 'bad-date',
      place: {
        line: 5,
        trace: 'late',
        traceNumber: 1,
        eventNumber: 2,
        key: 'time:timestamp',
        value: '2011-13-11T13:42:22.688+02:00',
      },
    });
  });

  it('gives the traces before the fault', async () => {
    const names: (string | undefined)[] = [];
    const reading = async () => {
      for await (const { name } of readXes(inOne(Buffer.from(flawed('<event/>'))))) names.push(name);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'missing-activity' });
    expect(names).toEqual(['case 1']);
  });

  it('is told to be cut off, wherever it was cut', async () => {
    const file = Buffer.from(log(trace(event)));
    const lengths = fc.integer({ min: file.indexOf('<trace>'), max: file.lastIndexOf('>') });
    await fc.assert(
      fc.asyncProperty(lengths, async (length) => {
        expect(await errorOf(file.subarray(0, length))).toMatchObject({
          code: 'truncated',
          place: { line: expect.any(Number) },
        });
      }),
    );
  });

  it('is told to be cut off where its gzip is', async () => {
    const packed = gzipSync(log(trace(event.repeat(200))));
    const lengths = fc.integer({ min: 3, max: packed.length - 1 });
    await fc.assert(
      fc.asyncProperty(lengths, async (length) => {
        const error = await errorOf(packed.subarray(0, length));
        expect(error).toMatchObject({ code: 'truncated', message: expect.stringContaining('gzip') });
      }),
    );
  });

  it('is told to be damaged where its gzip is', async () => {
    const packed = gzipSync(log(trace(event.repeat(200))));
    packed[packed.length - 6] = (packed[packed.length - 6] ?? 0) ^ 1;
    expect(await errorOf(packed)).toMatchObject({ code: 'damaged-gzip' });
  });

  it.each([
    [
      'a value without end',
      log(trace(`<string key="x" value="${'x'.repeat(5000)}"/>`)),
      'textLengthMax',
      'characters inside one tag',
    ],
    ['blanks without end', log(trace(' '.repeat(5000))), 'textLengthMax', 'characters inside one tag'],
    ['a comment without end', `<!--${'x'.repeat(5000)}--><log/>`, 'textLengthMax', 'characters inside one tag'],
    ['a trace without end', log(trace(event.repeat(100))), 'traceLengthMax', 'trace number 1 is longer than 4096'],
    [
      'attributes in attributes',
      log(trace('<string key="x" value="">'.repeat(5000))),
      'nestingMax',
      'more than 64 elements',
    ],
  ])('goes no further than a limit: %s', async (_, file, limit, message) => {
    const limits = { textLengthMax: 4096, traceLengthMax: limit === 'traceLengthMax' ? 4096 : 1_000_000 };
    expect(await errorOf(file, { limits })).toMatchObject({
      code: 'limit-exceeded',
      message: expect.stringContaining(message),
    });
  });

  it('passes on what its source says', async () => {
    const broken = async function* () {
      yield Buffer.from(gzipSync(log('')).subarray(0, 20));
      throw new Error('the disk is gone');
    };
    await expect(Array.fromAsync(readXes(broken()))).rejects.toThrow('the disk is gone');
  });

  it('lets go of its source when nobody reads on', async () => {
    let isReleased = false;
    const source = async function* () {
      try {
        for (;;) yield Buffer.from(`<log>${trace(event)}`);
      } finally {
        isReleased = true;
      }
    };
    for await (const read of readXes(source())) {
      expect(read.name).toBe('case 1');
      break;
    }
    expect(isReleased).toBe(true);
  });
});
