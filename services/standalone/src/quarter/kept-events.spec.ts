import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventBytesMax, type RecordedEvent } from '@hoso/event-sourcing';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyEvent, eventOf } from '../../test/any-event.ts';
import { type EventPlace, keptEvents } from './kept-events.ts';

const megabyte = 1_048_576;
const folder = mkdtempSync(join(tmpdir(), 'hoso-kept-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  ['in memory', 64 * megabyte],
  ['in a file', 0],
])('Events kept %s', (_, memoryMax) => {
  it('are read as they were put, whatever was put and dropped in between', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(anyEvent, fc.nat())), (steps) => {
        const kept = keptEvents({ memoryMax, folder });
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
        kept.close();
      }),
    ));

  it('take the room of what was dropped: however many come and go, there is as much of it', () => {
    const kept = keptEvents({ memoryMax, folder });
    const held: EventPlace[] = [];
    for (let count = 0; count < 20_000; count += 1) {
      held.push(kept.put(eventOf('x'.repeat(500 + ((count * 7) % 900)))));
      if (held.length > 500) kept.drop(held.shift() ?? 0);
    }
    expect(kept.bytes).toBeLessThan(3 * megabyte);
    kept.close();
  });

  it('may be as large as an event can be', () => {
    const kept = keptEvents({ memoryMax, folder });
    const large = Array.from({ length: 8 }, (_, index) => eventOf(String(index).repeat(eventBytesMax)));
    const places = large.map(kept.put);
    expect(places.map(kept.get)).toEqual(large);
    kept.close();
  });
});

describe('Events kept', () => {
  it('lie in a file where memory has no more room for them', () => {
    const kept = keptEvents({ memoryMax: 2 * megabyte, folder });
    const many = Array.from({ length: 5_000 }, (_, index) => eventOf(`${index} ${'ở'.repeat(300)}`));
    const places = many.map(kept.put);
    expect(kept.bytes).toBeGreaterThan(3 * megabyte);
    expect(places.map(kept.get)).toEqual(many);
    kept.close();
  });
});
