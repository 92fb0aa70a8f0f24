import type { RecordedEvent } from '@hoso/event-sourcing';
import fc from 'fast-check';

/** Any event that may be kept or packed, its text in whatever script. */
export const anyEvent: fc.Arbitrary<RecordedEvent> = fc.record({
  position: fc.integer({ min: 1, max: 2 ** 53 - 1 }),
  recordedAt: fc.integer({ min: 1_640_970_000_000, max: 4_102_444_800_000 }),
  partition: fc.integer({ min: 0, max: 15 }),
  body: fc.string({ unit: 'grapheme', maxLength: 4_000 }),
});

/** One of that text. */
export function eventOf(body: string): RecordedEvent {
  return { position: 1, recordedAt: 1_640_970_000_000, partition: 3, body };
}
