import { describe, expect, it } from '@jest/globals';
import { relay, viewFollower } from '@hoso/event-sourcing';
import {
  caughtUp,
  contentOf,
  memoryEventStore,
  memoryViewStore,
  randomFrom,
  stories,
  tell,
} from '@hoso/event-sourcing/testing';
import { inProcessBus } from './in-process-bus.ts';

describe('Followers on the bus of this process', () => {
  it.each([1, 2, 3, 4, 5])('miss nothing, although it drops what they are too slow for (%i)', async (seed) => {
    const random = randomFrom(seed);
    const store = memoryEventStore();
    const limits = { waitingMax: 5, batchMax: 3, backoff: { firstMs: 1, maxMs: 2 } };
    const bus = inProcessBus({ publishedUpTo: await store.head(), limits });
    const running = relay({ store, bus, batchMax: 20, waitMs: 20 });
    const live = await memoryViewStore().live(stories());
    const hurry = { pageMax: 50, lookEveryMs: 20, backoff: { firstMs: 1, maxMs: 2 } };
    const failing: typeof live = {
      ...live,
      save: (...saved) => (random() < 0.1 ? Promise.reject(new Error('not now')) : live.save(...saved)),
    };
    const follower = await viewFollower({
      view: stories(),
      generation: failing,
      store,
      bus,
      clock: () => 0,
      limits: hurry,
    });
    for (let round = 0; round < 40; round++) {
      const count = Math.floor(random() * 12);
      await tell(
        store,
        Array.from({ length: count }, () => ({
          dossier: Math.floor(random() * 8),
          stream: 'dossier',
          kind: random() < 0.1 ? 'Closed' : 'Noted',
          points: 1,
        })),
      );
      if (random() < 0.3) await new Promise(setImmediate);
    }
    await caughtUp(store, follower);
    const rebuilt = await memoryViewStore().live(stories());
    const other = await viewFollower({ view: stories(), generation: rebuilt, store, bus, clock: () => 0 });
    await caughtUp(store, other);
    expect(await contentOf(live)).toEqual(await contentOf(rebuilt));
    await follower.close();
    await other.close();
    await running.close();
    await bus.close();
    await store.close();
  });
});
