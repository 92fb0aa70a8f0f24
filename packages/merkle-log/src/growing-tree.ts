import { emptyRoot, type Hash, hashBytes, nodeHash } from './hashing.ts';
import { perfectRoot } from './perfect-root.ts';
import { levelWidth, type TileName, tileWidth, widthIn } from './tile-paths.ts';
import { readTile, type TileReader } from './tile-reader.ts';

/** A tile with its hashes. */
export interface Tile extends TileName {
  readonly level: number;
  readonly bytes: Uint8Array;
}

/** The tile on its level's right edge, as far as it is filled. */
interface EdgeTile {
  readonly hashes: Buffer;
  width: number;
  index: number;
}

/**
 * A tree that leaves are added to, in memory the tiles on its right edge alone: 8 kB for each power of 256. Who adds
 * gets every tile that is filled by it, once; it never changes again.
 */
export interface GrowingTree {
  readonly size: number;
  append(leaf: Hash): void;
  /** Leaves one after the other in one piece of memory. */
  appendAll(leaves: Uint8Array): void;
  root(): Hash;
  /** The tiles on the right edge that are not full. */
  partialTiles(): readonly Tile[];
}

/** `onFull` is given a tile's bytes for itself. */
export function growingTree(onFull: (tile: Tile) => void): GrowingTree {
  return new EdgeTree([], 0, onFull);
}

/** The tree of that size, whose tiles lie somewhere. */
export async function growingTreeFrom(
  size: number,
  reader: TileReader,
  onFull: (tile: Tile) => void,
): Promise<GrowingTree> {
  const edge: EdgeTile[] = [];
  for (let level = 0; levelWidth(size, level) > 0; level++) {
    const index = Math.floor(levelWidth(size, level) / tileWidth);
    const tile = edgeTile(index);
    const width = widthIn(size, { level, index });
    if (width > 0) tile.hashes.set(await readTile(reader, { level, index, width }));
    tile.width = width;
    edge.push(tile);
  }
  return new EdgeTree(edge, size, onFull);
}

class EdgeTree implements GrowingTree {
  readonly #edge: EdgeTile[];
  readonly #onFull: (tile: Tile) => void;
  #size: number;

  constructor(edge: EdgeTile[], size: number, onFull: (tile: Tile) => void) {
    this.#edge = edge;
    this.#size = size;
    this.#onFull = onFull;
  }

  get size(): number {
    return this.#size;
  }

  append(leaf: Hash): void {
    this.appendAll(leaf);
  }

  appendAll(leaves: Uint8Array): void {
    this.#size += leaves.length / hashBytes;
    this.#add(leaves, 0);
  }

  root(): Hash {
    let root: Hash | undefined;
    // From right to left, and so from the smallest perfect tree to the largest.
    for (const { hashes, width } of this.#edge) {
      for (let count = 1, end = width; end > 0; count *= 2) {
        if (Math.floor(width / count) % 2 === 0) continue;
        end -= count;
        const left = perfectRoot(hashes, end, count);
        root = root === undefined ? left : nodeHash(left, root);
      }
    }
    return root ?? emptyRoot;
  }

  partialTiles(): readonly Tile[] {
    return this.#edge.flatMap(({ hashes, width, index }, level) =>
      width === 0 ? [] : [{ level, index, width, bytes: Buffer.from(hashes.subarray(0, width * hashBytes)) }],
    );
  }

  #add(hashes: Uint8Array, level: number): void {
    const tile = this.#edge[level] ?? edgeTile(0);
    if (level === this.#edge.length) this.#edge.push(tile);
    for (let at = 0; at < hashes.length; ) {
      const some = hashes.subarray(at, at + (tileWidth - tile.width) * hashBytes);
      tile.hashes.set(some, tile.width * hashBytes);
      tile.width += some.length / hashBytes;
      at += some.length;
      if (tile.width === tileWidth) this.#close(tile, level);
    }
  }

  #close(tile: EdgeTile, level: number): void {
    this.#onFull({ level, index: tile.index, width: tileWidth, bytes: Buffer.from(tile.hashes) });
    tile.width = 0;
    tile.index += 1;
    this.#add(perfectRoot(tile.hashes, 0, tileWidth), level + 1);
  }
}

function edgeTile(index: number): EdgeTile {
  return { hashes: Buffer.alloc(tileWidth * hashBytes), width: 0, index };
}
