import { createHash } from 'node:crypto';
import { BlobDamaged, BlobTooLarge, type StoredBlob } from './blob-store.ts';

/** Content on its way in. `stored` is known once it has been read to its end. */
export interface Measured extends AsyncIterable<Uint8Array> {
  stored(): StoredBlob;
}

/** Hashes and counts what passes; ends it with `BlobTooLarge`. */
export function measured(content: AsyncIterable<Uint8Array>, bytesMax: number): Measured {
  const digest = createHash('sha256');
  let bytes = 0;
  return {
    async *[Symbol.asyncIterator]() {
      for await (const piece of content) {
        bytes += piece.byteLength;
        if (bytes > bytesMax) throw new BlobTooLarge(bytesMax);
        digest.update(piece);
        yield piece;
      }
    },
    stored: () => ({ sha256: digest.digest('hex'), bytes }),
  };
}

/** A blob's content on its way out. The last piece is held back until the hash is known to be right. */
export async function* checked(content: AsyncIterable<Uint8Array>, sha256: string): AsyncIterable<Uint8Array> {
  const digest = createHash('sha256');
  let last: Uint8Array | undefined;
  for await (const piece of content) {
    digest.update(piece);
    if (last) yield last;
    last = piece;
  }
  if (digest.digest('hex') !== sha256) throw new BlobDamaged(sha256);
  if (last) yield last;
}

/** Whether a blob's content is that of its address. */
export async function isWhole(content: AsyncIterable<Uint8Array>, sha256: string): Promise<boolean> {
  const digest = createHash('sha256');
  for await (const piece of content) digest.update(piece);
  return digest.digest('hex') === sha256;
}
