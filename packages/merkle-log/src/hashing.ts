import { hash } from 'node:crypto';
import { notProven } from './not-proven.ts';

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;

/** Bytes of a hash. */
export const hashBytes = 32;

// Node answers a short text three times faster than a new buffer, and it is all that a hash needs.
const spelling = 'latin1';

/** RFC 9162 §2.1.1: the root of a tree without leaves. */
export const emptyRoot: Hash = sha256(Buffer.alloc(0));

export function sha256(bytes: Uint8Array): Hash {
  return Buffer.from(hash('sha256', bytes, spelling), spelling);
}

/** The hash, written into memory that is there. */
export function sha256Into(bytes: Uint8Array, target: Buffer, at: number): void {
  target.write(hash('sha256', bytes, spelling), at, spelling);
}

// Hashing does not wait for anything, so that one place for what is hashed serves all.
const pair = Buffer.alloc(1 + 2 * hashBytes, 1);
let leaf = Buffer.alloc(1 + hashBytes);

/** RFC 9162 §2.1.1: SHA-256(0x00 ‖ data). */
export function leafHash(data: Uint8Array): Hash {
  if (leaf.length !== data.length + 1) leaf = Buffer.alloc(data.length + 1);
  leaf.set(data, 1);
  return sha256(leaf);
}

const hashedLeaf = Buffer.alloc(1 + hashBytes);

/** The leaf of the 32 bytes of data that stand at `from`, written into memory that is there. */
export function leafHashInto(data: Buffer, from: number, target: Buffer, at: number): void {
  data.copy(hashedLeaf, 1, from, from + hashBytes);
  sha256Into(hashedLeaf, target, at);
}

/** RFC 9162 §2.1.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  pair.set(left, 1);
  pair.set(right, 1 + hashBytes);
  return sha256(pair);
}

/** The node over the two hashes that stand at `at` of a row, written into it at `to`. */
export function foldPair(row: Buffer, at: number, to: number): void {
  row.copy(pair, 1, at, at + 2 * hashBytes);
  sha256Into(pair, row, to);
}

export function isSameHash(one: Hash, other: Hash): boolean {
  return Buffer.compare(one, other) === 0;
}

/** Base64 as everything here is written in it. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Reads the one spelling of base64 that these bytes have. */
export function fromBase64(text: string, field: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') === text) return bytes;
  return notProven(field, 'không phải base64 chuẩn', 'is not base64 in its standard spelling');
}

/** Reads a hash in base64. */
export function hashFrom(text: string, field: string): Hash {
  return requireHash(fromBase64(text, field), field);
}

/** Throws unless these are the bytes of a hash. */
export function requireHash(bytes: Uint8Array, field: string): Hash {
  if (bytes.length === hashBytes) return bytes;
  return notProven(
    field,
    `có ${bytes.length} byte, mã băm có ${hashBytes}`,
    `has ${bytes.length} bytes, a hash has ${hashBytes}`,
  );
}
