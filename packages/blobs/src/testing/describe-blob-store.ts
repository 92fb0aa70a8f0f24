import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BlobStore } from '../blob-store.ts';

/** A place for blobs, empty at first. */
export interface BlobStorePlace {
  /** Another connection to it, as another process has one. */
  readonly open: () => BlobStore;
  /** All names that anything lies under. */
  readonly names: () => Promise<readonly string[]>;
  /** Puts other bytes under a name. */
  readonly damage: (sha256: string, bytes: Uint8Array) => Promise<void>;
  readonly remove: () => Promise<void>;
}

const pieceBytes = 64 * 1_024;

/** The promises of every `BlobStore`. `make` makes a new empty place for each test. */
export function describeBlobStore(adapter: string, make: () => Promise<BlobStorePlace>): void {
  describe(`A blob in ${adapter}`, () => {
    let place: BlobStorePlace;
    let store: BlobStore;
    beforeEach(async () => {
      place = await make();
      store = place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.remove();
    });

    it.each([0, 1, 300_000])(
      'of %d bytes lies under their hash and is read back whole, again and again',
      async (bytes) => {
        const content = made(bytes);
        const stored = await store.store(pieces(content), bytes);
        expect(stored).toEqual({ sha256: hashOf(content), bytes });
        const other = place.open();
        const blob = await other.open(stored.sha256);
        for (let time = 0; time < 2; time++) expect((await read(blob)).equals(content)).toBe(true);
        await other.close();
      },
    );

    it('that comes twice, one after the other or at once, is one', async () => {
      const content = made(200_000);
      const uploads = Array.from({ length: 6 }, () => store.store(pieces(content), 200_000));
      const sha256 = hashOf(content);
      expect(await Promise.all(uploads)).toEqual(uploads.map(() => ({ sha256, bytes: 200_000 })));
      await store.store(pieces(content), 200_000);
      expect(await place.names()).toEqual([sha256]);
      expect((await read(await store.open(sha256))).equals(content)).toBe(true);
    });

    it('that was damaged is whole again once the same content comes again', async () => {
      const content = made(200_000);
      const { sha256 } = await store.store(pieces(content), 200_000);
      await place.damage(sha256, content.subarray(1));
      const again = Array.from({ length: 3 }, () => store.store(pieces(content), 200_000));
      expect(await Promise.all(again)).toEqual(again.map(() => ({ sha256, bytes: 200_000 })));
      expect((await read(await store.open(sha256))).equals(content)).toBe(true);
      expect(await place.names()).toEqual([sha256]);
    });

    it('is told among all that there are, by its address', async () => {
      expect(await Array.fromAsync(store.addresses())).toEqual([]);
      const stored = await Promise.all([0, 10, 20].map((bytes) => store.store(pieces(made(bytes)), 20)));
      await expect(store.store(cutOff(made(200_000), 150_000), 200_000)).rejects.toThrow('the line was cut');
      const addresses = await Array.fromAsync(place.open().addresses());
      expect(addresses.sort()).toEqual(stored.map(({ sha256 }) => sha256).sort());
    });

    it('that is too large is refused and leaves nothing', async () => {
      const tooLarge = store.store(pieces(made(200_000)), 199_999);
      await expect(tooLarge).rejects.toMatchObject({ name: 'BlobTooLarge', bytesMax: 199_999, statusCode: 413 });
      expect(await place.names()).toEqual([]);
    });

    it('that is cut off leaves nothing, and its name is free', async () => {
      const content = made(200_000);
      await expect(store.store(cutOff(content, 150_000), 200_000)).rejects.toThrow('the line was cut');
      expect([await place.names(), await store.open(hashOf(content))]).toEqual([[], undefined]);
      await store.store(pieces(content), 200_000);
      expect(await place.names()).toEqual([hashOf(content)]);
    });

    it('is not to be seen before it is whole', async () => {
      const content = made(200_000);
      const { promise, resolve: goOn } = Promise.withResolvers<void>();
      const { promise: halfway, resolve: reached } = Promise.withResolvers<void>();
      const upload = store.store(
        (async function* () {
          yield content.subarray(0, 100_000);
          reached();
          await promise;
          yield content.subarray(100_000);
        })(),
        200_000,
      );
      await halfway;
      expect(await store.open(hashOf(content))).toBeUndefined();
      goOn();
      await upload;
      expect((await read(await store.open(hashOf(content)))).equals(content)).toBe(true);
    });

    it.each([
      ['a byte', (content: Buffer) => content.fill(content.readUInt8(9) ^ 1, 9, 10)],
      ['its end', (content: Buffer) => content.subarray(0, -1)],
      ['everything', () => Buffer.alloc(0)],
      ['its length', (content: Buffer) => Buffer.concat([content, content])],
    ])('that is damaged in %s is told, and never answered whole', async (_, damaged) => {
      const content = made(300_000);
      const { sha256 } = await store.store(pieces(content), 300_000);
      await place.damage(sha256, damaged(Buffer.from(content)));
      const seen: Uint8Array[] = [];
      const reading = async () => {
        for await (const piece of (await store.open(sha256)) ?? []) seen.push(piece);
      };
      await expect(reading()).rejects.toMatchObject({ name: 'BlobDamaged', sha256 });
      expect(Buffer.concat(seen).equals(content)).toBe(false);
    });

    it.each(['', '..', '../keys', 'a'.repeat(64), 'A'.repeat(64), `${'a'.repeat(64)}/`])(
      'is not found under %j',
      async (name) => expect(await store.open(name)).toBeUndefined(),
    );

    it('of any size takes a bounded room in memory', async () => {
      const bytes = 512 * 1_024 * 1_024;
      const before = process.memoryUsage().rss;
      let most = before;
      const watched = async function* () {
        const piece = made(pieceBytes);
        for (let at = 0; at < bytes; at += piece.length) {
          most = Math.max(most, process.memoryUsage().rss);
          yield piece;
        }
      };
      const { sha256 } = await store.store(watched(), bytes);
      let seen = 0;
      for await (const piece of (await store.open(sha256)) ?? []) {
        most = Math.max(most, process.memoryUsage().rss);
        seen += piece.byteLength;
      }
      expect(seen).toBe(bytes);
      expect(most - before).toBeLessThan(bytes / 2);
    }, 120_000);
  });
}

/** Bytes that no two places have alike, always the same. */
function made(bytes: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, at) =>
    createHash('sha256').update(`${at}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes);
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

async function* pieces(content: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < content.length; at += pieceBytes) yield content.subarray(at, at + pieceBytes);
}

async function* cutOff(content: Uint8Array, after: number): AsyncIterable<Uint8Array> {
  yield* pieces(content.subarray(0, after));
  throw new Error('the line was cut');
}

async function read(blob: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(blob ?? []));
}
