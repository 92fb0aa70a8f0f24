import { eventBytesMax, type RecordedEvent } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyEvent, eventOf } from '../../test/any-event.ts';
import { EventPacker, EventReader, newRoom } from './packed-events.ts';

function readAll(packer: EventPacker): readonly RecordedEvent[] {
  const { room, count } = structuredClone(
    { room: packer.room, count: packer.count },
    { transfer: [packer.room.buffer] },
  );
  const reader = new EventReader({ room, count });
  const read: RecordedEvent[] = [];
  for (let at = reader.at, next = reader.next(); next; at = reader.at, next = reader.next()) {
    expect(at).toBe(next.recordedAt);
    read.push(next);
  }
  expect([reader.isRead, reader.at]).toEqual([true, Number.POSITIVE_INFINITY]);
  return read;
}

describe('Packed events', () => {
  it('are read as they were put, by whoever was given the room', () =>
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 10 }), (events) => {
        const packer = new EventPacker(newRoom());
        for (const each of events) packer.add(each);
        expect(readAll(packer)).toEqual(events);
      }),
    ));

  it('may be as large as an event can be, and a room takes what has room in it', () => {
    const packer = new EventPacker(newRoom());
    const put: RecordedEvent[] = [];
    for (const body of ['x'.repeat(eventBytesMax), 'ở'.repeat(20_000), 'a', 'ở'.repeat(40_000)]) {
      if (!packer.takes(eventOf(body))) break;
      packer.add(eventOf(body));
      put.push(eventOf(body));
    }
    expect(put.map(({ body }) => body.length)).toEqual([eventBytesMax, 20_000, 1]);
    expect(readAll(packer)).toEqual(put);
  });

  it('find room where some were read before', () => {
    const room = newRoom();
    const before = new EventPacker(room);
    before.add(eventOf('x'.repeat(1_000)));
    const after = new EventPacker(room);
    after.add(eventOf('y'));
    expect(readAll(after)).toEqual([eventOf('y')]);
  });
});
