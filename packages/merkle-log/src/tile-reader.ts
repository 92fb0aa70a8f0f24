import { hashBytes } from './hashing.ts';
import { notProven } from './not-proven.ts';
import { type TileName, tilePath, widthIn } from './tile-paths.ts';

/**
 * Where tiles lie. MUST answer that tile's hashes, and MAY answer more of them than its width has: those that came
 * later. `undefined` where there is none.
 */
export type TileReader = (tile: TileName) => Promise<Uint8Array | undefined>;

/** Reads the tiles of a tree as it lies somewhere: of a size, with no other partial tiles than that size has. */
export function tilesOf(size: number, read: TileReader): TileReader {
  return (tile) => read({ ...tile, width: widthIn(size, tile) });
}

/** The hashes of a tile, as many as its width says. Throws `NotProven` naming the tile. */
export async function readTile(read: TileReader, tile: TileName & { readonly level: number }): Promise<Uint8Array> {
  const bytes = await read(tile);
  const path = tilePath(tile);
  if (!bytes) return notProven(path, 'không có ô này', 'this tile is missing');
  const wanted = tile.width * hashBytes;
  if (bytes.length >= wanted && bytes.length % hashBytes === 0) return bytes.subarray(0, wanted);
  return notProven(path, `có ${bytes.length} byte, cần ${wanted}`, `has ${bytes.length} bytes instead of ${wanted}`);
}
