import { type Bus, type EventStore, relay } from '@hoso/event-sourcing';
import { log } from '@hoso/telemetry';
import { openEventStore } from './adapters.ts';
import { wordsOf } from './passes.ts';
import { runProcess } from './process.ts';
import { listenSettings, logSettings, processSettings } from './process-settings.ts';

/** Events handed on to the bus at once. */
export const relayBatchMax = 500;

const settings = listenSettings.extend(logSettings.shape).extend({ BUS_URL: processSettings.shape.BUS_URL });

/** Carries the log to the bus as a process of its own. Several at once are harmless (ARCHITECTURE decision 13). */
export function runRelay(): Promise<void> {
  return runProcess({
    name: 'relay',
    settings,
    open: async ({ BUS_URL, EVENT_STORE_URL, LOG }, later, telemetry) => {
      const store = await openEventStore({ url: EVENT_STORE_URL, log: LOG }, Date.now);
      later(() => store.close());
      const { natsBus } = await import('@hoso/messaging/nats');
      let trouble: string | undefined;
      const noted = (error: unknown): void => {
        if (trouble !== wordsOf(error)) log.error(`relay: ${wordsOf(error)}`);
        trouble = wordsOf(error);
      };
      const bus = await natsBus({
        url: BUS_URL,
        service: 'relay',
        log: store.log.id,
        declares: async () => 1,
        onTrouble: noted,
      });
      later(async () => void (await bus.close()));
      const relaying = relay({ store, bus: telemetry.bus(bus), batchMax: relayBatchMax, onFailure: noted });
      later(() => relaying.close());
      later(telemetry.relay({ head: () => store.head(), published: () => bus.published() }));
      return {
        notReady: async () => {
          const behind = await whyBehind(store, bus, trouble);
          return [...new Set([behind, bus.trouble])].filter((reason) => reason !== undefined);
        },
      };
    },
  });
}

/** Why events are not carried now: what cannot be reached, or what went wrong last while the bus lacks some. */
async function whyBehind(
  store: Pick<EventStore, 'head'>,
  bus: Pick<Bus, 'published'>,
  trouble: string | undefined,
): Promise<string | undefined> {
  try {
    const head = await store.head();
    return trouble !== undefined && (await bus.published()) < head ? trouble : undefined;
  } catch (error) {
    return wordsOf(error);
  }
}
