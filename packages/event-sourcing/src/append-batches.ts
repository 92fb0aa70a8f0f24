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
  /** How many batches may be under way: a further one can be made and sent while one is written. 1 where left out. */
  readonly underWayMax?: number;
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

/** Fewer appends wait rather than cost a call and a flush of their own while another batch is under way. */
const worthTheirOwn = 32;

/** Batches are sent in the order in which their appends came; each append succeeds or is refused on its own. */
export function appendBatches({ appendsMax, unitsMax, write, underWayMax = 1 }: AppendBatchesOptions): AppendBatches {
  let waiting: Waiting[] = [];
  let gathering: Promise<void> | undefined;
  const underWay = new Set<Promise<void>>();
  let isClosed = false;

  /** Every request that has already arrived, or that a receipt sets off, joins in. */
  async function gather(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    gathering = undefined;
    while (waiting.length > 0 && underWay.size < underWayMax) {
      if (underWay.size > 0 && waiting.length < worthTheirOwn) return;
      const written = writeBatch(nextBatch()).finally(() => {
        underWay.delete(written);
        if (waiting.length > 0) gathering ??= gather();
      });
      underWay.add(written);
    }
  }

  async function writeBatch(batch: readonly Waiting[]): Promise<void> {
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

  /** As much as fits, or an even share where several batches are worth it. */
  function nextBatch(): readonly Waiting[] {
    const share = Math.max(worthTheirOwn, Math.ceil(waiting.length / (underWayMax - underWay.size)));
    const most = Math.min(share, appendsMax);
    let units = 0;
    const end = waiting.findIndex((next, index) => {
      units += next.units;
      return index > 0 && (index === most || units > unitsMax);
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
        if (underWay.size < underWayMax) gathering ??= gather();
      });
    },
    async close() {
      isClosed = true;
      while (gathering || underWay.size > 0) await Promise.all([gathering, ...underWay]);
    },
  };
}

function unitsIn({ writes }: EncodedAppend): number {
  let units = 0;
  for (const { events } of writes) for (const { body } of events) units += body.length;
  return units;
}
