import { allPartitions, StaleFollower } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import { beginningAt, moved, outcomeBytes, progressBytes, progressOf, refusalsAmong } from './progress-records.ts';

const hold = { subject: 'dossier-ồ', partition: 4, position: 8, reason: 'processing does not answer' };
const nothing = { checkpoints: [], held: [], released: [] };

describe('The progress of a policy on KurrentDB', () => {
  it('moves where it is as compared, and nowhere else', () => {
    const after = moved('p', beginningAt(3), { ...nothing, checkpoints: [{ partition: 2, from: 3, to: 9 }] });
    expect(after.checkpoints).toEqual(allPartitions.map((partition) => (partition === 2 ? 9 : 3)));
    const late = { ...nothing, checkpoints: [{ partition: 2, from: 3, to: 4 }] };
    expect(() => moved('p', after, late)).toThrow(StaleFollower);
    expect(() => moved('p', undefined, late)).toThrow(StaleFollower);
  });

  it('releases before it holds, and keeps one hold a subject, in order', () => {
    const held = moved('p', beginningAt(0), { ...nothing, held: [hold, { ...hold, subject: 'd2', position: 3 }] });
    expect(held.holds.map(({ subject }) => subject)).toEqual(['d2', hold.subject]);
    const again = moved('p', held, { ...nothing, released: [hold.subject, 'd2'], held: [{ ...hold, position: 9 }] });
    expect(again.holds).toEqual([{ ...hold, position: 9 }]);
  });

  it('is read back as it was stored, and a fault is never stored', () => {
    const progress = { ...beginningAt(7), holds: [hold] };
    expect(progressOf('main', { revision: 0n, data: progressBytes(progress) })).toEqual(progress);
    expect(() => progressBytes({ checkpoints: [0.5], holds: [] })).toThrow();
    expect(() => progressOf('main', { revision: 0n, data: Buffer.from('{"checkpoints":[]}') })).toThrow('damaged');
    expect(() => progressOf('main', { revision: 0n, data: Buffer.from('no JSON') })).toThrow('damaged');
  });

  it('lists refusals, newest first; of two that tell of one command the older one counts', () => {
    const told = [
      [5, 'done'],
      [9, 'UnknownUnit'],
      [7, 'WrongRole'],
      [5, 'WrongState'],
      [7, 'done'],
    ] as const;
    const records = told.map(([event, outcome], index) => ({
      revision: BigInt(index),
      data: outcomeBytes({ policy: 'p', event, ordinal: 0, commandId: `c${event}`, outcome }),
    }));
    const refusals = refusalsAmong('main', 'p', records, 10).map(({ event, outcome }) => [event, outcome]);
    expect(refusals).toEqual([
      [9, 'UnknownUnit'],
      [7, 'WrongRole'],
    ]);
    expect(refusalsAmong('main', 'p', records, 1)).toHaveLength(1);
  });
});
