import { afterEach, beforeEach } from '@jest/globals';
import type { EventStore } from '../event-store.ts';

/** A log of its own for one test, empty but for `LogOpened`. */
export interface EventStoreFixture<Store extends EventStore = EventStore> {
  /** Opens the log: the first time anew, then as it was left. The suite closes a store before it opens the next. */
  readonly open: () => Promise<Store>;
  /** Removes the log. The store is closed by then. */
  readonly destroy: () => Promise<void>;
}

/**
 * Makes a log. `clock` (milliseconds since 1970) is what the suite wants the store's clock to say; an adapter whose
 * server has a clock of its own MAY leave it aside.
 */
export type MakeEventStore<Store extends EventStore = EventStore> = (
  clock: () => number,
) => Promise<EventStoreFixture<Store>>;

/** The open log of the test that runs. */
export interface EachLog<Store extends EventStore> {
  readonly store: () => Store;
  /** Closes the store and opens the same log again. */
  readonly reopen: () => Promise<void>;
  readonly setClock: (epochMs: number) => void;
}

const begin = Date.UTC(2022, 2, 15, 2, 3, 4, 5);

/** A new log before each test of the surrounding `describe`, gone after it. */
export function eachLog<Store extends EventStore>(make: MakeEventStore<Store>): EachLog<Store> {
  let nowMs = begin;
  let fixture: EventStoreFixture<Store> | undefined;
  let opened: Store | undefined;
  const open = async () => {
    opened = await fixture?.open();
  };
  const store = () => {
    if (!opened) throw new Error('no test is running');
    return opened;
  };
  beforeEach(async () => {
    nowMs = begin;
    fixture = await make(() => nowMs);
    await open();
  });
  afterEach(async () => {
    await opened?.close();
    await fixture?.destroy();
  });
  return {
    store,
    reopen: async () => {
      await store().close();
      await open();
    },
    setClock: (epochMs) => {
      nowMs = epochMs;
    },
  };
}
