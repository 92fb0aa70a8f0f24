import { pause, StoreUnavailable } from '@hoso/event-sourcing';
import { apartBy, clocksApartMaxMs, clocksApartMs, type ReadinessParts } from './readiness.ts';

/** This process's clock and the store's, looked at again and again. */
export interface AgreeingClocks {
  /** Does what needs them; rejects with `StoreUnavailable` while they are too far apart. */
  agreed<Answer>(work: () => Promise<Answer>): Promise<Answer>;
  close(): Promise<void>;
}

/** This process must not judge what is late, expired or yet to come. It passes once somebody has set the clock. */
export class ClocksApart extends Error {
  override readonly name = 'ClocksApart';
  readonly code = 'apart';
}

const lookEveryMsDefault = 5_000;

/**
 * Rejects with `ClocksApart` where they are more than five seconds apart, so that a process does not begin.
 *
 * Decision: a process whose clock is wrong answers nothing. / Because it would refuse good tokens as expired and give
 * events a time that is not, while its replicas could answer; `recordedAt` alone is the store's. / Instead of only
 * saying that it is not ready: on the bus nobody asks.
 */
export async function agreeingClocks(
  parts: Pick<ReadinessParts, 'storeNow' | 'clock'>,
  lookEveryMs = lookEveryMsDefault,
): Promise<AgreeingClocks> {
  let apartMs = await clocksApartMs(parts);
  if (Math.abs(apartMs) > clocksApartMaxMs) throw new ClocksApart(apartBy(apartMs));
  const closing = new AbortController();
  const look = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await pause(lookEveryMs, closing.signal);
      // A store that does not answer says nothing of clocks.
      if (!closing.signal.aborted) apartMs = await clocksApartMs(parts).catch(() => apartMs);
    }
  };
  const looking = look();
  return {
    agreed: async (work) => {
      if (Math.abs(apartMs) > clocksApartMaxMs) throw new StoreUnavailable('apart', { what: apartBy(apartMs) });
      return await work();
    },
    close: async () => {
      closing.abort();
      await looking;
    },
  };
}
