import { expect, it } from '@jest/globals';
import { InvalidPage, pageLimitMax, type ViewStore } from '../view-store.ts';
import { from0, nothing, parcel, parcels, write } from './parcels.ts';

/** What generations of a view are to each other and to readers, and what pages are refused. */
export function describeViewGenerations(store: () => ViewStore, connect: () => Promise<ViewStore>): void {
  it('makes the first generation live at once', async () => {
    const live = await store().live(parcels);
    expect([live.view, live.generation, live.revision]).toEqual(['parcels', 1, 1]);
    expect(await store().generations()).toEqual([{ view: 'parcels', generation: 1, revision: 1, live: true }]);
  });

  it('keeps two generations apart', async () => {
    const live = await store().live(parcels);
    const next = await store().begin({ ...parcels, revision: 2 });
    expect([next.generation, next.revision]).toEqual([2, 2]);
    await live.save([write(parcel('a'), 3)], from0(0, 3));
    await next.save([write(parcel('a', 'new'), 2)], from0(0, 2));
    expect([await live.find('a'), await next.find('a')]).toEqual([parcel('a'), parcel('a', 'new')]);
    expect([(await live.progress()).checkpoints[0], (await next.progress()).checkpoints[0]]).toEqual([3, 2]);
    expect((await store().live(parcels)).generation).toBe(1);
  });

  it('keeps two views apart', async () => {
    const others = { ...parcels, name: 'other-parcels' };
    await (await store().live(parcels)).save([write(parcel('a'), 3)], nothing);
    expect(await (await store().live(others)).find('a')).toBeUndefined();
  });

  it('shows readers the new generation once it is flipped', async () => {
    const elsewhere = await connect();
    const readers = [store(), elsewhere];
    await elsewhere.live(parcels);
    const next = await store().begin(parcels);
    await (await elsewhere.open(parcels, next.generation)).save([write(parcel('a', 'new'), 2)], nothing);
    for (const reader of readers) expect(await (await reader.live(parcels)).find('a')).toBeUndefined();
    await store().flip('parcels', next.generation);
    for (const reader of readers) expect(await (await reader.live(parcels)).find('a')).toEqual(parcel('a', 'new'));
  });

  it('drops what is not live, and never gives its number again', async () => {
    await store().live(parcels);
    const { generation } = await store().begin(parcels);
    await expect(store().drop('parcels', 1)).rejects.toThrow();
    await store().flip('parcels', generation);
    await store().drop('parcels', 1);
    await expect(store().open(parcels, 1)).rejects.toThrow();
    await expect(store().flip('parcels', 1)).rejects.toThrow();
    const third = await store().begin(parcels);
    await store().drop('parcels', third.generation);
    expect((await store().begin(parcels)).generation).toBe(4);
    expect((await store().generations()).map((each) => [each.generation, each.live])).toEqual([
      [2, true],
      [4, false],
    ]);
  });

  it('knows nothing of generations that never were', async () => {
    await expect(store().open(parcels, 1)).rejects.toThrow();
    await store().live(parcels);
    await expect(store().open(parcels, 2)).rejects.toThrow();
    await expect(store().flip('parcels', 2)).rejects.toThrow();
    await expect(store().drop('parcels', 2)).rejects.toThrow();
  });

  it('finds everything again', async () => {
    await (await store().live(parcels)).save([write(parcel('a'), 3)], from0(4, 3));
    const next = await store().begin({ ...parcels, revision: 2 });
    await next.save([write(parcel('b'), 9)], from0(4, 9));
    await store().flip('parcels', 2);
    await store().close();
    const again = await connect();
    expect(await again.generations()).toHaveLength(2);
    const live = await again.live({ ...parcels, revision: 3 });
    expect([live.generation, live.revision]).toEqual([2, 2]);
    expect(await live.find('b')).toEqual(parcel('b'));
    expect((await live.progress()).checkpoints[4]).toBe(9);
    expect(await (await again.open(parcels, 1)).find('a')).toEqual(parcel('a'));
  });

  it('refuses pages of anything that the view does not declare', async () => {
    const live = await store().live(parcels);
    await live.save([write(parcel('a'), 3), write(parcel('b'), 4)], nothing);
    const query = { index: 'status', order: 'ascending', limit: 1 } as const;
    const { next = '' } = await live.page(query);
    expect(next).not.toBe('');
    const wrong = [
      { index: 'colour' },
      { limit: 0 },
      { limit: 1.5 },
      { limit: pageLimitMax + 1 },
      { after: 'x' },
      { after: '' },
    ];
    for (const part of wrong) await expect(live.page({ ...query, ...part })).rejects.toBeInstanceOf(InvalidPage);
    await expect(live.count('colour', [])).rejects.toBeInstanceOf(InvalidPage);
  });
}
