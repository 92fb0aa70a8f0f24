import { describe, expect, it } from '@jest/globals';
import { rebuildInto } from './rebuild.ts';
import { SealBroken } from './sealer.ts';
import { memoryEventStore } from './testing/memory-event-store.ts';
import { memoryViewStore } from './testing/memory-view-store.ts';
import { contentOf, type Happening, type Story, stories, tell } from './testing/told-dossiers.ts';
import type { PersonalData, View } from './view.ts';

const note = (dossier: number, points = 1): Happening => ({ dossier, stream: 'dossier', kind: 'Noted', points });
const personal: PersonalData = { open: async () => undefined, markOf: (text) => `mark of ${text}` };

type Marked = Story & { readonly mark?: string };

/** A story with the mark of what was noted last. `fails` is thrown instead of the mark of 9 points. */
function markedStories(fails: () => Error): View<Marked> {
  const plain: View<Story> = stories();
  return {
    ...plain,
    name: 'marked-stories',
    indexes: [],
    marks: async ({ data }, { markOf }) => {
      const points = JSON.stringify(data);
      if (points.includes('9')) throw fails();
      return { points: markOf(points) };
    },
    evolve: (document, event, marks) => {
      const story = plain.evolve(document, event);
      return story && { ...story, ...(marks?.['points'] === undefined ? {} : { mark: marks['points'] }) };
    },
  };
}

async function build(view: View<Marked>, told: readonly Happening[], given: PersonalData | undefined = personal) {
  const store = memoryEventStore();
  await tell(store, told);
  const generation = await memoryViewStore().live(view);
  const building = rebuildInto({ view, generation, store, personal: given, clock: () => 0 });
  return { generation, store, building };
}

const broken = () => new SealBroken('event', '/applicant', 'changed or moved');

describe('A view with marks', () => {
  it('folds each event with its own, whether it is followed or rebuilt', async () => {
    const { generation, building } = await build(markedStories(broken), [note(1, 2), note(2, 3), note(1, 4)]);
    await building;
    expect(await contentOf(generation)).toMatchObject({
      d1: { document: { points: 6, mark: 'mark of {"points":4}' } },
      d2: { document: { points: 3, mark: 'mark of {"points":3}' } },
    });
  });
  it('holds the dossier whose seal is broken, and no other', async () => {
    const { generation, building } = await build(markedStories(broken), [note(1), note(2, 9), note(2), note(3)]);
    await building;
    expect(Object.keys(await contentOf(generation))).toEqual(['d1', 'd3']);
    expect((await generation.progress()).holds).toMatchObject([{ subject: 'd2', position: 3 }]);
  });
  it('stands still where keys cannot be had, and saves nothing', async () => {
    const { generation, building } = await build(
      markedStories(() => new Error('no keys now')),
      [note(1), note(2, 9)],
    );
    await expect(building).rejects.toThrow('no keys now');
    const { checkpoints, holds } = await generation.progress();
    expect([Math.max(...checkpoints), holds]).toEqual([0, []]);
  });
  it('is not followed without a way to what is personal', async () => {
    const view = markedStories(broken);
    const store = memoryEventStore();
    const generation = await memoryViewStore().live(view);
    await expect(rebuildInto({ view, generation, store, clock: () => 0 })).rejects.toThrow('marks personal data');
  });
});
