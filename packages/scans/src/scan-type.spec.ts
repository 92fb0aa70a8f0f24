import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gathered, inPieces, jpeg, pdf, png, tiff, tiffBigEndian, zip } from '../test/files.ts';
import type { ScanFault } from './scan-refused.ts';
import { sniffed } from './scan-type.ts';

async function typeOf(bytes: Uint8Array, size = 1_000_000, declared?: string) {
  const content = sniffed(inPieces(bytes, size), declared);
  expect((await gathered(content)).equals(Buffer.from(bytes))).toBe(true);
  return content.type();
}

const kinds: readonly (readonly [string, Buffer])[] = [
  ['application/pdf', pdf],
  ['image/jpeg', jpeg],
  ['image/png', png],
  ['image/tiff', tiff],
  ['image/tiff', tiffBigEndian],
];
const page = Buffer.from('<html><script>alert(1)</script>');

const refused: readonly (readonly [what: string, bytes: Uint8Array, fault: ScanFault, said?: string])[] = [
  ['nothing at all', Buffer.alloc(0), 'empty'],
  ['three bytes', pdf.subarray(0, 3), 'unknown-type'],
  ['text', Buffer.from('Giấy đề nghị đăng ký hộ kinh doanh'), 'unknown-type'],
  ['a page for browsers', page, 'unknown-type'],
  ['an archive', zip, 'unknown-type'],
  ['a program', Buffer.from('MZ this program cannot be run in DOS mode'), 'unknown-type'],
  ['a PDF that something stands before', Buffer.concat([Buffer.from('\n'), pdf]), 'unknown-type'],
  ['a PNG that is said to be a PDF', png, 'other-type', 'application/pdf'],
  ['a PDF that is said to be a page', pdf, 'other-type', 'text/html'],
  ['a PDF without its end', pdf.subarray(0, -8), 'not-whole'],
  ['a PDF with something after its end', Buffer.concat([pdf, Buffer.from('more')]), 'more-after-its-end'],
  ['a PDF that is an archive, too', Buffer.concat([pdf, zip]), 'another-file-within'],
  [
    'a PDF that a browser takes for a page',
    Buffer.concat([pdf.subarray(0, 9), page, pdf.subarray(9)]),
    'another-file-within',
  ],
  ['a PNG that is cut off', png.subarray(0, -1), 'not-whole'],
  ['a PNG without its first chunk', Buffer.concat([png.subarray(0, 8), png.subarray(33)]), 'not-whole'],
  ['a PNG with something after its end', Buffer.concat([png, Buffer.from('x')]), 'more-after-its-end'],
  ['a PNG with a PDF after its end', Buffer.concat([png, pdf]), 'more-after-its-end'],
  ['a JPEG that is cut off', jpeg.subarray(0, -1), 'not-whole'],
  ['a JPEG that breaks off in a segment', jpeg.subarray(0, 5), 'unknown-type'],
  ['a JPEG with a film after its end', Buffer.concat([jpeg, Buffer.from('....ftypmp42')]), 'more-after-its-end'],
  ['a JPEG with noise instead of segments', Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 2, 1, 2, 3]), 'not-whole'],
  ['a TIFF whose directory lies beyond its end', Buffer.from([0x49, 0x49, 0x2a, 0, 99, 0, 0, 0]), 'not-whole'],
  ['a TIFF that is an archive, too', Buffer.concat([tiff, zip]), 'another-file-within'],
  ['a TIFF that is a PDF, too', Buffer.concat([tiff, pdf]), 'another-file-within'],
];

describe('A scan', () => {
  it.each(kinds)('is known as %s by its bytes, however they come', async (type, bytes) => {
    for (const size of [1, 3, 7, 1_000_000]) expect(await typeOf(bytes, size)).toBe(type);
    for (const said of [type, `${type.toUpperCase()}; name=x`, 'application/octet-stream', '']) {
      expect(await typeOf(bytes, 5, said)).toBe(type);
    }
  });

  it.each(refused.map(([what, bytes, fault, said]) => ({ what, bytes, fault, said })))(
    'is not $what',
    async ({ bytes, fault, said }) => {
      for (const size of [1, 6, 1_000_000]) {
        await expect(typeOf(bytes, size, said)).rejects.toMatchObject({ name: 'ScanRefused', fault });
      }
    },
  );

  it('is refused as soon as it is known to be none', async () => {
    let given = 0;
    const endless = async function* (): AsyncIterable<Uint8Array> {
      for (;;) {
        given += 1;
        yield Buffer.alloc(1_000, 'x');
      }
    };
    await expect(gathered(sniffed(endless()))).rejects.toMatchObject({ fault: 'unknown-type' });
    expect(given).toBe(1);
  });

  it('is whole or refused wherever it is cut, and never anything else', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        fc.nat(),
        fc.integer({ min: 1, max: 40 }),
        async ([, bytes], cut, size) => {
          const part = bytes.subarray(0, cut % bytes.length);
          // A PDF may lack its last line break, and a TIFF what its directory does not reach.
          const told = await typeOf(part, size).catch(({ name }: Error) => name);
          const mayBeWhole =
            bytes === pdf ? cut % bytes.length === bytes.length - 1 : bytes.subarray(0, 4).equals(part.subarray(0, 4));
          expect(told === 'ScanRefused' || mayBeWhole).toBe(true);
        },
      ),
    ));
});
