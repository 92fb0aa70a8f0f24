import { type Ticker, ticker } from '@hoso/event-sourcing';
import { log } from '@hoso/telemetry';
import type { FollowServicesOptions } from './follow-options.ts';

/** Policies of time, which look at the clock once they have begun. */
export interface RunningTickers {
  begin(): void;
  /** Sends what is due now. Answers how many commands were carried out. */
  tick(): Promise<number>;
  close(): Promise<void>;
}

const tellEveryMs = 10_000;

/** Those of these services. What keeps one from its work is told, once for each reason. */
export function runningTickers({ services, views, clock, telemetry, send }: FollowServicesOptions): RunningTickers {
  const tickers: ReadonlyMap<string, Ticker> = new Map(
    services
      .flatMap(({ times = [] }) => times)
      .map((policy) => [policy.name, ticker({ policy, views, clock, send: telemetry.policy(policy.name, send) })]),
  );
  let telling: NodeJS.Timeout | undefined;
  const told = new Map<string, string>();
  const tell = (): void => {
    for (const [name, { trouble }] of tickers) {
      if (trouble !== undefined && told.get(name) !== trouble) log.error(`${name}: ${trouble}`);
      if (trouble !== undefined) told.set(name, trouble);
    }
  };
  return {
    begin: () => {
      for (const one of tickers.values()) one.begin();
      telling ??= tickers.size > 0 ? setInterval(tell, tellEveryMs).unref() : undefined;
    },
    tick: async () => {
      let carriedOut = 0;
      for (const one of tickers.values()) carriedOut += await one.tick();
      return carriedOut;
    },
    close: async () => {
      clearInterval(telling);
      await Promise.all([...tickers.values()].map((one) => one.close()));
    },
  };
}
