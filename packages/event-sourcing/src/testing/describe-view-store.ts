import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventCatalogue } from '../event-type.ts';
import { type Hold, StaleFollower } from '../follower-progress.ts';
import { partitionCount } from '../partition.ts';
import type { View } from '../view.ts';
import { InvalidDocument, type ViewStore } from '../view-store.ts';
import { describeViewGenerations } from './describe-view-generations.ts';
import { describeViewPaging } from './describe-view-paging.ts';
import { from0, nothing, parcel, parcels, write } from './parcels.ts';

/** A view store to be judged, in a place of its own. */
export interface ViewStorePlace {
  /** Another connection to the same place, as another thread or process has one. The suite closes it. */
  readonly connect: () => Promise<ViewStore>;
  /** Called once every connection is closed. */
  readonly remove: () => Promise<void>;
}

/** The contract of `ViewStore`. `make` answers with an empty place; `runs`: how many examples each law is tried on. */
export function describeViewStore(name: string, make: () => Promise<ViewStorePlace>, runs = 50): void {
  describe(`The view store on ${name}`, () => {
    let place: ViewStorePlace;
    let open: ViewStore[];
    let store: ViewStore;
    const connect = async () => {
      const connection = await place.connect();
      open.push(connection);
      return connection;
    };
    beforeEach(async () => {
      place = await make();
      open = [];
      store = await connect();
    });
    afterEach(async () => {
      for (const connection of open) await connection.close();
      await place.remove();
    });

    describeDocuments(() => store, connect);
    describeProgress(() => store, connect);
    describeViewGenerations(() => store, connect);
    describeViewPaging(() => store, runs);
  });
}

function describeDocuments(store: () => ViewStore, connect: () => Promise<ViewStore>): void {
  it('gives documents back with the position of their last event', async () => {
    const live = await store().live(parcels);
    await live.save([write(parcel('a'), 3), write(parcel('b'), 5)], nothing);
    expect(await live.find('a')).toEqual(parcel('a'));
    expect(await live.find('c')).toBeUndefined();
    const loaded = await live.load(['a', 'c', 'b']);
    expect([...loaded.keys()].sort()).toEqual(['a', 'b']);
    expect(loaded.get('b')).toEqual({ document: parcel('b'), position: 5 });
  });

  it('writes a document that stands where the writer believes', async () => {
    const live = await store().live(parcels);
    await live.save([write(parcel('a'), 3)], nothing);
    await live.save([write(parcel('a', 'lost'), 7, 3)], nothing);
    expect(await live.find('a')).toEqual(parcel('a', 'lost'));
  });

  it('refuses a document that has moved on, with the progress as it was', async () => {
    const live = await store().live(parcels);
    await live.save([write(parcel('a'), 3)], nothing);
    await expect(live.save([write(parcel('a', 'lost'), 4)], from0(0, 4))).rejects.toBeInstanceOf(StaleFollower);
    await expect(live.save([write(parcel('a', 'lost'), 4, 2)], from0(0, 4))).rejects.toBeInstanceOf(StaleFollower);
    await expect(live.save([write(parcel('b', 'lost'), 4, 2)], from0(0, 4))).rejects.toBeInstanceOf(StaleFollower);
    expect(await live.find('a')).toEqual(parcel('a'));
    expect(await live.find('b')).toBeUndefined();
    expect((await live.progress()).checkpoints[0]).toBe(0);
  });

  it('lets one of two writers through', async () => {
    const here = await store().live(parcels);
    const there = await (await connect()).live(parcels);
    await here.save([write(parcel('a'), 3)], nothing);
    await there.save([write(parcel('a', 'lost'), 6, 3)], nothing);
    await expect(here.save([write(parcel('a', 'found'), 7, 3)], nothing)).rejects.toBeInstanceOf(StaleFollower);
    expect(await here.find('a')).toEqual(parcel('a', 'lost'));
  });

  it('leaves a tombstone where a document was', async () => {
    const live = await store().live(parcels);
    await live.save([write(parcel('a'), 3), write(parcel('b'), 4)], nothing);
    await live.save([{ key: 'a', document: undefined, position: 5, previous: 3 }], nothing);
    expect(await live.find('a')).toBeUndefined();
    expect((await live.load(['a'])).get('a')).toEqual({ document: undefined, position: 5 });
    expect(await live.count('weight', [])).toBe(1);
    expect((await live.page({ index: 'status', order: 'ascending', limit: 9 })).items).toEqual([parcel('b')]);
    await expect(live.save([write(parcel('a'), 3)], nothing)).rejects.toBeInstanceOf(StaleFollower);
    await live.save([write(parcel('a', 'found'), 8, 5)], nothing);
    expect((await live.page({ index: 'status', order: 'ascending', limit: 9 })).items).toHaveLength(2);
  });

  it('names the document that can never be stored, with the progress as it was', async () => {
    const view: View<{ readonly value: unknown }> = {
      name: 'values',
      revision: 1,
      indexes: [{ name: 'text', of: ({ value }) => [String(value).toUpperCase()] }],
      events: eventCatalogue(),
      key: () => undefined,
      evolve: (document) => document,
    };
    const live = await store().live(view);
    const endless: { value: unknown } = { value: 'loop' };
    endless.value = [endless];
    const noText = {
      value: {
        toString: () => {
          throw new Error('no text');
        },
      },
    };
    for (const document of [{ value: 10n }, endless, noText]) {
      const error = await live.save([{ key: 'x', document, position: 2, previous: 0 }], from0(0, 2)).catch((e) => e);
      expect(error).toBeInstanceOf(InvalidDocument);
      expect(error).toMatchObject({ key: 'x' });
    }
    expect(await live.find('x')).toBeUndefined();
    expect((await live.progress()).checkpoints[0]).toBe(0);
  });

  it('keeps thousands of documents of one batch', async () => {
    const live = await store().live(parcels);
    const writes = Array.from({ length: 2_500 }, (_, index) => write(parcel(`p${index}`, 'sent', index), index + 1));
    await live.save(writes, from0(0, 2_500));
    expect((await live.load(writes.map(({ key }) => key))).size).toBe(2_500);
    expect(await live.count('status', ['sent'])).toBe(2_500);
  });

  it('rewrites hundreds of documents of one batch', async () => {
    const live = await store().live(parcels);
    const keys = Array.from({ length: 300 }, (_, index) => `p${index}`);
    const from = (position: number, previous: number, status: string) =>
      keys.map((key) => write(parcel(key, status), position, previous));
    await live.save(from(1, 0, 'sent'), nothing);
    await live.save(from(2, 1, 'lost'), nothing);
    expect([await live.count('status', ['sent']), await live.count('status', ['lost'])]).toEqual([0, 300]);
  });
}

