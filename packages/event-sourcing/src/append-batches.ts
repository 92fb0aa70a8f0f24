import type { EncodedAppend } from './encode-append.ts';
import { type Receipt, StoreUnavailable } from './event-store.ts';

/** What came of one append of a batch: its receipt, or the error that it is refused with. */
export type AppendOutcome = { readonly receipt: Receipt } | { readonly refusal: Error };

export interface AppendBatchesOptions {
  /** What one batch holds at most: appends, and UTF-16 units in their bodies; one append is always let in. */
  readonly appendsMax: number;
  readonly unitsMax: number;
  /** Writes a batch and answers for each of its appends, in order. Rejects where nothing can be said of any of them. */
  readonly write: (batch: readonly EncodedAppend[]) => Promise<readonly AppendOutcome[]>;
}

/** For adapters of stores: collects the appends that wait, so that they share one call and one flush. */
export interface AppendBatches {
  run(append: EncodedAppend): Promise<Receipt>;
  /** Resolves when what waits is written. Later appends are refused. */
  close(): Promise<void>;
}

interface Waiting {
  readonly append: EncodedAppend;
  readonly units: number;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (reason: unknown) => void;
}

/** One batch after the other; each append succeeds or is refused on its own. */
export function appendBatches({ appendsMax, unitsMax, write }: AppendBatchesOptions): AppendBatches {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  let isClosed = false;

  async function writeAll(): Promise<void> {
    // Every request that has already arrived joins the batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = nextBatch();
      try {
        const outcomes = await write(batch.map(({ append }) => append));
        for (const [index, { resolve, reject }] of batch.entries()) {
          const outcome = outcomes[index];
          if (outcome && 'receipt' in outcome) resolve(outcome.receipt);
          else reject(outcome?.refusal);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = undefined;
  }

  function nextBatch(): readonly Waiting[] {
    let units = 0;
    const end = waiting.findIndex((next, index) => {
      units += next.units;
      return index > 0 && (index === appendsMax || units > unitsMax);
    });
    const batch = end === -1 ? waiting : waiting.slice(0, end);
    waiting = end === -1 ? [] : waiting.slice(end);
    return batch;
  }

  return {
    run(append) {
      if (isClosed) return Promise.reject(new StoreUnavailable('closed'));
      return new Promise((resolve, reject) => {
        waiting.push({ append, units: unitsIn(append), resolve, reject });
        writing ??= writeAll();
      });
    },
    async close() {
      isClosed = true;
      await writing;
    },
  };
}

function unitsIn({ writes }: EncodedAppend): number {
  let units = 0;
  for (const { events } of writes) for (const { body } of events) units += body.length;
  return units;
}
