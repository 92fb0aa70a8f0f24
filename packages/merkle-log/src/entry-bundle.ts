import { hashBytes } from './hashing.ts';
import { notProven } from './not-proven.ts';

/** Bytes of the length before an entry. */
export const lengthBytes = 2;
/** Bytes of an entry with its length before it: ours are hashes, all of one length. */
export const entryBytes = lengthBytes + hashBytes;

/** A bundle of entries: each a big-endian 16-bit length, then the entry (C2SP tlog-tiles). */
export function formatEntries(entries: readonly Uint8Array[]): Uint8Array {
  const bundle = Buffer.alloc(entries.length * entryBytes);
  for (const [place, entry] of entries.entries()) {
    bundle.writeUInt16BE(hashBytes, place * entryBytes);
    bundle.set(entry, place * entryBytes + lengthBytes);
  }
  return bundle;
}

/** The entries of a bundle. Throws `NotProven` where it is not one of ours. */
export function parseEntries(bundle: Uint8Array, count: number, field: string): readonly Uint8Array[] {
  const wanted = count * entryBytes;
  if (bundle.length !== wanted) {
    notProven(field, `có ${bundle.length} byte, cần ${wanted}`, `has ${bundle.length} bytes instead of ${wanted}`);
  }
  return Array.from({ length: count }, (_, place) => {
    const at = place * entryBytes;
    if (bundle[at] !== 0 || bundle[at + 1] !== hashBytes) {
      notProven(field, `mục ${place} có độ dài sai`, `entry ${place} has a wrong length`);
    }
    return bundle.subarray(at + lengthBytes, at + entryBytes);
  });
}
