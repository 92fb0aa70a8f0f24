import { describe, expect, it } from '@jest/globals';
import type { Consumption, Delivery } from './bus.ts';
import type { EventStore } from './event-store.ts';
import type { Follower } from './follower.ts';
import { partitionOf } from './partition.ts';
import { pause } from './pause.ts';
import { hurried } from './testing/describe-view-following.ts';
import { disturbedBus } from './testing/disturbed-bus.ts';
import { memoryEventStore } from './testing/memory-event-store.ts';
import { memoryViewStore } from './testing/memory-view-store.ts';
import { appendTold } from './testing/recorded-events.ts';
import { caughtUp, contentOf, type Happening, type Story, stories, tell } from './testing/told-dossiers.ts';
import type { View } from './view.ts';
import { viewFollower } from './view-follower.ts';
import type { ViewGeneration } from './view-store.ts';

const note = (dossier: number, points = 1): Happening => ({ dossier, stream: 'dossier', kind: 'Noted', points });

/** A bus whose deliveries the test makes by hand. */
function handBus() {
  const handles: ((batch: readonly Delivery[]) => Promise<void>)[] = [];
  return {
    deliver: (batch: readonly Delivery[]) => handles[0]?.(batch),
    consume: async (
      _name: string,
      _partitions: readonly number[],
      handle: (batch: readonly Delivery[]) => Promise<void>,
    ): Promise<Consumption> => {
      handles.push(handle);
      return { close: async () => void handles.splice(0) };
    },
  };
}

/** A store that counts the pages it is asked for. */
function counting(store: EventStore) {
  const asked = { pages: 0 };
  const counted: EventStore = {
    ...store,
    readAll: (...args) => {
      asked.pages++;
      return store.readAll(...args);
    },
  };
  return { asked, counted };
}

async function world(view: View<Story> = stories(), limits = hurried) {
  const store = memoryEventStore();
  const views = memoryViewStore();
  const live = await views.live(view);
  const following = (bus: Parameters<typeof viewFollower>[0]['bus'], generation: ViewGeneration<Story> = live) =>
    viewFollower({ view, generation, store, bus, clock: () => Date.parse('2022-01-04T01:00:10.000Z'), limits });
  return { store, live, following };
}

const slow = { pageMax: 100, lookEveryMs: 60_000, backoff: { firstMs: 1, maxMs: 2 } };

