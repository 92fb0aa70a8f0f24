import { setImmediate } from 'node:timers/promises';
import { LogTail, partitionOf, rebuildInto, type ViewGeneration } from '@hoso/event-sourcing';
import {
  type Happening,
  memoryEventStore,
  memoryViewStore,
  type Story,
  stories,
  tell,
} from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import { viewReader } from './view-reader.ts';

const note: Happening = { dossier: 1, stream: 'dossier', kind: 'Noted', points: 1 };
const clock = () => 0;

async function world() {
  const [store, views, view] = [memoryEventStore(), memoryViewStore(), stories()];
  const build = (generation: ViewGeneration<Story>) => rebuildInto({ view, generation, store, clock });
  const old = await views.live(view);
  await tell(store, [note]);
  await build(old);
  const replace = async () => {
    const fresh = await views.begin(view);
    await build(fresh);
    await views.flip(view.name, fresh.generation);
    await views.drop(view.name, old.generation);
  };
  return { store, views, view, replace, reader: viewReader({ store, tail: new LogTail(store), views, clock }, view) };
}

describe('A reader of a view', () => {
  it('that waits for an event sees it in the generation that took over meanwhile', async () => {
    const { store, replace, reader } = await world();
    const asked = reader.find('d1', 3);
    await tell(store, [note]);
    await replace();
    expect(await asked).toMatchObject({ completeUpTo: 3, document: { happened: [2, 3] } });
  });

  it('answers from the generation that takes over while it is answering', async () => {
    // However far the answer has come when the rebuild begins.
    for (let turns = 0; turns < 40; turns++) {
      const { replace, reader } = await world();
      const asked = reader.find('d1');
      const listed = reader.page({ index: 'points', order: 'ascending', limit: 10 });
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const replaced = replace();
      expect(await asked).toMatchObject({ completeUpTo: 2, document: { happened: [2] } });
      expect(await listed).toMatchObject({ completeUpTo: 2, items: [{ happened: [2] }] });
      await replaced;
      await setImmediate();
    }
  });

  it('of one that was lost says nothing until it is where it was, and never that there is nothing', async () => {
    const { store, views, view, reader } = await world();
    const page = { index: 'points', order: 'ascending', limit: 10 } as const;
    expect(await reader.find('d1')).toMatchObject({ completeUpTo: 2, document: { happened: [2] } });
    const lost = await views.begin(view);
    await views.flip(view.name, lost.generation);
    for (const asked of [reader.find('d1'), reader.page(page)]) {
      await expect(asked).rejects.toMatchObject({
        name: 'StoreUnavailable',
        message: expect.stringMatching(/stories.*filled again/),
      });
    }
    await rebuildInto({ view, generation: lost, store, clock });
    expect(await reader.find('d1')).toMatchObject({ completeUpTo: 2, document: { happened: [2] } });
    expect(await reader.find('d2')).toMatchObject({ document: undefined });
  });

  it('that begins where a view is being filled says nothing of what is not there yet, and finds what is', async () => {
    const { store, views, view } = await world();
    await tell(store, [{ ...note, dossier: 2 }]);
    const lost = await views.begin(view);
    await views.flip(view.name, lost.generation);
    const reader = viewReader({ store, tail: new LogTail(store), views, clock }, view, 0);
    await expect(reader.find('d2')).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringMatching(/stories.*is at 0 of 3/),
    });
    await lost.save([{ key: 'd1', document: { subject: 'd1', points: 1, happened: [2] }, position: 2, previous: 0 }], {
      checkpoints: [{ partition: partitionOf('d1'), from: 0, to: 2 }],
      ...{ held: [], released: [] },
    });
    expect(await reader.find('d1')).toMatchObject({ document: { happened: [2] } });
    await expect(reader.find('d2')).rejects.toMatchObject({ name: 'StoreUnavailable' });
    await expect(reader.catchUp()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    await rebuildInto({ view, generation: lost, store, clock });
    expect(await reader.find('d3')).toMatchObject({ completeUpTo: 3, document: undefined });
    await reader.catchUp();
  });

  it('of one that is behind finds what was recorded before it was asked', async () => {
    const { store, views, view, reader } = await world();
    await tell(store, [{ ...note, dossier: 3 }]);
    const asked = reader.find('d3');
    const caughtUp = reader.catchUp();
    await setImmediate();
    await rebuildInto({ view, generation: await views.live(view), store, clock });
    expect(await asked).toMatchObject({ completeUpTo: 3, document: { happened: [3] } });
    await caughtUp;
    expect(await reader.freshness()).toMatchObject({ completeUpTo: 3, lagMs: 0 });
  });
});
