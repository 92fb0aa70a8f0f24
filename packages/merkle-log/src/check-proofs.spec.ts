import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { naiveConsistency, naiveInclusion, naiveRoot, randomLeaves } from '../test/naive-tree.ts';
import { checkConsistency, checkInclusion } from './check-proofs.ts';
import { emptyRoot, type Hash } from './hashing.ts';
import { NotProven } from './not-proven.ts';

const leaves = randomLeaves(13);
const root = naiveRoot(leaves);
const leafAt = (index: number): Hash => leaves[index] ?? emptyRoot;
const short = Buffer.alloc(31);
const other = Buffer.alloc(32, 7);
const inclusion = { index: 5, size: 13, hashes: naiveInclusion(5, leaves) };
const consistency = { size1: 6, size2: 13, hashes: naiveConsistency(6, leaves) };
const root1 = naiveRoot(leaves.slice(0, 6));
/** With one hash in another's place. */
const swapped = (hashes: readonly Hash[], at: number, hash: Hash): readonly Hash[] => hashes.toSpliced(at, 1, hash);

describe('A proof of inclusion', () => {
  it('holds', () => checkInclusion(inclusion, leafAt(5), root));

  it.each([
    ['index', { index: 6 }, /hashes: do not lead from this leaf to this root/],
    ['index beyond the tree', { index: 13 }, /index: 13 is not in a tree of 13 leaves/],
    ['index that is no number', { index: Number.NaN }, /index: NaN/],
    ['size', { size: 40 }, /hashes: 4 are too few/],
    ['size far beyond', { size: 2 ** 53 }, /size: 9007199254740992 is no number of leaves/],
    ['a hash', { hashes: swapped(inclusion.hashes, 2, other) }, /hashes: do not lead/],
    ['a hash cut off', { hashes: swapped(inclusion.hashes, 2, short) }, /hashes\[2\]: has 31 bytes, a hash has 32/],
    ['one hash too few', { hashes: inclusion.hashes.slice(1) }, /hashes: 3 are too few/],
    ['one hash too many', { hashes: [...inclusion.hashes, other] }, /hashes: 5 are given, 4 are needed/],
    ['hashes in another order', { hashes: inclusion.hashes.toReversed() }, /hashes: do not lead/],
  ])('does not hold with another %s', (_, change, why) => {
    expect(() => checkInclusion({ ...inclusion, ...change }, leafAt(5), root)).toThrow(why);
  });

  it('does not hold for another leaf or root', () => {
    expect(() => checkInclusion(inclusion, leafAt(4), root)).toThrow(/hashes: do not lead/);
    expect(() => checkInclusion(inclusion, short, root)).toThrow(/leaf: has 31 bytes/);
    expect(() => checkInclusion(inclusion, leafAt(5), other)).toThrow(/hashes: do not lead/);
    expect(() => checkInclusion(inclusion, leafAt(5), short)).toThrow(/root: has 31 bytes/);
  });

  it('speaks both languages', () => {
    const refused = (): unknown => {
      try {
        return checkInclusion({ ...inclusion, index: 13 }, leafAt(5), root);
      } catch (error) {
        return error;
      }
    };
    expect(refused()).toMatchObject({ field: 'index', words: { vi: '13 không nằm trong cây 13 lá' } });
  });
});

describe('A proof of consistency', () => {
  it('holds', () => checkConsistency(consistency, root1, root));

  it.each([
    ['size1', { size1: 7 }, /root1|root2|hashes/],
    ['size1 of nothing', { size1: 0 }, /size1: must be more than 0/],
    ['size1 beyond size2', { size1: 14 }, /size1: 14 is more than size2 \(13\)/],
    ['size1 as large as size2', { size1: 13 }, /hashes: \d are given, 0 are needed/],
    ['size2', { size2: 17 }, /root|hashes/],
    ['size2 that is no number', { size2: 1.5 }, /size2: 1.5 is no number of leaves/],
    ['a hash', { hashes: swapped(consistency.hashes, 1, other) }, /root[12]: is not what the proof leads to/],
    ['a hash cut off', { hashes: swapped(consistency.hashes, 0, short) }, /hashes\[0\]: has 31 bytes/],
    ['one hash too few', { hashes: consistency.hashes.slice(0, -1) }, /hashes: \d are too few/],
    ['one hash too many', { hashes: [...consistency.hashes, other] }, /hashes: \d are given, \d are needed/],
    ['no hash at all', { hashes: [] }, /hashes: there are none/],
  ])('does not hold with another %s', (_, change, why) => {
    expect(() => checkConsistency({ ...consistency, ...change }, root1, root)).toThrow(why);
  });

  it('does not hold for other roots', () => {
    expect(() => checkConsistency(consistency, other, root)).toThrow(/root1: is not what the proof leads to/);
    expect(() => checkConsistency(consistency, root1, other)).toThrow(/root2: is not what the proof leads to/);
    expect(() => checkConsistency({ size1: 6, size2: 6, hashes: [] }, root1, other)).toThrow(/root2: is another root/);
    checkConsistency({ size1: 6, size2: 6, hashes: [] }, root1, root1);
  });

  it('of a beginning that is a power of two takes its root from the verifier', () => {
    for (const size1 of [1, 2, 4, 8]) {
      const proof = { size1, size2: 13, hashes: naiveConsistency(size1, leaves) };
      checkConsistency(proof, naiveRoot(leaves.slice(0, size1)), root);
      expect(() => checkConsistency(proof, other, root)).toThrow(NotProven);
    }
  });
});

describe('Any bit of a proof', () => {
  it('counts', () => {
    const bits = { place: fc.nat({ max: 255 }), bit: fc.nat({ max: 7 }) };
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), fc.record(bits), (size, one, two, at) => {
        const all = randomLeaves(size);
        const index = one % size;
        const hashes = naiveInclusion(index, all);
        const flipped = flip(hashes, two % hashes.length, at);
        const [leaf, whole] = [all[index] ?? emptyRoot, naiveRoot(all)];
        checkInclusion({ index, size, hashes }, leaf, whole);
        expect(() => checkInclusion({ index, size, hashes: flipped }, leaf, whole)).toThrow(NotProven);
      }),
    );
  });
});

function flip(hashes: readonly Hash[], index: number, at: { readonly place: number; readonly bit: number }) {
  const hash = Buffer.from(hashes[index] ?? emptyRoot);
  const place = at.place % hash.length;
  hash[place] = (hash[place] ?? 0) ^ (1 << at.bit);
  return swapped(hashes, index, hash);
}
