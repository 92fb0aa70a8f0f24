import { describe, expect, it } from '@jest/globals';
import { NotProven } from '@hoso/merkle-log';
import fc from 'fast-check';
import { filesInZip, zipOf } from './zip.ts';

const name = fc.stringMatching(/^[a-z0-9]{1,8}(\/[a-z0-9]{1,8}){0,2}$/);
const files = fc.dictionary(name, fc.uint8Array({ maxLength: 400 })).map((all) => new Map(Object.entries(all)));
const one = (path: string, bytes = Buffer.from('x')) => Buffer.from(zipOf(new Map([[path, bytes]])));

/** The same archive with another name of the same length in it, in both places or in the first. */
function renamed(from: string, to: string, both = true): Buffer {
  const text = one(from).toString('latin1');
  return Buffer.from(both ? text.replaceAll(from, to) : text.replace(from, to), 'latin1');
}

describe('An archive', () => {
  it('gives back what was put into it, the same each time', () =>
    fc.assert(
      fc.property(files, (all) => {
        const read = filesInZip(zipOf(all));
        expect([...read.keys()]).toEqual([...all.keys()].sort());
        for (const [path, bytes] of all) expect(Buffer.from(read.get(path) ?? []).equals(bytes)).toBe(true);
        expect(Buffer.from(zipOf(all)).equals(zipOf(new Map([...all].reverse())))).toBe(true);
      }),
    ));

  it.each([
    ['aaaaaaaaaaa', '../../passw'],
    ['aaaaaaaaaaa', '/etc/passwd'],
    ['aaaaaaaaaaa', 'a/../b/../c'],
    ['aaaaaaaaaaa', 'C:/passwd.x'],
    ['aaaaaaaaaaa', 'a\\..\\..\\bbb'],
    ['aaaaaaaaaaa', 'pages/.hide'],
    ['aaaaaaaaaaa', 'pages//aa.b'],
    ['aaaaaaaaaaa', 'pages/aaaa/'],
    ['aaaaaaaaaaa', 'pages/a\u0000.ht'],
    ['aaaaaaaaaaa', 'pages/./a.h'],
  ])('whose name %s became %s is refused', (from, to) =>
    expect(() => filesInZip(renamed(from, to))).toThrow(/leads out of its folder/),
  );

  it('with a file twice, also in other letters, is refused', () => {
    const both = Buffer.from(
      zipOf(
        new Map([
          ['page-a', Buffer.from('1')],
          ['page-b', Buffer.from('2')],
        ]),
      ),
    );
    const again = (to: string) => Buffer.from(both.toString('latin1').replaceAll('page-b', to), 'latin1');
    expect(() => filesInZip(again('page-a'))).toThrow('page-a: is in the archive twice');
    expect(() => filesInZip(again('PAGE-A'))).toThrow('PAGE-A: is in the archive twice');
  });

  it('that says one name in its directory and another beside the file is refused', () =>
    expect(() => filesInZip(renamed('page-a', 'page-b', false))).toThrow('page-a: has two names in the archive'));

  it('with a link in place of a file is refused', () => {
    const zip = one('page-a');
    const directory = zip.readUInt32LE(zip.length - 6);
    zip.writeUInt32LE(0o120777 * 0x10000, directory + 38);
    expect(() => filesInZip(zip)).toThrow('page-a: is no plain file');
  });

  it('that unpacks to more than it says is refused', () => {
    const zip = one('page-a', Buffer.alloc(1_000_000));
    zip.writeUInt32LE(10, zip.readUInt32LE(zip.length - 6) + 24);
    expect(() => filesInZip(zip)).toThrow('page-a: is damaged in the archive');
  });

  it('that is cut off, or has something before or behind, is refused', () => {
    const zip = one('page-a');
    expect(() => filesInZip(zip.subarray(0, -1))).toThrow(NotProven);
    expect(() => filesInZip(Buffer.concat([zip, Buffer.from('x')]))).toThrow(NotProven);
    expect(() => filesInZip(Buffer.concat([Buffer.from('x'), zip]))).toThrow(NotProven);
    expect(() => filesInZip(new Uint8Array())).toThrow('zip: is no zip file');
  });

  it('in which any byte was changed is read as it was, or refused, and nothing else', () =>
    fc.assert(
      fc.property(files, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, at, change) => {
        const zip = Buffer.from(zipOf(all));
        const place = at % zip.length;
        zip[place] = (zip[place] ?? 0) ^ change;
        try {
          for (const [path, bytes] of filesInZip(zip)) {
            expect(Buffer.from(all.get(path) ?? []).equals(bytes)).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(NotProven);
        }
      }),
    ));
});
