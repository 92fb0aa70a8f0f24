import type { PolicyOutcome, RecordedEvent } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { inOneOrder } from './one-order.ts';
import { EventPacker, EventReader, newRoom, type PackedEvents } from './packed-events.ts';
import type { SimulatedPiece } from './simulation.ts';

/** Shards of pieces of events by when they were recorded. */
const shards = fc.array(fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 6 }), { maxLength: 6 }), {
  maxLength: 4,
});

/** Recorded in order of time within a shard; policies have made something of every third event. */
function piecesOf(shard: readonly (readonly number[])[], name: number): readonly SimulatedPiece[] {
  const times = shard.flat().toSorted((one, other) => one - other);
  let position = 0;
  return shard.map((piece) => {
    const events = piece.map((): RecordedEvent => {
      const recordedAt = times[position] ?? 0;
      position += 1;
      return { position, recordedAt, partition: 0, body: `${name}.${position}` };
    });
    const answered = events.filter((event) => event.position % 3 === 0);
    return { events: packed(events), outcomes: answered.map((event) => outcomeOf(event)), finished: 1 };
  });
}

function packed(events: readonly RecordedEvent[]): PackedEvents {
  const packer = new EventPacker(newRoom());
  for (const event of events) packer.add(event);
  return packer;
}

function* unpacked(events: PackedEvents): Iterable<RecordedEvent> {
  const reader = new EventReader(events);
  for (let next = reader.next(); next; next = reader.next()) yield next;
}

function outcomeOf({ position, body }: RecordedEvent): PolicyOutcome {
  return { policy: 'p', event: position, ordinal: 0, commandId: body, outcome: 'done' };
}

async function* streamOf(pieces: readonly SimulatedPiece[]): AsyncIterable<SimulatedPiece> {
  yield* pieces;
}

async function inOrder(told: readonly (readonly SimulatedPiece[])[]) {
  const opened: SimulatedPiece[] = [];
  const pages = await Array.fromAsync(
    inOneOrder(told.map(streamOf), async (piece) => {
      opened.push(piece);
    }),
  );
  return { opened, events: pages.flatMap(({ events }) => events), outcomes: pages.flatMap((page) => page.outcomes) };
}

const told = (shard: readonly (readonly number[])[][]) => shard.map(piecesOf);

describe('Shards in one order', () => {
  it('are all that each told, by time, the first shard first, and each in its own order', async () =>
    fc.assert(
      fc.asyncProperty(shards, async (shard) => {
        const { events } = await inOrder(told(shard));
        const wanted = told(shard)
          .flat()
          .flatMap((piece) => [...unpacked(piece.events)])
          // A stable sort: what is at the same instant stays in the order of the shards.
          .toSorted((one, other) => one.recordedAt - other.recordedAt);
        expect(events.map(({ body }) => body)).toEqual(wanted.map(({ body }) => body));
        expect(events.map(({ position }) => position)).toEqual(wanted.map((_, index) => index + 1));
      }),
    ));

  it('keep what policies made of an event with it', async () =>
    fc.assert(
      fc.asyncProperty(shards, async (shard) => {
        const { events, outcomes } = await inOrder(told(shard));
        const answered = events.filter(({ body }) => Number(body.split('.')[1]) % 3 === 0);
        expect(outcomes).toEqual(answered.map(outcomeOf));
      }),
    ));

  it('are opened piece by piece, also those in which nothing happens', async () =>
    fc.assert(
      fc.asyncProperty(shards, async (shard) => {
        const { opened } = await inOrder(told(shard));
        expect(opened).toHaveLength(shard.flat().length);
      }),
    ));

  it('come after what they were opened for', async () => {
    const pieces = told([[[1], [2]]]);
    let isOpen = false;
    const pages = inOneOrder(pieces.map(streamOf), async () => {
      await Promise.resolve();
      isOpen = true;
    });
    for await (const _ of pages) expect(isOpen).toBe(true);
  });

  it('are all left where one breaks off', async () => {
    const left: number[] = [];
    async function* endless(name: number): AsyncIterable<SimulatedPiece> {
      try {
        for (let position = 1; ; position++) {
          const event = { position, recordedAt: position, partition: 0, body: '' };
          yield { events: packed([event]), outcomes: [], finished: 0 };
          if (name === 1 && position === 3) throw new Error('broken off');
        }
      } finally {
        left.push(name);
      }
    }
    const pages = Array.fromAsync(inOneOrder([endless(0), endless(1)], async () => undefined));
    await expect(pages).rejects.toThrow('broken off');
    expect(left.toSorted()).toEqual([0, 1]);
  });
});
