import { createHash } from 'node:crypto';
import { growingTree } from '../src/growing-tree.ts';
import type { Hash } from '../src/hashing.ts';
import { tilePath } from '../src/tile-paths.ts';
import { tilesOf } from '../src/tile-reader.ts';

// RFC 9162 §2.1 word for word, over all leaves each time: what the tree of tiles is compared with.

/** MTH. */
export function naiveRoot(leaves: readonly Hash[]): Hash {
  const [first] = leaves;
  if (first === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return first;
  const middle = largestPowerBelow(leaves.length);
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(naiveRoot(leaves.slice(0, middle)))
    .update(naiveRoot(leaves.slice(middle)))
    .digest();
}

/** PATH. */
export function naiveInclusion(index: number, leaves: readonly Hash[]): readonly Hash[] {
  if (leaves.length === 1) return [];
  const middle = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)];
  return index < middle
    ? [...naiveInclusion(index, left), naiveRoot(right)]
    : [...naiveInclusion(index - middle, right), naiveRoot(left)];
}

/** PROOF. */
export function naiveConsistency(size1: number, leaves: readonly Hash[]): readonly Hash[] {
  return subproof(size1, leaves, true);
}

function subproof(size1: number, leaves: readonly Hash[], known: boolean): readonly Hash[] {
  if (size1 === leaves.length) return known ? [] : [naiveRoot(leaves)];
  const middle = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)];
  return size1 <= middle
    ? [...subproof(size1, left, known), naiveRoot(right)]
    : [...subproof(size1 - middle, right, false), naiveRoot(left)];
}

function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** So many leaves, the same ones each time. */
export function randomLeaves(count: number): readonly Hash[] {
  return Array.from({ length: count }, (_, place) => createHash('sha256').update(`leaf ${place}`).digest());
}

/** A tree with its tiles in memory, by their paths. */
export function treeOf(leaves: readonly Hash[]) {
  const tiles = new Map<string, Uint8Array>();
  const tree = growingTree((tile) => tiles.set(tilePath(tile), tile.bytes));
  for (const leaf of leaves) tree.append(leaf);
  for (const tile of tree.partialTiles()) tiles.set(tilePath(tile), tile.bytes);
  const reader = tilesOf(leaves.length, async (tile) => tiles.get(tilePath(tile)));
  return { tiles, root: tree.root(), reader };
}
