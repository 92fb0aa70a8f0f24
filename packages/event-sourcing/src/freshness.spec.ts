import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Position } from './envelope.ts';
import type { EventStore } from './event-store.ts';
import { freshness, LogTail, waitAtLeast } from './freshness.ts';
import { allPartitions, partitionOf } from './partition.ts';
import { pause } from './pause.ts';
import { memoryEventStore } from './testing/memory-event-store.ts';
import { tell, toldInParts } from './testing/told-dossiers.ts';

const note = { dossier: 1, stream: 'dossier', kind: 'Noted', points: 1 } as const;
const at = (checkpoints: readonly Position[]) => ({ progress: async () => ({ checkpoints, holds: [] }) });

/** A store that counts what it is asked. */
function counting(store: EventStore) {
  const asked = { heads: 0, reads: 0 };
  const counted: EventStore = {
    ...store,
    head: () => {
      asked.heads++;
      return store.head();
    },
    readAll: (...args) => {
      asked.reads++;
      return store.readAll(...args);
    },
  };
  return { asked, counted };
}

describe('Freshness', () => {
  it('is complete up to just before the first event that a follower has not met', () =>
    fc.assert(
      fc.asyncProperty(
        toldInParts,
        fc.array(fc.nat(100), { minLength: 16, maxLength: 16 }),
        fc.boolean(),
        async (parts, shares, isAskedBefore) => {
          let nowMs = 1_000;
          const store = memoryEventStore(() => nowMs++);
          const tail = new LogTail(store);
          for (const part of parts) {
            if (isAskedBefore) await freshness(tail, at([]), nowMs);
            await tell(store, part);
          }
          const events = await store.readAll(0, 1_000);
          const checkpoints = shares.map((share) => Math.round((share / 100) * (events.length + 1)));
          const missing = events.find(({ partition, position }) => position > (checkpoints[partition] ?? 0));
          expect(await freshness(tail, at(checkpoints), 5_000)).toMatchObject({
            completeUpTo: missing ? missing.position - 1 : events.length,
            lagMs: missing ? 5_000 - missing.recordedAt : 0,
            head: events.length,
          });
        },
      ),
    ));

  it('holds for any follower at any time, however little of the log a tail remembers', () =>
    fc.assert(
      fc.asyncProperty(
        toldInParts,
        fc.array(fc.array(fc.nat(100), { minLength: 16, maxLength: 16 }), { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 1, max: 8 }),
        async (parts, followers, remembered) => {
          const store = memoryEventStore();
          const tail = new LogTail(store, remembered);
          for (const part of parts) {
            await tell(store, part);
            const events = await store.readAll(0, 1_000);
            for (const shares of followers) {
              const checkpoints = shares.map((share) => Math.round((share / 100) * (events.length + 1)));
              const missing = events.find(({ partition, position }) => position > (checkpoints[partition] ?? 0));
              const { completeUpTo } = await freshness(tail, at(checkpoints), 0);
              expect(completeUpTo).toBe(missing ? missing.position - 1 : events.length);
            }
          }
        },
      ),
      { numRuns: 300 },
    ));

  it('asks the store once for the head, and for events only when there are new ones', async () => {
    const { counted, asked } = counting(memoryEventStore());
    const tail = new LogTail(counted);
    await tell(counted, [note, { ...note, dossier: 2 }]);
    await freshness(tail, at(allPartitions.map(() => 1)), 0);
    Object.assign(asked, { heads: 0, reads: 0 });
    await freshness(tail, at(allPartitions.map(() => 1)), 0);
    await freshness(tail, at(allPartitions.map(() => 3)), 0);
    expect(asked).toEqual({ heads: 2, reads: 0 });
  });

  it('names what is held', async () => {
    const store = memoryEventStore();
    const holds = [{ subject: 'd1', partition: 3, position: 1, reason: 'why' }];
    const source = { progress: async () => ({ checkpoints: allPartitions.map(() => 1), holds }) };
    expect((await freshness(new LogTail(store), source, 0)).held).toEqual(['d1']);
  });
});

describe('Waiting for a position', () => {
  it('waits for that event’s own partition', async () => {
    const store = memoryEventStore();
    await tell(store, [note, { ...note, dossier: 2 }]);
    const checkpoints = allPartitions.map(() => 0);
    const waiting = waitAtLeast(store, at(checkpoints), 2, 60_000);
    await pause(10);
    checkpoints[partitionOf('d1')] = 2;
    expect(await waiting).toBe(true);
    expect(await waitAtLeast(store, at(checkpoints), 3, 20)).toBe(false);
    expect(await waitAtLeast(store, at(checkpoints), 0, 20)).toBe(true);
  });

  it('waits for the log, too, but not for long', async () => {
    const store = memoryEventStore();
    const source = at(allPartitions.map(() => 9));
    const waiting = waitAtLeast(store, source, 2, 60_000);
    await tell(store, [note]);
    expect(await waiting).toBe(true);
    expect(await waitAtLeast(store, source, 9, 20)).toBe(false);
  });

  it('uses a source that can be waited for', async () => {
    const store = memoryEventStore();
    await tell(store, [note]);
    const checkpoints = allPartitions.map(() => 0);
    const asked: unknown[] = [];
    const source = {
      ...at(checkpoints),
      settled: async (...of: readonly unknown[]) => {
        asked.push(of.slice(0, 2));
        checkpoints.fill(2);
        return true;
      },
    };
    expect(await waitAtLeast(store, source, 2, 60_000)).toBe(true);
    expect(asked).toEqual([[partitionOf('d1'), 2]]);
  });
});
