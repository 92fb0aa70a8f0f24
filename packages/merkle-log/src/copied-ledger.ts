import type { Trust } from './check-evidence.ts';
import type { Hash } from './hashing.ts';
import type { NotProven } from './not-proven.ts';
import type { TileReader } from './tile-reader.ts';

/** A ledger with its events as somebody was given a copy of it. Nothing of it is ever in memory as a whole. */
export interface CopiedLedger {
  /** Lines of exported events, in order. */
  readonly events: AsyncIterable<string>;
  /** The tile of exactly that width. */
  readonly tiles: TileReader;
  /** All kept checkpoints, the oldest first. */
  readonly checkpoints: AsyncIterable<string>;
  /** The newest one, which says how much is sealed. */
  readonly newest: string;
}

/** A checkpoint that somebody kept, and what he calls it. */
export interface SeenCheckpoint {
  readonly name: string;
  readonly text: string;
}

export interface CheckLedgerOptions extends Trust {
  /** Checkpoints that whoever looks has kept himself, or was given by somebody else. */
  readonly seen?: readonly SeenCheckpoint[];
  /** Told of everything that does not hold, as it is found. */
  readonly onFault: (fault: NotProven) => void;
  /** Told now and then how many events of how many are done. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** What was looked at. It holds if there was no fault. */
export interface CheckedLedger {
  readonly origin: string;
  readonly size: number;
  /** As the events give it. */
  readonly root: Hash;
  readonly events: number;
  readonly tiles: number;
  readonly checkpoints: number;
  readonly faults: number;
  /** Who has cosigned the newest checkpoint. */
  readonly cosignedBy: readonly string[];
}
