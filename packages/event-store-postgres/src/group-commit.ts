import { type AppendBatches, appendBatches, type EncodedAppend, StoreUnavailable } from '@hoso/event-sourcing';
import { type Address, isPassing, mayHaveHappened, openConnection, retryPausesMs, unavailable } from '@hoso/postgres';
import type pg from 'pg';
import type { AppendWriter } from './append-writer.ts';

/** What shares one call at most: appends, and UTF-16 units in their bodies. */
const appendsMax = 512;
const unitsMax = 8 * 1024 * 1024;

/**
 * Appends that wait share one call, one lock and one flush. Where a connection breaks, nobody knows whether the batch
 * was written: it is sent again, and its command ids tell what was. Where that does not help either, its appends
 * reject with `StoreUnavailable` 'unknown'.
 */
export function groupCommit(address: Address, write: AppendWriter): AppendBatches {
  let client: pg.Client | undefined;

  async function tryToWrite(batch: readonly EncodedAppend[]): ReturnType<AppendWriter> {
    let mayBeWritten = false;
    for (let tries = 0; ; tries += 1) {
      let isSent = false;
      try {
        client ??= await openConnection(address);
        isSent = true;
        return await write(client, batch);
      } catch (error) {
        mayBeWritten ||= isSent && mayHaveHappened(error);
        const pauseMs = retryPausesMs[tries];
        if (!isPassing(error) || pauseMs === undefined) {
          throw mayBeWritten ? new StoreUnavailable('unknown', { cause: error }) : unavailable(error);
        }
        // What is still on its way on this connection waits for the same lock, or finds its command ids known.
        client?.end().catch(() => {});
        client = undefined;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  const batches = appendBatches({ appendsMax, unitsMax, write: tryToWrite });
  return {
    run: batches.run,
    async close() {
      await batches.close();
      await client?.end().catch(() => {});
      client = undefined;
    },
  };
}
