import type { RecordedEvent } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EventPlace, keptEvents } from './kept-events.ts';

const anEvent: fc.Arbitrary<RecordedEvent> = fc.record({
  position: fc.integer({ min: 1, max: 2 ** 53 - 1 }),
  recordedAt: fc.integer({ min: 1_640_970_000_000, max: 4_102_444_800_000 }),
  partition: fc.integer({ min: 0, max: 15 }),
  body: fc.string({ unit: 'grapheme', maxLength: 2_000 }),
});
const event = (body: string): RecordedEvent => ({ ...{ position: 1, recordedAt: 1_640_970_000_000, partition: 3 }, body });

describe('Kept events', () => {
  it('are read as they were put, whatever was put and dropped in between', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(anEvent, fc.nat())), (steps) => {
        const kept = keptEvents();
        const held = new Map<EventPlace, RecordedEvent>();
        for (const [put, dropped] of steps) {
          const place = kept.put(put);
          expect(held.has(place)).toBe(false);
          held.set(place, put);
          const old = [...held.keys()][dropped % (2 * held.size)];
          if (old === undefined) continue;
          kept.drop(old);
          held.delete(old);
        }
        for (const [place, put] of held) expect(kept.get(place)).toEqual(put);
      }),
    ));

  it('take the room of what was dropped: as many come and go, as much memory is taken', () => {
    const kept = keptEvents();
    const held: EventPlace[] = [];
    for (let count = 0; count < 50_000; count += 1) {
      held.push(kept.put(event('x'.repeat(500 + ((count * 7) % 900)))));
      if (held.length > 500) kept.drop(held.shift() ?? 0);
    }
    expect(kept.bytes).toBeLessThan(3 * 1_048_576);
  });

  it('may be as large as an event can be', () => {
    const kept = keptEvents();
    const large = Array.from({ length: 8 }, (_, index) => event(String(index).repeat(262_144)));
    const places = large.map(kept.put);
    expect(places.map(kept.get)).toEqual(large);
  });
});
