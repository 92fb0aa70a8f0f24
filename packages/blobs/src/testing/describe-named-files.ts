import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NamedFiles } from '../named-files.ts';

/** A place for named files, empty at first. */
export interface NamedFilesPlace {
  /** Another connection to it, as another process has one. */
  readonly open: () => NamedFiles;
  readonly remove: () => Promise<void>;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);
const text = (found: Uint8Array | undefined): string | undefined => found && Buffer.from(found).toString('utf8');

/** The promises of every `NamedFiles`. `make` makes a new empty place for each test. */
export function describeNamedFiles(adapter: string, make: () => Promise<NamedFilesPlace>): void {
  describe(`Named files in ${adapter}`, () => {
    let place: NamedFilesPlace;
    let files: NamedFiles;
    let other: NamedFiles;
    beforeEach(async () => {
      place = await make();
      [files, other] = [place.open(), place.open()];
    });
    afterEach(async () => {
      await Promise.all([files.close(), other.close()]);
      await place.remove();
    });

    it('are not there until they are made, and then for everybody', async () => {
      expect(await files.read('tile/0/000')).toBeUndefined();
      expect(await files.create('tile/0/000', bytes('one'))).toBe(true);
      expect([text(await files.read('tile/0/000')), text(await other.read('tile/0/000'))]).toEqual(['one', 'one']);
      expect(await files.read('tile/0')).toBeUndefined();
      expect(await files.read('tile/0/000/1')).toBeUndefined();
    });

    it('are made once', async () => {
      expect(await files.create('checkpoint', bytes('one'))).toBe(true);
      expect(await other.create('checkpoint', bytes('two'))).toBe(false);
      expect(text(await files.read('checkpoint'))).toBe('one');
    });

    it('that many make at once are made by one of them', async () => {
      const made = await Promise.all(
        Array.from(
          { length: 8 },
          async (_, who) => (await [files, other][who % 2]?.create('a/b', bytes(`${who}`))) && who,
        ),
      );
      const winners = made.filter((who) => who !== false);
      expect(winners).toHaveLength(1);
      expect(text(await files.read('a/b'))).toBe(String(winners[0]));
    });

    it('are replaced as a whole', async () => {
      await files.replace('newest', bytes('1'));
      await other.replace('newest', bytes('12'));
      expect(text(await files.read('newest'))).toBe('12');
      await files.replace('empty', bytes(''));
      expect(text(await files.read('empty'))).toBe('');
    });

    it('are taken away with all below a name, and nothing beside it', async () => {
      for (const name of ['tile/0/000', 'tile/0/000.p/1', 'tile/0/000.p/17', 'tile/0/001.p/1']) {
        await files.create(name, bytes(name));
      }
      await files.removeUnder('tile/0/000.p');
      await files.removeUnder('tile/0/never');
      const left = ['tile/0/000', 'tile/0/000.p/1', 'tile/0/000.p/17', 'tile/0/001.p/1'];
      expect((await Promise.all(left.map((name) => other.read(name)))).map(text)).toEqual([
        'tile/0/000',
        undefined,
        undefined,
        'tile/0/001.p/1',
      ]);
      expect(await files.create('tile/0/000.p/1', bytes('again'))).toBe(true);
    });

    it.each(['', '/a', 'a/', 'a//b', '..', 'a/../b', './a', '.draft', 'A', 'a b', 'a\u0000', 'a\\b', 'a/.b'])(
      'are never called %j',
      async (name) => {
        await expect(async () => await files.read(name)).rejects.toThrow('is no name of a file');
        await expect(async () => await files.create(name, bytes('x'))).rejects.toThrow('is no name of a file');
        await expect(async () => await files.removeUnder(name)).rejects.toThrow('is no name of a file');
      },
    );
  });
}
