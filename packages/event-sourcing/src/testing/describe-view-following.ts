import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventStore } from '../event-store.ts';
import type { Follower, FollowOptions } from '../follower.ts';
import type { Hold, ProgressChange } from '../follower-progress.ts';
import { allPartitions } from '../partition.ts';
import { rebuildInto } from '../rebuild.ts';
import type { View } from '../view.ts';
import { viewFollower } from '../view-follower.ts';
import type { ViewGeneration, ViewStore } from '../view-store.ts';
import type { ViewStorePlace } from './describe-view-store.ts';
import { type DisturbedBus, disturbedBus } from './disturbed-bus.ts';
import { memoryEventStore } from './memory-event-store.ts';
import { randomFrom } from './random-from.ts';
import { caughtUp, contentOf, type Story, stories, tell, toldInParts } from './told-dossiers.ts';

const nothing: ProgressChange = { checkpoints: [], held: [], released: [] };

/** Followers in a hurry: small pages, short waits. */
export const hurried: NonNullable<FollowOptions['limits']> = {
  pageMax: 7,
  lookEveryMs: 5,
  backoff: { firstMs: 1, maxMs: 4 },
};

/**
 * What followers make of a view store, whatever happens to them: repeated, reordered and lost deliveries, failing
 * saves, deaths between documents and checkpoints, two at once. `runs`: how many examples each law is tried on.
 */
export function describeViewFollowing(name: string, make: () => Promise<ViewStorePlace>, runs = 30): void {
  describe(`Following into views on ${name}`, () => {
    const trying = (law: (world: World) => Promise<void>) =>
      fc.assert(
        fc.asyncProperty(toldInParts, fc.nat(), async (parts, seed) => {
          const place = await make();
          const connections: ViewStore[] = [];
          const connect = async () => {
            const connection = await place.connect();
            connections.push(connection);
            return connection;
          };
          try {
            await law({ parts, random: randomFrom(seed), store: memoryEventStore(), connect });
          } finally {
            for (const connection of connections) await connection.close();
            await place.remove();
          }
        }),
        { numRuns: runs },
      );

    it('leads to what a rebuild from nothing leads to, at every prefix', () => trying(anyPrefix), 120_000);
    it('leads there with two followers at once, one of which goes', () => trying(twoAtOnce), 120_000);
    it('leads there with the partitions shared out', () => trying(sharedOut), 120_000);
    it('holds what cannot be stored, and catches up on a retry', () => trying(unstorable), 120_000);
    it('holds what it cannot handle, and catches up on a retry', () => trying(holdAndRetry), 120_000);
  });
}

interface World {
  readonly parts: Parameters<typeof tell>[1][];
  readonly random: () => number;
  readonly store: EventStore;
  readonly connect: () => Promise<ViewStore>;
}

async function anyPrefix({ parts, random, store, connect }: World): Promise<void> {
  const views = await connect();
  const live = await views.live(stories());
  const bus = disturbedBus(random);
  const follower = await following(store, bus, dying(live, random));
  for (const part of parts) {
    bus.publish(await tell(store, part));
    await caughtUp(store, follower);
    expect(await contentOf(live)).toEqual(await rebuilt(views, store));
  }
  await follower.close();
}

async function twoAtOnce({ parts, random, store, connect }: World): Promise<void> {
  const [here, there] = [await connect(), await connect()];
  const bus = disturbedBus(random);
  let followers: readonly Follower[] = [];
  for (const views of [here, there]) {
    followers = [...followers, await following(store, bus, dying(await views.live(stories()), random))];
  }
  for (const [index, part] of parts.entries()) {
    bus.publish(await tell(store, part));
    if (index === Math.floor(parts.length / 2)) {
      const [first, ...others] = followers;
      followers = others;
      await first?.close();
    }
  }
  for (const follower of followers) await caughtUp(store, follower);
  expect(await contentOf(await here.live(stories()))).toEqual(await rebuilt(here, store));
  for (const follower of followers) await follower.close();
}

async function sharedOut({ parts, random, store, connect }: World): Promise<void> {
  const views = await connect();
  const live = await views.live(stories());
  const bus = disturbedBus(random);
  const shares = [allPartitions.slice(0, 5), allPartitions.slice(5)];
  const followers = await Promise.all(
    shares.map((share) => following(store, bus, dying(live, random), stories(), share)),
  );
  for (const part of parts) bus.publish(await tell(store, part));
  for (const [index, follower] of followers.entries()) await caughtUp(store, follower, shares[index]);
  expect(await contentOf(live)).toEqual(await rebuilt(views, store));
  for (const follower of followers) await follower.close();
}

const failing: NonNullable<Parameters<typeof stories>[0]> = ({ type, data }) => type === 'Noted' && data.points >= 8;

