import { type Actor, refuse } from '@hoso/contracts';
import { type Bus, type EventStore, pause, VersionConflict } from '@hoso/event-sourcing';
import { type ClockSetting, clockSettingOf, lastInstantOf, recordClock } from './clock-record.ts';

/** The clock of a simulated log that many processes work on. Milliseconds since 1970. */
export interface SharedClock {
  now(): number;
  /** Reads how the log says that it was set last: whatever was acknowledged before is known afterwards. */
  refresh(): Promise<void>;
  /** Sets it, for every process. It is acknowledged once it is in the log. */
  moveTo(epochMs: number, by: Actor): Promise<void>;
  close(): Promise<void>;
}

export interface SharedClockOptions {
  readonly store: Pick<EventStore, 'log' | 'readStream' | 'readAll' | 'head' | 'waitPast' | 'append'>;
  /** The machine's, which those of the other machines and the store's keep close to. */
  readonly machineClock: () => number;
  readonly newId: () => string;
}

const waitMs = 1_000;
const retryMs = 1_000;

/**
 * Decision: the clock is a fact in its log, and shows what that says plus the time that has gone by since. / Because
 * every replica of every service then shows the same, also one that starts later, as closely as machines' clocks agree
 * on a live log. / Instead of one process's own clock, asked by the others. A log that does not say yet that its clock
 * runs stands at its last instant.
 */
export async function sharedClock({ store, machineClock, newId }: SharedClockOptions): Promise<SharedClock> {
  let setting: ClockSetting | undefined;
  let standsAt = 0;
  const refresh = async (): Promise<void> => {
    const told = await clockSettingOf(store, setting);
    if (told && told.version > (setting?.version ?? 0)) setting = told;
    if (!setting) standsAt = Math.max(standsAt, (await lastInstantOf(store)) ?? 0);
  };
  await refresh();
  const now = (): number => (setting ? setting.to + Math.max(0, machineClock() - setting.since) : standsAt);
  const closing = new AbortController();
  const kept = keepFresh(store, refresh, closing.signal);
  return {
    now,
    refresh,
    moveTo: async (to, by) => {
      const version = setting?.version ?? 0;
      try {
        await recordClock(store, { to, by, version, now: now(), since: machineClock(), id: newId() });
      } catch (error) {
        if (error instanceof VersionConflict) refuse('ClockWaits');
        throw error;
      }
      await refresh();
    },
    close: async () => {
      closing.abort();
      await kept;
    },
  };
}

/** For whoever looks at the clock without having been sent a message: rules that wait for a date. */
async function keepFresh(
  store: Pick<EventStore, 'head' | 'waitPast'>,
  refresh: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let position = 0;
  while (!signal.aborted) {
    try {
      position = await store.waitPast(position, waitMs);
      await refresh();
    } catch {
      // The store is away, which whoever writes to it says.
      await pause(retryMs, signal);
    }
  }
}

/** The same bus for whoever answers or follows by this clock: each message finds it as it was set before. */
export function keepingTime(bus: Bus, { refresh }: Pick<SharedClock, 'refresh'>): Bus {
  return {
    request: (subject, message, timeoutMs) => bus.request(subject, message, timeoutMs),
    reply: (subject, queue, handler) =>
      bus.reply(subject, queue, async (message) => {
        await refresh();
        return await handler(message);
      }),
    publish: (events) => bus.publish(events),
    published: () => bus.published(),
    consume: (consumer, partitions, handle) =>
      bus.consume(consumer, partitions, async (batch) => {
        await refresh();
        await handle(batch);
      }),
    close: () => bus.close(),
  };
}
