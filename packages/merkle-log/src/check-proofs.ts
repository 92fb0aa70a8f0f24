import { type Hash, isSameHash, nodeHash, requireHash } from './hashing.ts';
import { type ConsistencyProof, type InclusionProof, requireIndex, requireSizes } from './make-proofs.ts';
import { notProven } from './not-proven.ts';

/** RFC 9162 §2.1.3.2. Throws `NotProven` unless the leaf stands there in the tree of that root. */
export function checkInclusion(proof: InclusionProof, leaf: Hash, root: Hash): void {
  requireHash(root, 'root');
  if (!isSameHash(rootByInclusion(proof, leaf), root)) {
    notProven('hashes', 'không dẫn từ lá tới gốc này', 'do not lead from this leaf to this root');
  }
}

/** The root that a proof leads to from a leaf. */
export function rootByInclusion({ index, size, hashes }: InclusionProof, leaf: Hash): Hash {
  requireIndex(index, size);
  requireHash(leaf, 'leaf');
  let [at, last] = [index, size - 1];
  let root = leaf;
  for (const [place, hash] of hashes.entries()) {
    requireHash(hash, `hashes[${place}]`);
    if (last === 0) wrongCount('hashes', hashes.length, place);
    if (isOdd(at) || at === last) {
      root = nodeHash(hash, root);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      root = nodeHash(root, hash);
    }
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) notProven('hashes', `${hashes.length} mã băm là thiếu`, `${hashes.length} are too few`);
  return root;
}

/** RFC 9162 §2.1.4.2. Throws `NotProven` unless the tree of the first root is the beginning of the second one's. */
export function checkConsistency({ size1, size2, hashes }: ConsistencyProof, root1: Hash, root2: Hash): void {
  requireSizes(size1, size2);
  requireHash(root1, 'root1');
  requireHash(root2, 'root2');
  for (const [place, hash] of hashes.entries()) requireHash(hash, `hashes[${place}]`);
  if (size1 === size2) {
    if (hashes.length > 0) wrongCount('hashes', hashes.length, 0);
    if (!isSameHash(root1, root2)) {
      notProven('root2', `cùng ${size1} lá mà khác gốc`, `is another root of a tree of the same ${size1} leaves`);
    }
    return;
  }
  const all = isPowerOfTwo(size1) ? [root1, ...hashes] : hashes;
  const [first = notProven('hashes', 'không có mã băm nào', 'there are none'), ...rest] = all;
  let [at, last] = [size1 - 1, size2 - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let [one, two] = [first, first];
  for (const [place, hash] of rest.entries()) {
    if (last === 0) wrongCount('hashes', hashes.length, hashes.length - rest.length + place);
    if (isOdd(at) || at === last) {
      [one, two] = [nodeHash(hash, one), nodeHash(hash, two)];
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      two = nodeHash(two, hash);
    }
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) notProven('hashes', `${hashes.length} mã băm là thiếu`, `${hashes.length} are too few`);
  if (!isSameHash(one, root1)) notProven('root1', 'không khớp bằng chứng', 'is not what the proof leads to');
  if (!isSameHash(two, root2)) notProven('root2', 'không khớp bằng chứng', 'is not what the proof leads to');
}

function wrongCount(field: string, given: number, needed: number): never {
  return notProven(field, `có ${given}, cần ${needed}`, `${given} are given, ${needed} are needed`);
}

// Sizes go beyond 2³¹, where JavaScript's bit operators end.
const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);
const isPowerOfTwo = (value: number): boolean => Number.isInteger(Math.log2(value)) && 2 ** Math.log2(value) === value;
