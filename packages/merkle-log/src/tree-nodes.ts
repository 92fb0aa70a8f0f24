import { emptyRoot, type Hash, nodeHash } from './hashing.ts';
import { perfectRoot } from './perfect-root.ts';
import { type TileName, tileHeight, tilePath, tileWidth, widthIn } from './tile-paths.ts';
import { readTile, type TileReader } from './tile-reader.ts';

/** The hashes of a tree of a fixed size, each tile read once. */
export interface TreeNodes {
  readonly size: number;
  /** The root over the leaves `from` to `to`, without `to`: MTH(D[from:to]) of RFC 9162. */
  rangeRoot(from: number, to: number): Promise<Hash>;
}

export function treeNodes(size: number, reader: TileReader): TreeNodes {
  const tiles = new Map<string, Promise<Uint8Array>>();
  const tileAt = (tile: TileName & { readonly level: number }): Promise<Uint8Array> => {
    const path = tilePath(tile);
    const known = tiles.get(path) ?? readTile(reader, tile);
    tiles.set(path, known);
    return known;
  };
  const perfect = async (from: number, count: number): Promise<Hash> => {
    const height = Math.round(Math.log2(count));
    const level = Math.floor(height / tileHeight);
    const width = 2 ** (height % tileHeight);
    const at = from / tileWidth ** level;
    const index = Math.floor(at / tileWidth);
    const tile = await tileAt({ level, index, width: widthIn(size, { level, index }) });
    return perfectRoot(tile, at % tileWidth, width);
  };
  const rangeRoot = async (from: number, to: number): Promise<Hash> => {
    const count = to - from;
    if (count === 0) return emptyRoot;
    const left = splitOf(count);
    if (left * 2 === count || count === 1) return await perfect(from, count);
    return nodeHash(await perfect(from, left), await rangeRoot(from + left, to));
  };
  return { size, rangeRoot };
}

/** The largest power of two below `count`; 1 of 1. */
export function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}