async function holdAndRetry({ parts, random, store, connect }: World): Promise<void> {
  const views = await connect();
  let isArmed = true;
  const fails: typeof failing = (event) => isArmed && failing(event);
  const view = stories(fails, () => !isArmed);
  const live = await views.live(view);
  const bus = disturbedBus(random);
  const follower = await following(store, bus, dying(live, random), view);
  for (const part of parts) bus.publish(await tell(store, part));
  await caughtUp(store, follower);
  const { holds } = await live.progress();
  const whole = await rebuilt(views, store);
  const content = await contentOf(live);
  expect(positions(holds)).toEqual(await firstFailures(store));
  for (const [subject, found] of Object.entries(whole)) {
    if (!holds.some((hold) => hold.subject === subject)) expect(content[subject]).toEqual(found);
  }

  expect(positions(await insisting(() => follower.retry()))).toEqual(positions(holds));
  isArmed = false;
  bus.publish(await tell(store, parts[0] ?? []));
  for (const hold of holds.slice(0, 1)) {
    await insisting(() => follower.retry(hold.subject));
    expect((await live.progress()).holds.map(({ subject }) => subject)).not.toContain(hold.subject);
  }
  expect(await insisting(() => follower.retry())).toEqual([]);
  await caughtUp(store, follower);
  expect(await contentOf(live)).toEqual(await rebuilt(views, store));
  await follower.close();
}

async function unstorable({ parts, random, store, connect }: World): Promise<void> {
  const views = await connect();
  let isArmed = true;
  const fragile: View<Story> = {
    ...stories(),
    indexes: [
      {
        name: 'points',
        of: ({ points }) => {
          if (isArmed && points % 5 === 4) throw new Error('no index');
          return [String(points)];
        },
      },
    ],
  };
  const live = await views.live(fragile);
  const bus = disturbedBus(random);
  const follower = await following(store, bus, dying(live, random), fragile);
  for (const part of parts) bus.publish(await tell(store, part));
  await caughtUp(store, follower);
  const held = new Set((await live.progress()).holds.map(({ subject }) => subject));
  const content = await contentOf(live);
  const whole = await rebuilt(views, store);
  for (const [subject, found] of Object.entries(whole)) if (!held.has(subject)) expect(content[subject]).toEqual(found);
  isArmed = false;
  expect(await insisting(() => follower.retry())).toEqual([]);
  expect(await contentOf(live)).toEqual(whole);
  await follower.close();
}

function following(
  store: EventStore,
  bus: DisturbedBus,
  generation: ViewGeneration<Story>,
  view: View<Story> = stories(),
  partitions = allPartitions,
): Promise<Follower> {
  return viewFollower({ view, generation, store, bus, partitions, clock: () => 0, limits: hurried });
}

/** A generation on which saving fails now and then: before anything, between documents and progress, or after all. */
function dying(generation: ViewGeneration<Story>, random: () => number): ViewGeneration<Story> {
  return {
    ...generation,
    view: generation.view,
    generation: generation.generation,
    revision: generation.revision,
    progress: () => generation.progress(),
    load: (keys) => generation.load(keys),
    save: async (documents, change) => {
      const fate = random();
      if (fate < 0.1) throw new Error('died before');
      await generation.save(documents, fate < 0.2 ? nothing : change);
      if (fate < 0.3) throw new Error('died after');
    },
  };
}

/** The content that a generation has when it is built from nothing. */
async function rebuilt(views: ViewStore, store: EventStore): Promise<Readonly<Record<string, unknown>>> {
  const generation = await views.begin(stories());
  await rebuildInto({ view: stories(), generation, store, clock: () => 0, batchMax: 11, savedEvery: 25 });
  const content = await contentOf(generation);
  await views.drop('stories', generation.generation);
  return content;
}

function positions(holds: readonly Hold[]): Readonly<Record<string, number>> {
  return Object.fromEntries(holds.map(({ subject, position }) => [subject, position]).sort());
}

async function firstFailures(store: EventStore): Promise<Readonly<Record<string, number>>> {
  const found = new Map<string, number>();
  for (const { body, position } of await store.readAll(0, 10_000)) {
    const { type, data, schemaVersion, dossierId, stream } = JSON.parse(body);
    const subject = dossierId ?? stream;
    if ((schemaVersion === 2 || (type === 'Noted' && data.points >= 8)) && !found.has(subject))
      found.set(subject, position);
  }
  return Object.fromEntries([...found].sort());
}

/**
 * What is asked of a store that fails now and then is asked until it answers. A retry of sixteen holds succeeds in one
 * of three hundred attempts.
 */
async function insisting<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 5_000) throw error;
    }
  }
}
