import { type EncodedAppend, type Receipt, StoreUnavailable } from '@hoso/event-sourcing';
import { type Address, isPassing, mayHaveHappened, openConnection, unavailable } from '@hoso/postgres';
import type pg from 'pg';
import type { AppendWriter } from './append-writer.ts';

/** What shares one call at most: appends, and UTF-16 units in their bodies. */
const batchAppendsMax = 512;
const batchUnitsMax = 8 * 1024 * 1024;
/** A server that is gone is asked again after these pauses; then those who wait are told. */
const retryPausesMs = [20, 100, 400, 1_500];

interface Waiting {
  readonly append: EncodedAppend;
  readonly units: number;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Collects the appends that wait and writes them in one call, so that all share one lock and one flush. Each still
 * succeeds or is refused on its own. Where a connection breaks, nobody knows whether the batch was written: it is sent
 * again, and its command ids tell what was. Where that does not help either, it rejects with `StoreUnavailable`
 * 'unknown'.
 */
export class GroupCommit {
  readonly #address: Address;
  readonly #write: AppendWriter;
  #client: pg.Client | undefined;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #closed = false;

  constructor(address: Address, write: AppendWriter) {
    this.#address = address;
    this.#write = write;
  }

  run(append: EncodedAppend): Promise<Receipt> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('closed'));
    return new Promise((resolve, reject) => {
      const units = append.writes.reduce(
        (sum, { events }) => sum + events.reduce((s, { body }) => s + body.length, 0),
        0,
      );
      this.#waiting.push({ append, units, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Writes what waits and takes no more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
    await this.#client?.end();
    this.#client = undefined;
  }

  async #writeAll(): Promise<void> {
    // Every request that has already arrived joins the batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        const outcomes = await this.#tryToWrite(batch.map(({ append }) => append));
        for (const [index, { resolve, reject }] of batch.entries()) {
          const outcome = outcomes[index];
          if (outcome && 'receipt' in outcome) resolve(outcome.receipt);
          else reject(outcome?.refusal);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = undefined;
  }

  #nextBatch(): readonly Waiting[] {
    let units = 0;
    const end = this.#waiting.findIndex((waiting, index) => {
      units += index === 0 ? 0 : waiting.units;
      return index === batchAppendsMax || units > batchUnitsMax;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }

  async #tryToWrite(batch: readonly EncodedAppend[]): ReturnType<AppendWriter> {
    let mayBeWritten = false;
    for (let tries = 0; ; tries += 1) {
      let isSent = false;
      try {
        this.#client ??= await openConnection(this.#address);
        isSent = true;
        return await this.#write(this.#client, batch);
      } catch (error) {
        mayBeWritten ||= isSent && mayHaveHappened(error);
        const pauseMs = retryPausesMs[tries];
        if (!isPassing(error) || pauseMs === undefined) {
          throw mayBeWritten ? new StoreUnavailable('unknown', { cause: error }) : unavailable(error);
        }
        // What is still on its way on this connection waits for the same lock, or finds its command ids known.
        this.#client?.end().catch(() => {});
        this.#client = undefined;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }
}
