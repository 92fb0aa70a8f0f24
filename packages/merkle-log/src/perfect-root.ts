import { foldPair, type Hash, hashBytes } from './hashing.ts';

/** The hash at a place of a tile. */
export function hashAt(tile: Uint8Array, index: number): Hash {
  return tile.subarray(index * hashBytes, (index + 1) * hashBytes);
}

/** The root over a power of two of neighbouring hashes of a tile. */
export function perfectRoot(tile: Uint8Array, from: number, count: number): Hash {
  // A tile on the edge goes on being filled.
  if (count === 1) return Buffer.from(hashAt(tile, from));
  const row = Buffer.from(tile.subarray(from * hashBytes, (from + count) * hashBytes));
  for (let width = count; width > 1; width /= 2) {
    for (let at = 0; at < width; at += 2) foldPair(row, at * hashBytes, (at / 2) * hashBytes);
  }
  return Buffer.from(row.subarray(0, hashBytes));
}
