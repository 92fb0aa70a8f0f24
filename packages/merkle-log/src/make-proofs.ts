import type { Hash } from './hashing.ts';
import { notProven } from './not-proven.ts';
import type { TileReader } from './tile-reader.ts';
import { splitOf, type TreeNodes, treeNodes } from './tree-nodes.ts';

/** That a leaf stands in a tree. `index` counts from 0; `hashes` go from the leaf to the root. */
export interface InclusionProof {
  readonly index: number;
  readonly size: number;
  readonly hashes: readonly Hash[];
}

/** That a tree is the beginning of a larger one. */
export interface ConsistencyProof {
  readonly size1: number;
  readonly size2: number;
  readonly hashes: readonly Hash[];
}

/** RFC 9162 §2.1.3.1, from tiles: a few for each level of them. Throws `NotProven` where one is missing. */
export async function proveInclusion(index: number, size: number, reader: TileReader): Promise<InclusionProof> {
  requireIndex(index, size);
  return { index, size, hashes: await path(treeNodes(size, reader), index, 0, size) };
}

/** RFC 9162 §2.1.4.1, from tiles. */
export async function proveConsistency(size1: number, size2: number, reader: TileReader): Promise<ConsistencyProof> {
  requireSizes(size1, size2);
  const hashes = size1 === size2 ? [] : await subproof(treeNodes(size2, reader), size1, 0, size2, true);
  return { size1, size2, hashes };
}

/** The root of a tree of that size. */
export async function rootOf(size: number, reader: TileReader): Promise<Hash> {
  return await treeNodes(size, reader).rangeRoot(0, size);
}

/** Throws unless a tree of that size has a leaf there. */
export function requireIndex(index: number, size: number): void {
  requireSize('size', size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    notProven('index', `${index} không nằm trong cây ${size} lá`, `${index} is not in a tree of ${size} leaves`);
  }
}

/** Throws unless 0 < `size1` ≤ `size2`. */
export function requireSizes(size1: number, size2: number): void {
  requireSize('size1', size1);
  requireSize('size2', size2);
  if (size1 === 0) notProven('size1', 'phải lớn hơn 0', 'must be more than 0');
  if (size1 > size2) {
    notProven('size1', `${size1} lớn hơn size2 (${size2})`, `${size1} is more than size2 (${size2})`);
  }
}

function requireSize(field: string, size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) {
    notProven(field, `${size} không phải số lá`, `${size} is no number of leaves`);
  }
}

async function path(nodes: TreeNodes, index: number, from: number, to: number): Promise<readonly Hash[]> {
  if (to - from === 1) return [];
  const middle = from + splitOf(to - from);
  return index < middle
    ? [...(await path(nodes, index, from, middle)), await nodes.rangeRoot(middle, to)]
    : [...(await path(nodes, index, middle, to)), await nodes.rangeRoot(from, middle)];
}

/** SUBPROOF of RFC 9162; `known`: whether the verifier has the root over these leaves already. */
async function subproof(
  nodes: TreeNodes,
  size1: number,
  from: number,
  to: number,
  known: boolean,
): Promise<readonly Hash[]> {
  if (size1 === to) return known ? [] : [await nodes.rangeRoot(from, to)];
  const middle = from + splitOf(to - from);
  return size1 <= middle
    ? [...(await subproof(nodes, size1, from, middle, known)), await nodes.rangeRoot(middle, to)]
    : [...(await subproof(nodes, size1, middle, to, false)), await nodes.rangeRoot(from, middle)];
}