function describeProgress(store: () => ViewStore, connect: () => Promise<ViewStore>): void {
  const hold = (subject: string, position: number, reason = 'why'): Hold => ({
    subject,
    partition: 2,
    position,
    reason,
  });

  it('begins at nothing in every partition', async () => {
    const { checkpoints, holds } = await (await store().live(parcels)).progress();
    expect(checkpoints).toEqual(Array.from({ length: partitionCount }, () => 0));
    expect(holds).toEqual([]);
  });

  it('moves checkpoints that stand where the follower believes', async () => {
    const live = await store().live(parcels);
    await live.save([], from0(2, 10));
    await live.save([], from0(15, 11));
    await live.save([], { ...nothing, checkpoints: [{ partition: 2, from: 10, to: 12 }] });
    const { checkpoints } = await live.progress();
    expect([checkpoints[2], checkpoints[15], checkpoints[3]]).toEqual([12, 11, 0]);
  });

  it('refuses a follower that was replaced', async () => {
    const here = await store().live(parcels);
    const there = await (await connect()).live(parcels);
    await there.save([], from0(2, 10));
    const both = [from0(3, 10), from0(2, 10)].flatMap(({ checkpoints }) => checkpoints);
    const stale = here.save([], { checkpoints: both, held: [hold('s', 4)], released: [] });
    await expect(stale).rejects.toBeInstanceOf(StaleFollower);
    const { checkpoints, holds } = await here.progress();
    expect([checkpoints[2], checkpoints[3], holds]).toEqual([10, 0, []]);
  });

  it('compares without moving', async () => {
    const live = await store().live(parcels);
    await live.save([], { ...nothing, checkpoints: [{ partition: 1, from: 0, to: 0 }] });
    await live.save([], from0(1, 5));
    const compare = { ...nothing, checkpoints: [{ partition: 1, from: 0, to: 0 }] };
    await expect(live.save([], compare)).rejects.toBeInstanceOf(StaleFollower);
  });

  it('keeps holds until they are released', async () => {
    const live = await store().live(parcels);
    await live.save([], { ...nothing, held: [hold('s', 4), hold('t', 5)] });
    await live.save([], { ...nothing, held: [hold('s', 4, 'again')], released: ['unknown'] });
    expect(bySubject((await live.progress()).holds)).toEqual([hold('s', 4, 'again'), hold('t', 5)]);
    await live.save([], { ...nothing, held: [hold('s', 9)], released: ['s', 't'] });
    expect((await live.progress()).holds).toEqual([hold('s', 9)]);
  });

  it('keeps what any series of steps leads to', async () => {
    const live = await store().live(parcels);
    const step = fc.record({
      partition: fc.nat(partitionCount - 1),
      by: fc.nat(5),
      subject: fc.constantFrom('s', 't', 'u'),
    });
    const reached = Array.from({ length: partitionCount }, () => 0);
    await fc.assert(
      fc.asyncProperty(step, async ({ partition, by, subject }) => {
        const at = reached[partition] ?? 0;
        reached[partition] = at + by;
        const checkpoints = [{ partition, from: at, to: at + by }];
        await live.save([], { checkpoints, held: [hold(subject, at)], released: [] });
        const progress = await live.progress();
        expect(progress.checkpoints).toEqual(reached);
        expect(progress.holds).toContainEqual(hold(subject, at));
      }),
      { numRuns: 20 },
    );
  });
}

function bySubject(holds: readonly Hold[]): readonly Hold[] {
  return [...holds].sort((one, other) => (one.subject < other.subject ? -1 : 1));
}
