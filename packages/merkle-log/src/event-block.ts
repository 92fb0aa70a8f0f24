import { entryBytes, lengthBytes } from './entry-bundle.ts';
import { eventDigestInto, type SealedEvent } from './event-digest.ts';
import { hashBytes, leafHashInto } from './hashing.ts';
import { tileWidth } from './tile-paths.ts';

/**
 * The events of one bundle, from the first that fits in to the last: their entries and leaves, side by side and in two
 * pieces of memory, whatever is put into it and taken out of it.
 */
export interface EventBlock {
  /** How many entries are in it. */
  readonly width: number;
  add(event: SealedEvent): void;
  /** Another event's place, of which nothing is known. */
  skip(): void;
  /** The bundle of entries, as far as it is filled; the block's own memory. */
  entries(): Buffer;
  /** The leaves that were not taken before; the block's own memory. */
  takeLeaves(): Buffer;
  /** All leaves. */
  leaves(): Buffer;
  clear(): void;
}

/** An empty block, or one that begins with entries whose leaves have been taken. */
export function eventBlock(begun: Uint8Array = Buffer.alloc(0)): EventBlock {
  const entries = Buffer.alloc(tileWidth * entryBytes);
  const leaves = Buffer.alloc(tileWidth * hashBytes);
  for (let place = 0; place < tileWidth; place++) entries.writeUInt16BE(hashBytes, place * entryBytes);
  entries.set(begun);
  let width = begun.length / entryBytes;
  let taken = width;
  return {
    get width() {
      return width;
    },
    add: (event) => {
      const at = width * entryBytes + lengthBytes;
      eventDigestInto(event, entries, at);
      leafHashInto(entries, at, leaves, width * hashBytes);
      width += 1;
    },
    skip: () => {
      width += 1;
    },
    entries: () => entries.subarray(0, width * entryBytes),
    leaves: () => leaves.subarray(0, width * hashBytes),
    takeLeaves: () => {
      const some = leaves.subarray(taken * hashBytes, width * hashBytes);
      taken = width;
      return some;
    },
    clear: () => {
      width = 0;
      taken = 0;
    },
  };
}
