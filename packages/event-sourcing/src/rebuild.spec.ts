import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rebuildInto } from './rebuild.ts';
import { memoryEventStore } from './testing/memory-event-store.ts';
import { memoryViewStore } from './testing/memory-view-store.ts';
import { contentOf, type Happening, type Story, stories, tell, toldInParts } from './testing/told-dossiers.ts';
import type { View } from './view.ts';

const note = (dossier: number, points = 1): Happening => ({ dossier, stream: 'dossier', kind: 'Noted', points });
const clock = () => 0;

async function build(view: View<Story>, parts: readonly (readonly Happening[])[], options: object) {
  const store = memoryEventStore();
  const generation = await memoryViewStore().live(view);
  for (const part of parts) {
    await tell(store, part);
    await rebuildInto({ view, generation, store, clock, ...options });
  }
  const { checkpoints, holds } = await generation.progress();
  const held = Object.fromEntries(holds.map(({ subject, position }) => [subject, position]));
  return { generation, content: await contentOf(generation), checkpoints, held };
}

describe('A rebuild', () => {
  it('leads to the same in steps of any size', () =>
    fc.assert(
      fc.asyncProperty(
        toldInParts,
        fc.record({
          batchMax: fc.integer({ min: 1, max: 9 }),
          savedEvery: fc.integer({ min: 1, max: 30 }),
          documentsMax: fc.nat(6),
        }),
        fc.constantFrom(0, 8),
        async (parts, options, failsFrom) => {
          const view = stories((event) => failsFrom > 0 && event.type === 'Noted' && event.data.points >= failsFrom);
          const { generation: _one, ...whole } = await build(view, [parts.flat()], {});
          const { generation: _other, ...inSteps } = await build(view, parts, options);
          expect(inSteps).toEqual(whole);
        },
      ),
    ));

  it.each([1, 2, 5, 100])('holds the dossier whose document cannot be stored, and no other (%i)', async (batchMax) => {
    const indexes = [{ name: 'points', of: ({ points }: Story) => (points >= 9 ? fail() : [String(points)]) }];
    const told = [note(1), note(2, 9), note(3), note(2), note(1, 2), note(2), note(4)];
    const { generation, content, checkpoints, held } = await build({ ...stories(), indexes }, [told], { batchMax });
    expect(Object.keys(content)).toEqual(['d1', 'd3', 'd4']);
    expect((await generation.find('d1'))?.points).toBe(3);
    expect(held).toEqual({ d2: 3 });
    expect(checkpoints.every((position) => position === 8)).toBe(true);
  });

  it('that is stopped goes on from where it was saved', async () => {
    const store = memoryEventStore();
    await tell(
      store,
      Array.from({ length: 50 }, (_, index) => note(index % 8)),
    );
    const generation = await memoryViewStore().live(stories());
    const stop = new AbortController();
    const stopped = await rebuildInto({
      view: stories(),
      generation,
      store,
      clock,
      batchMax: 5,
      savedEvery: 10,
      signal: stop.signal,
      onProgress: ({ position }) => (position === 25 ? stop.abort() : undefined),
    });
    expect([stopped, Math.max(...(await generation.progress()).checkpoints)]).toEqual([25, 20]);
    expect(await rebuildInto({ view: stories(), generation, store, clock })).toBe(51);
    expect((await generation.find('d0'))?.points).toBe(7);
  });
});

function fail(): never {
  throw new Error('no index');
}
