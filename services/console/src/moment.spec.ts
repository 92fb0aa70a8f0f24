import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { indexAt, inOrder, isWithin, momentAt, type Timed } from './moment.ts';

const day = (date: number): string => `2022-03-${String(date).padStart(2, '0')}T02:00:00.000Z`;
const event = (position: number, occurred: number, recorded: number): Timed => ({
  position,
  occurredAt: day(occurred),
  recordedAt: day(recorded),
});
/** The third was entered on the 5th, though it happened on the 2nd. */
const events = [event(2, 1, 1), event(5, 3, 3), event(9, 2, 5)];
const positions = (at: string | undefined, reading: 'known' | 'stood' | 'both'): readonly number[] =>
  events.filter((one) => isWithin(one, at, reading, events)).map(({ position }) => position);

describe('A moment', () => {
  it('of now has every event, however it is read', () => {
    expect(positions(undefined, 'known')).toEqual([2, 5, 9]);
    expect(positions(undefined, 'stood')).toEqual([2, 5, 9]);
  });

  it('between, read as known, lacks what was entered later', () => expect(positions(day(4), 'known')).toEqual([2, 5]));
  it('between, read as it stood, has it', () => expect(positions(day(2), 'stood')).toEqual([2, 9]));
  it('between, read both ways at once, has what could be known of it', () =>
    expect(positions(day(2), 'both')).toEqual([2]));

  it('right after an event has it, and nothing that came later in that order', () => {
    expect(positions('#5', 'known')).toEqual([2, 5]);
    expect(positions('#9', 'stood')).toEqual([2, 9]);
    expect(positions('#9', 'both')).toEqual([2, 9]);
  });

  it('after a position that is no event of the dossier is that of the event before it', () =>
    expect(positions('#7', 'known')).toEqual([2, 5]));

  it('before the first event has none, and none is the last', () => {
    expect(positions('#1', 'known')).toEqual([]);
    expect(indexAt(events, '#1', 'known')).toBe(-1);
    expect(indexAt(events, momentAt(events, -1), 'stood')).toBe(-1);
    expect(indexAt(events, '2190-01-01T00:00:00.000Z', 'stood')).toBe(2);
    expect(momentAt([], 0)).toBeUndefined();
  });

  it('leads back to the place of its event, in any order', () => {
    const history = fc.uniqueArray(fc.tuple(fc.nat(99), fc.integer({ min: 1, max: 28 })), {
      selector: ([position]) => position,
      minLength: 1,
    });
    fc.assert(
      fc.property(history, fc.constantFrom('known' as const, 'stood' as const), (pairs, reading) => {
        const ascending = pairs.toSorted(([one], [other]) => one - other);
        const ordered = inOrder(
          ascending.map(([position, date]) => event(position + 1, date, 28)),
          reading,
        );
        for (const index of ordered.keys()) expect(indexAt(ordered, momentAt(ordered, index), reading)).toBe(index);
      }),
    );
  });
});
