import { type AppendBatches, appendBatches, type EncodedAppend, StoreUnavailable } from '@hoso/event-sourcing';
import { type Address, isPassing, mayHaveHappened, openConnection, retryPausesMs, unavailable } from '@hoso/postgres';
import type pg from 'pg';
import type { AppendWriter } from './append-writer.ts';
import { headAnnouncer } from './head-announcer.ts';

/** Appends, and why the last of them could not be written. */
export type GroupCommit = AppendBatches & { readonly unwritable: () => Promise<StoreUnavailable | undefined> };

/** How long a disk counts as full after the last append that it refused: there is no other way to try. */
const fullForMs = 30_000;
/** What shares one call at most: appends, and UTF-16 units in their bodies. */
const appendsMax = 512;
const unitsMax = 8 * 1024 * 1024;
/** One that the server writes, and one that follows it on the same connection: neither side waits for the other. */
const underWayMax = 2;

/**
 * Appends that wait share one call, one lock and one flush. Where a connection breaks, nobody knows whether the batch
 * was written: it is sent again, and its command ids tell what was. Where that does not help either, its appends
 * reject with `StoreUnavailable` 'unknown'. `channel`: where readers hear that the log has moved.
 */
export function groupCommit(address: Address, channel: string, write: AppendWriter): GroupCommit {
  let connection: Promise<pg.Client> | undefined;
  let full: { readonly refusal: StoreUnavailable; readonly atMs: number } | undefined;
  const announcer = headAnnouncer(async (head) => {
    const query = { name: 'announce', text: 'select pg_notify($1, $2)', values: [channel, String(head)] };
    return (await connection)?.query(query);
  });

  async function tryToWrite(batch: readonly EncodedAppend[]): ReturnType<AppendWriter> {
    let mayBeWritten = false;
    for (let tries = 0; ; tries += 1) {
      let used: Promise<pg.Client> | undefined;
      let isSent = false;
      try {
        used = connection ??= openConnection(address, { isPipelined: true });
        const client = await used;
        isSent = true;
        const outcomes = await write(client, batch);
        full = undefined;
        announcer.announce(Math.max(...outcomes.map((one) => ('receipt' in one ? one.receipt.position : 0))));
        return outcomes;
      } catch (error) {
        mayBeWritten ||= isSent && mayHaveHappened(error);
        const pauseMs = retryPausesMs[tries];
        if (!isPassing(error) || pauseMs === undefined) {
          throw mayBeWritten ? unknownOutcome(address, error) : noted(unavailable(error, address.setting));
        }
        // What is still on its way on this connection waits for the same lock, or finds its command ids known.
        if (used === connection) connection = undefined;
        ended(used);
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  function noted(refusal: unknown): unknown {
    if (refusal instanceof StoreUnavailable && refusal.reason === 'full') full = { refusal, atMs: performance.now() };
    return refusal;
  }

  const batches = appendBatches({ appendsMax, unitsMax, underWayMax, write: tryToWrite });
  return {
    run: batches.run,
    unwritable: async () => (full && performance.now() - full.atMs < fullForMs ? full.refusal : undefined),
    async close() {
      await batches.close();
      await announcer.close();
      await ended(connection);
      connection = undefined;
    },
  };
}

/** Never rejects: whoever had asked something on it is told there. */
async function ended(connection: Promise<pg.Client> | undefined): Promise<void> {
  try {
    await (await connection)?.end();
  } catch {
    // It was never open, or is gone already.
  }
}

function unknownOutcome({ setting }: Address, cause: unknown): StoreUnavailable {
  return new StoreUnavailable('unknown', { what: `the server of ${setting}`, cause });
}
