import { eventCatalogue, type View } from '@hoso/event-sourcing';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import { requireFollowable, ViewsAhead } from './require-followable.ts';

const view: View<unknown> = {
  ...{ name: 'things', revision: 1, indexes: [], events: eventCatalogue() },
  ...{ key: () => undefined, evolve: () => undefined },
};

describe('Views', () => {
  it('that have followed further than the log goes are not of this log', async () => {
    const views = memoryViewStore();
    const checked = (head: number) => requireFollowable({ head: async () => head }, views, [view], 'the views');
    await checked(1);
    const generation = await views.live(view);
    await generation.save([], { checkpoints: [{ partition: 3, from: 0, to: 9 }], held: [], released: [] });
    await checked(9);
    await expect(checked(8)).rejects.toThrow(ViewsAhead);
    await expect(checked(8)).rejects.toThrow('things has followed to event 9, the log ends at 8');
  });
});