describe('A follower', () => {
  it('applies what comes in order without reading the store', async () => {
    const { live } = await world();
    const { asked, counted } = counting(memoryEventStore());
    const bus = handBus();
    const options = { view: stories(), generation: live, store: counted, bus, clock: () => 0, limits: slow };
    const follower = await viewFollower(options);
    const events = [...(await tell(counted, [note(1)])), ...(await tell(counted, [note(2), note(1)]))];
    await bus.deliver(events.slice(0, 1).map((event) => ({ event, sequence: 1, redelivered: false })));
    asked.pages = 0;
    await bus.deliver(events.slice(1).map((event, index) => ({ event, sequence: 2 + index, redelivered: false })));
    expect(asked.pages).toBe(0);
    expect((await live.find('d1'))?.happened).toEqual([2, 4]);
    await bus.deliver(events.slice(0, 2).map((event, index) => ({ event, sequence: 4 + index, redelivered: true })));
    expect(asked.pages).toBe(0);
    await follower.close();
  });

  it('acknowledges only what is saved', async () => {
    const { store, live, following } = await world(stories(), slow);
    let isFull = true;
    const bus = handBus();
    const follower = await following(bus, {
      ...live,
      save: async (...saved) => {
        if (isFull) throw new Error('disk full');
        await live.save(...saved);
      },
    });
    const batch = (await tell(store, [note(1)])).map((event) => ({ event, sequence: 1, redelivered: false }));
    await expect(bus.deliver(batch)).rejects.toThrow('disk full');
    expect(await follower.status()).toMatchObject({ stalledBecause: 'Error: disk full', position: 0, lagEvents: 2 });
    isFull = false;
    await caughtUp(store, follower);
    await bus.deliver(batch.map((delivery) => ({ ...delivery, sequence: 2, redelivered: true })));
    expect((await live.find('d1'))?.happened).toEqual([2]);
    expect((await follower.status()).stalledBecause).toBeUndefined();
    await follower.close();
  });

  it('meets everything again where its view was lost while a part of it stalled', async () => {
    const { store, live, following } = await world(stories(), slow);
    const another = await memoryViewStore().live(stories());
    let [kept, isFull] = [live, false];
    const bus = handBus();
    const follower = await following(bus, {
      ...live,
      load: (keys) => kept.load(keys),
      progress: () => kept.progress(),
      save: async (...saved) => {
        if (isFull) throw new Error('disk full');
        await kept.save(...saved);
      },
    });
    let sequence = 0;
    const told = async (...happenings: readonly Happening[]) =>
      (await tell(store, happenings)).map((event) => ({ event, sequence: ++sequence, redelivered: false }));
    await bus.deliver(await told(note(1), note(2), note(3)));
    isFull = true;
    await expect(bus.deliver(await told(note(1)))).rejects.toThrow('disk full');
    [kept, isFull] = [another, false];
    // Between what was tried again and the next look at the whole.
    while (follower.stalledBecause() !== undefined || (await another.progress()).checkpoints.every((at) => at === 0)) {
      await pause(1);
    }
    await bus.deliver(await told(note(2)));
    await caughtUp(store, follower);
    const happened = async (key: string) => (await another.find(key))?.happened;
    expect([await happened('d1'), await happened('d2'), await happened('d3')]).toEqual([[2, 5], [3, 6], [4]]);
    await follower.close();
  });

  it('holds the dossier of an event that is newer than it knows, and no other', async () => {
    const { store, live, following } = await world();
    const follower = await following(disturbedBus(() => 1));
    await appendTold(store, {
      stream: 'dossier-d1',
      dossierId: 'd1',
      type: 'Noted',
      schemaVersion: 3,
      data: { points: 1 },
    });
    await tell(store, [note(1), note(2), { ...note(1), kind: 'Unknown' }]);
    await caughtUp(store, follower);
    expect(Object.keys(await contentOf(live))).toEqual(['d2']);
    expect(await follower.status()).toMatchObject({
      follower: 'stories-1',
      position: 5,
      lagEvents: 0,
      lagMs: 0,
      holds: [
        {
          subject: 'd1',
          partition: partitionOf('d1'),
          position: 2,
          reason: 'NewerThanKnown: Noted is stored in schema version 3; this process knows versions up to 2',
        },
      ],
    });
    await follower.close();
  });

  it('keeps what came before the event that it cannot read, also in the same batch', async () => {
    const { store, live, following } = await world();
    await tell(store, [note(1), note(2), note(1)]);
    const newer = { stream: 'dossier-d1', dossierId: 'd1', type: 'Noted', schemaVersion: 3, data: { points: 1 } };
    await appendTold(store, newer);
    await tell(store, [note(1), note(2)]);
    const follower = await following(disturbedBus(() => 1));
    await caughtUp(store, follower);
    expect((await live.progress()).holds).toMatchObject([{ subject: 'd1', position: 5 }]);
    expect((await live.find('d1'))?.happened).toEqual([2, 4]);
    expect((await live.find('d2'))?.happened).toEqual([3, 7]);
    await follower.close();
  });

  it('holds the dossier whose document cannot be stored, and saves the others of the batch', async () => {
    const view = stories();
    const unstorable = { name: 'points', of: ({ points }: Story) => (points > 8 ? fail() : [String(points)]) };
    const { store, live, following } = await world({ ...view, indexes: [unstorable] });
    const follower = await following(disturbedBus(() => 1));
    await tell(store, [note(1, 3), note(2, 9), note(3, 2), note(2, 1), note(1, 4)]);
    await caughtUp(store, follower);
    expect(Object.keys(await contentOf(live))).toEqual(['d1', 'd3']);
    expect((await live.progress()).holds).toMatchObject([{ subject: 'd2', position: 3 }]);
    expect((await live.find('d1'))?.points).toBe(7);
    await follower.close();
  });

  it('goes on from what another process saved', async () => {
    const { store, live, following } = await world(stories(), slow);
    const bus = handBus();
    const follower = await following(bus);
    const [first, second] = await tell(store, [note(1), note(1)]);
    const other = await following(disturbedBus(() => 1));
    await caughtUp(store, other);
    await other.close();
    for (const [index, event] of [first, second].entries()) {
      if (event) await bus.deliver([{ event, sequence: index + 1, redelivered: false }]);
    }
    expect((await live.find('d1'))?.happened).toEqual([2, 3]);
    await follower.close();
  });

  it('tells how far behind it is', async () => {
    const { store, live, following } = await world(stories(), slow);
    const { promise: never, resolve } = Promise.withResolvers<void>();
    const follower = await following(handBus(), { ...live, load: () => never.then(() => new Map()) });
    await tell(store, [note(1), note(2)]);
    const status = await follower.status();
    expect(status).toMatchObject({ lagEvents: status.position === 0 ? 3 : 2, lagMs: expect.any(Number) });
    expect(status.lagMs).toBeGreaterThan(0);
    resolve();
    await follower.close();
  });

  it('shows progress while it catches up', async () => {
    const store = memoryEventStore();
    await tell(
      store,
      Array.from({ length: 40 }, (_, index) => note(index % 8)),
    );
    const generation = await memoryViewStore().live(stories());
    const seen: unknown[] = [];
    const onCatchUp = (at: unknown) => void seen.push(at);
    const bus = disturbedBus(() => 1);
    const limits = { ...hurried, pageMax: 20 };
    const follower = await viewFollower({ view: stories(), generation, store, bus, clock: () => 0, limits, onCatchUp });
    await caughtUp(store, follower);
    expect(seen.slice(0, 2)).toEqual([
      { follower: 'stories-1', position: 20, to: 41 },
      { follower: 'stories-1', position: 40, to: 41 },
    ]);
    await follower.close();
  });

  it('leaves the thread to others after every page', async () => {
    const { store, following } = await world(stories(), { ...slow, pageMax: 10 });
    await tell(
      store,
      Array.from({ length: 200 }, (_, index) => note(index % 8)),
    );
    let turns = 0;
    const ticking = (): void => {
      turns++;
      ticker = setImmediate(ticking);
    };
    let ticker = setImmediate(ticking);
    const follower = await following(disturbedBus(() => 1));
    await caughtUp(store, follower);
    clearImmediate(ticker);
    await follower.close();
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  it('stops at the next page when it is closed, and lets those who wait go', async () => {
    const { store, following } = await world();
    await tell(
      store,
      Array.from({ length: 200 }, (_, index) => note(index % 8)),
    );
    const follower: Follower = await following(disturbedBus(() => 1));
    const waiting = follower.settled(0, 10_000, 60_000);
    await pause(0);
    await follower.close();
    expect(await waiting).toBe(false);
    await follower.close();
  });
});

function fail(): never {
  throw new Error('no index');
}
