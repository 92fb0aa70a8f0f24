import { describe, expect, it } from '@jest/globals';
import type { EventStore } from './event-store.ts';
import type { AnyEventType } from './event-type.ts';
import { followedView, missingIn } from './followed-view.ts';
import { allPartitions } from './partition.ts';
import { pause } from './pause.ts';
import { type RebuildProgress, rebuildInto } from './rebuild.ts';
import { hurried } from './testing/describe-view-following.ts';
import { disturbedBus } from './testing/disturbed-bus.ts';
import { memoryEventStore } from './testing/memory-event-store.ts';
import { memoryViewStore } from './testing/memory-view-store.ts';
import { randomFrom } from './testing/random-from.ts';
import { contentOf, type Happening, type Story, stories, tell } from './testing/told-dossiers.ts';
import type { View } from './view.ts';
import type { ViewStore } from './view-store.ts';

const random = randomFrom(7);
const some = (count: number): readonly Happening[] =>
  Array.from({ length: count }, () => ({
    dossier: Math.floor(random() * 8),
    stream: 'dossier',
    kind: random() < 0.1 ? 'Closed' : 'Noted',
    points: 1 + Math.floor(random() * 9),
  }));

async function world(view: View<Story, AnyEventType> = stories()) {
  const store = memoryEventStore();
  const views = memoryViewStore();
  const bus = disturbedBus(random);
  const options = { view, views, store, bus, clock: () => 0, limits: hurried };
  const happen = async (count: number) => bus.publish(await tell(store, some(count)));
  return { store, views, bus, options, happen };
}

const building =
  (views: ViewStore, store: EventStore, view: View<Story, AnyEventType> = stories()) =>
  async (generation: number) =>
    rebuildInto({ view, store, generation: await views.open(view, generation), clock: () => 0, batchMax: 5 });

describe('A view that is rebuilt', () => {
  it('shows readers a new generation in one step, while events keep coming', async () => {
    const { store, views, options, happen } = await world();
    await happen(60);
    const missing: unknown[] = [];
    const flip: ViewStore['flip'] = async (view, generation) => {
      const [old, fresh] = [await views.open(stories(), 1), await views.open(stories(), generation)];
      for (let count = 0; count < 5; count++) {
        missing.push(await missingIn(store, await old.progress(), await fresh.progress()));
        await pause(2);
      }
      await views.flip(view, generation);
    };
    const begin: ViewStore['begin'] = async (view) => {
      const generation = await views.begin(view);
      return {
        ...generation,
        save: async (...saved) => {
          await pause(3 * random());
          await generation.save(...saved);
        },
      };
    };
    const followed = await followedView({ ...options, views: { ...views, begin, flip } });
    let isOver = false;
    const seen = new Set<number>();
    const traffic = (async () => {
      while (!isOver) {
        await happen(3);
        const live = await followed.live();
        seen.add(live.generation);
        await pause(1);
      }
    })();
    const least = (await followed.progress()).checkpoints;
    expect(await followed.rebuild(building(views, store), 10_000)).toBe(2);
    const after = (await followed.progress()).checkpoints;
    expect(after.every((position, partition) => position >= (least[partition] ?? 0))).toBe(true);
    await pause(5);
    isOver = true;
    await traffic;
    expect([...seen].sort()).toEqual([1, 2]);
    expect(missing).toEqual(missing.map(() => undefined));
    expect(await views.generations()).toEqual([{ view: 'stories', generation: 2, revision: 1, live: true }]);
    const head = await store.head();
    for (const partition of allPartitions) await followed.settled(partition, head, 60_000);
    const fresh = await views.begin(stories());
    await building(views, store)(fresh.generation);
    expect(await contentOf(await followed.live())).toEqual(await contentOf(fresh));
    await followed.close();
  });

  it('does not flip while the new generation holds what the old one does not', async () => {
    let isBroken = false;
    const view = stories((event) => isBroken && event.type === 'Noted');
    const { store, views, options, happen } = await world(view);
    await happen(30);
    const followed = await followedView(options);
    await followed.settled(0, 31, 60_000);
    const build = building(views, store, view);
    const rebuilding = followed.rebuild(async (generation) => {
      isBroken = true;
      await build(generation);
    }, 30);
    await expect(rebuilding).rejects.toThrow(/generation 2 of stories did not take over within 30 ms: it holds d\d/);
    isBroken = false;
    expect(await views.generations()).toHaveLength(1);
    await happen(5);
    expect((await followed.status()).map(({ follower }) => follower)).toEqual(['stories-1']);
    const head = await store.head();
    for (const partition of allPartitions) expect(await followed.settled(partition, head, 60_000)).toBe(true);
    await followed.close();
  });

  it('stays as it was where building fails', async () => {
    const { views, options, happen } = await world();
    await happen(10);
    const followed = await followedView(options);
    await expect(followed.rebuild(() => Promise.reject(new Error('no disk')), 100)).rejects.toThrow('no disk');
    expect(await views.generations()).toHaveLength(1);
    const [one, other] = [followed.rebuild(() => pause(20), 60_000), followed.rebuild(() => pause(20), 5_000)];
    await expect(other).rejects.toThrow('already');
    expect(await one).toBe(3);
    await followed.close();
  });

  it('gives up when it is closed meanwhile', async () => {
    const { views, options, happen } = await world();
    await happen(10);
    const followed = await followedView(options);
    const endless = (_: number, signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cut off'))));
    const rebuilding = followed.rebuild(endless, 10_000);
    await pause(5);
    const closing = followed.close();
    await expect(rebuilding).rejects.toThrow('cut off');
    await closing;
    expect(await views.generations()).toMatchObject([{ generation: 1, live: true }]);
  });

  it('stands still when its fold was revised, until it is rebuilt', async () => {
    const { store, views, options, happen } = await world();
    await happen(20);
    const before = await followedView(options);
    await before.settled(0, 21, 60_000);
    await before.close();
    const view = { ...stories(), revision: 2 };
    const followed = await followedView({ ...options, view });
    expect([followed.isOutdated(), await followed.status()]).toEqual([true, []]);
    await happen(5);
    expect(await followed.rebuild(building(views, store, view), 60_000)).toBe(2);
    expect([followed.isOutdated(), (await followed.live()).revision]).toEqual([false, 2]);
    await followed.close();
  });

  it('tells how far it is', async () => {
    const { store, views } = await world();
    await tell(store, some(24));
    const generation = await views.live(stories());
    let nowMs = 0;
    const seen: RebuildProgress[] = [];
    const clock = () => {
      nowMs += 50;
      return nowMs;
    };
    const onProgress = (progress: RebuildProgress) => void seen.push(progress);
    expect(await rebuildInto({ view: stories(), generation, store, clock, batchMax: 10, onProgress })).toBe(25);
    expect(seen).toEqual([
      { view: 'stories', generation: 1, position: 10, to: 25, eventsPerSecond: 200, etaMs: 75 },
      { view: 'stories', generation: 1, position: 20, to: 25, eventsPerSecond: 200, etaMs: 25 },
      { view: 'stories', generation: 1, position: 25, to: 25, eventsPerSecond: 167, etaMs: 0 },
    ]);
  });
});
