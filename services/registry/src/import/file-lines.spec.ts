import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FileBroken, lineCharsMax, linesOf } from './file-lines.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = (bytes: Uint8Array, size = 7) => Array.fromAsync(linesOf(inPieces(bytes, size)));
const textsOf = async (bytes: Uint8Array, size?: number) => (await read(bytes, size)).map(({ text }) => text);

describe('The lines of a file', () => {
  it('are the same however the file comes, plain or gzip', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll('\n', ' '))),
        fc.integer({ min: 1, max: 9 }),
        async (lines, size) => {
          const wanted = lines.filter((line) => line.trim() !== '');
          const bytes = Buffer.from(lines.join('\n'));
          expect(await textsOf(bytes, size)).toEqual(wanted);
          expect(await textsOf(gzipSync(bytes), size)).toEqual(wanted);
        },
      ),
      { numRuns: 50 },
    ));
  it('keep their numbers, blank ones counted', async () =>
    expect(await read(Buffer.from('\na\n\nb'))).toEqual([
      { number: 2, text: 'a' },
      { number: 4, text: 'b' },
    ]));
  it('are told all, where blank ones are wanted too', async () => {
    const all = async (text: string) => {
      const lines = await Array.fromAsync(linesOf(inPieces(Buffer.from(text), 3), { blanks: true }));
      return lines.map((line) => line.text);
    };
    expect(await all('\na\n \r\nb\n')).toEqual(['', 'a', ' \r', 'b']);
    expect(await all('a\n ')).toEqual(['a', ' ']);
    expect(await all('')).toEqual([]);
  });
  it('leave a byte order mark out', async () => expect(await textsOf(Buffer.from('\ufeff{}\n'), 1)).toEqual(['{}']));
  it('are told without their text where they are too long, and the next is read', async () => {
    const bytes = Buffer.from(`${'x'.repeat(lineCharsMax + 10)}\nb\n${'x'.repeat(lineCharsMax + 10)}`);
    expect(await textsOf(bytes, 60_000)).toEqual([undefined, 'b', undefined]);
  });

  const whole = gzipSync(Buffer.from('one\ntwo\n'));
  const damaged = Uint8Array.from(whole, (byte, at) => (at === 14 ? byte ^ 0xff : byte));
  it.each([
    ['gzip that is cut off', whole.subarray(0, -6), 'not whole as gzip'],
    ['gzip that is damaged', damaged, 'not whole as gzip'],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0xff, 0xfe, 0x0a]), 'UTF-8'],
    ['a letter that is cut off', Buffer.from('Đ').subarray(0, 1), 'UTF-8'],
  ])('are not read from %s', async (_, bytes, says) => {
    const error = await read(bytes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FileBroken);
    expect(String(error)).toContain(says);
  });
  it('pass on what the file itself throws', async () => {
    const file = async function* () {
      yield whole.subarray(0, 12);
      throw new Error('the disk is gone');
    };
    await expect(Array.fromAsync(linesOf(file()))).rejects.toThrow('the disk is gone');
  });
});
