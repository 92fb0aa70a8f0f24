import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { naiveConsistency, naiveInclusion, naiveRoot, randomLeaves, treeOf } from '../test/naive-tree.ts';
import { checkConsistency, checkInclusion } from './check-proofs.ts';
import { growingTree, growingTreeFrom } from './growing-tree.ts';
import { emptyRoot, type Hash, leafHash } from './hashing.ts';
import { proveConsistency, proveInclusion, rootOf } from './make-proofs.ts';
import { tilePath } from './tile-paths.ts';

const hex = (hash: Hash): string => Buffer.from(hash).toString('hex');
const inputs = [
  '',
  ...['00', '10', '2021', '3031', '40414243', '5051525354555657'],
  '606162636465666768696a6b6c6d6e6f',
].map((text) => Buffer.from(text, 'hex'));
const roots = ['6e340b9c', 'fac54203', 'aeb6bcfe', 'd37ee418', '4e3bbb1f', '76e67dad', 'ddb89be4', '5dc9da79'];

/** Sizes on both sides of those that fill a tile. */
const sizes = fc.oneof(
  fc.integer({ min: 1, max: 40 }),
  fc.integer({ min: 250, max: 1_100 }),
  fc.constantFrom(255, 256, 257, 511, 512),
);

describe('A tree', () => {
  it('has the published roots', () => {
    const tree = growingTree(() => undefined);
    expect(hex(tree.root())).toBe(createHash('sha256').digest('hex'));
    const grown = inputs.map((input) => {
      tree.append(leafHash(input));
      return hex(tree.root()).slice(0, 8);
    });
    expect(grown).toEqual(roots);
    expect(hex(emptyRoot)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('has the root that the definition says, at every size, also when read from its tiles', async () => {
    const leaves = randomLeaves(600);
    const { reader } = treeOf(leaves);
    const tree = growingTree(() => undefined);
    for (const [place, leaf] of leaves.entries()) {
      tree.append(leaf);
      if (place % 37 !== 0 && place > 20) continue;
      const wanted = hex(naiveRoot(leaves.slice(0, place + 1)));
      expect(hex(tree.root())).toBe(wanted);
      expect(hex(await rootOf(place + 1, reader))).toBe(wanted);
    }
  });

  it('goes on from its tiles as if it had never stopped', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1, max: 700 }), (size, more) => goesOn(size, more)),
      { numRuns: 30 },
    );
  });

  it.each([65_535, 65_536, 65_537])('goes on from %i leaves, where the third level of tiles begins', (size) =>
    goesOn(size, 3),
  );
});

async function goesOn(size: number, more: number): Promise<void> {
  const leaves = randomLeaves(size + more);
  const whole = treeOf(leaves);
  const { tiles, reader } = treeOf(leaves.slice(0, size));
  const tree = await growingTreeFrom(size, reader, (tile) => tiles.set(tilePath(tile), tile.bytes));
  for (const leaf of leaves.slice(size)) tree.append(leaf);
  for (const tile of tree.partialTiles()) tiles.set(tilePath(tile), tile.bytes);
  expect(hex(tree.root())).toBe(hex(whole.root));
  const differing = [...whole.tiles].filter(([path, bytes]) =>
    Buffer.compare(bytes, tiles.get(path) ?? bytes.subarray(1)),
  );
  expect(differing.map(([path]) => path)).toEqual([]);
}

describe('Proofs made from tiles', () => {
  it('are those of the definition, and hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 700 }), fc.nat(), fc.nat(), async (size, one, other) => {
        const leaves = randomLeaves(size);
        const { reader, root } = treeOf(leaves);
        const index = one % size;
        const inclusion = await proveInclusion(index, size, reader);
        expect(inclusion.hashes.map(hex)).toEqual(naiveInclusion(index, leaves).map(hex));
        checkInclusion(inclusion, leaves[index] ?? emptyRoot, root);
        const size1 = (other % size) + 1;
        const consistency = await proveConsistency(size1, size, reader);
        expect(consistency.hashes.map(hex)).toEqual(naiveConsistency(size1, leaves).map(hex));
        checkConsistency(consistency, naiveRoot(leaves.slice(0, size1)), root);
      }),
      { numRuns: 40 },
    );
  });

  it('hold for a smaller tree than the tiles are of', async () => {
    const leaves = randomLeaves(66_000);
    const { reader } = treeOf(leaves);
    for (const [index, size] of [
      [0, 65_536],
      [65_535, 65_537],
      [300, 513],
      [65_999, 66_000],
    ] as const) {
      const root = await rootOf(size, reader);
      checkInclusion(await proveInclusion(index, size, reader), leaves[index] ?? emptyRoot, root);
      checkConsistency(await proveConsistency(index + 1, size, reader), await rootOf(index + 1, reader), root);
    }
  });

  it.each([
    [7, 7, /index: 7 is not in a tree of 7 leaves/],
    [-1, 7, /index: -1 is not in a tree/],
    [0.5, 7, /index: 0.5 is not in a tree/],
    [0, 0, /index: 0 is not in a tree of 0 leaves/],
    [0, Number.NaN, /size: NaN is no number of leaves/],
  ])('are not made of leaf %p of %p', async (index, size, why) => {
    await expect(proveInclusion(index, size, treeOf(randomLeaves(7)).reader)).rejects.toThrow(why);
  });

  it.each([
    [0, 3, /size1: must be more than 0/],
    [4, 3, /size1: 4 is more than size2 \(3\)/],
    [1, 2 ** 53, /size2/],
  ])('are not made from size %p to %p', async (size1, size2, why) => {
    await expect(proveConsistency(size1, size2, treeOf(randomLeaves(7)).reader)).rejects.toThrow(why);
  });

  it('name the tile that is missing, or cut off', async () => {
    const { reader, tiles } = treeOf(randomLeaves(300));
    tiles.set('tile/0/000', Buffer.alloc(31));
    await expect(proveInclusion(1, 300, reader)).rejects.toThrow(/tile\/0\/000: has 31 bytes instead of 8192/);
    tiles.delete('tile/0/000');
    await expect(proveInclusion(1, 300, reader)).rejects.toThrow(/tile\/0\/000: this tile is missing/);
  });
});
