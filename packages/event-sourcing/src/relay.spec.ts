import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from './envelope.ts';
import { pause } from './pause.ts';
import { relay } from './relay.ts';
import { memoryEventStore } from './testing/memory-event-store.ts';
import { randomFrom } from './testing/random-from.ts';
import { tell } from './testing/told-dossiers.ts';

/** The part of a bus that a relay sees; publishing fails as `random` has it, before or after it took effect. */
function fallibleBus(random: () => number) {
  const held: RecordedEvent[] = [];
  return {
    held,
    published: async () => held.length,
    publish: async (events: readonly RecordedEvent[]) => {
      const fate = random();
      if (fate < 0.2) throw new Error('gone before');
      for (const event of events) {
        if (event.position > held.length + 1) throw new Error('a hole');
        if (event.position === held.length + 1) held.push(event);
      }
      if (fate < 0.4) throw new Error('gone after');
    },
  };
}

const note = { dossier: 1, stream: 'dossier', kind: 'Noted', points: 1 } as const;
const backoff = { firstMs: 1, maxMs: 2 };

describe('A relay', () => {
  it.each([1, 2, 3])('carries the whole log over in order, several at once and whatever fails (%i)', async (seed) => {
    const random = randomFrom(seed);
    const store = memoryEventStore();
    const bus = fallibleBus(random);
    await tell(
      store,
      Array.from({ length: 30 }, () => note),
    );
    const failures: unknown[] = [];
    const relays = [1, 2].map((batchMax) =>
      relay({ store, bus, batchMax, backoff, waitMs: 20, onFailure: (error) => failures.push(error) }),
    );
    for (let count = 0; count < 10; count++) {
      await tell(store, [note]);
      await pause(1);
    }
    for (let waited = 0; bus.held.length < 41 && waited < 30_000; waited++) await pause(2);
    await Promise.all(relays.map((each) => each.close()));
    expect(bus.held).toEqual(await store.readAll(0, 100));
    expect(failures.length).toBeGreaterThan(0);
  });

  it('fills a bus again that lost what it held, also when nothing new comes', async () => {
    const store = memoryEventStore();
    const bus = fallibleBus(() => 1);
    await tell(store, [note, note]);
    const running = relay({ store, bus, batchMax: 10, waitMs: 5 });
    for (let waited = 0; bus.held.length < 3 && waited < 30_000; waited++) await pause(1);
    bus.held.splice(0);
    for (let waited = 0; bus.held.length < 3 && waited < 30_000; waited++) await pause(1);
    expect(bus.held).toEqual(await store.readAll(0, 10));
    await running.close();
    await store.close();
  });

  it('tells that the bus holds more than the log, and publishes nothing', async () => {
    const store = memoryEventStore();
    const bus = fallibleBus(() => 1);
    const longer = memoryEventStore();
    await tell(longer, [note, note]);
    bus.held.push(...(await longer.readAll(0, 10)));
    const failures: unknown[] = [];
    const onFailure = (error: unknown) => failures.push(error);
    const running = relay({ store, bus, batchMax: 10, waitMs: 2, backoff, onFailure });
    for (let waited = 0; failures.length === 0 && waited < 30_000; waited++) await pause(1);
    expect(failures[0]).toMatchObject({
      name: 'BusAhead',
      message: expect.stringContaining('up to 3, the store up to 1'),
    });
    expect(bus.held).toHaveLength(3);
    await running.close();
    for (const each of [store, longer]) await each.close();
  });

  it('is woken by a new event', async () => {
    const store = memoryEventStore();
    const bus = fallibleBus(() => 1);
    const running = relay({ store, bus, batchMax: 10, waitMs: 60_000 });
    await pause(10);
    await tell(store, [note]);
    while (bus.held.length < 2) await pause(1);
    await running.close();
    await tell(store, [note]);
    await pause(5);
    expect(bus.held).toHaveLength(2);
    // Lets go of the wait that was left behind.
    await store.close();
  });
});
