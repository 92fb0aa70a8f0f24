import {
  type EncodedAppend,
  encodeAppend,
  type FollowerProgress,
  LogDamaged,
  type PolicyOutcome,
  type ProgressChange,
  type RecordedEvent,
} from '@hoso/event-sourcing';
import { freshStream, nextId, noted, write } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import { ModelServer } from '../test/model-server.ts';
import { beginningAt, moved } from './progress-records.ts';
import { carryEvents, carryProgress } from './restore-log.ts';

const log = '00000000-0000-4000-8000-000000000001';

/** As another store has them: a position each, and a millisecond for each command. */
function recorded(appends: readonly EncodedAppend[]): readonly RecordedEvent[] {
  let position = 0;
  return appends.flatMap(({ writes }, at) =>
    writes.flatMap(({ events }) =>
      events.map(({ partition, body }) => ({
        position: ++position,
        recordedAt: 1_640_970_000_000 + at,
        partition,
        body,
      })),
    ),
  );
}
const appended = (...streams: readonly (readonly [stream: string, expected: number])[]): EncodedAppend => {
  const commandId = nextId();
  return encodeAppend(
    log,
    streams.map(([stream, expected]) => write(stream, expected, noted({ commandId }))),
  );
};
/** In pieces of so many, which may part what one command had led to. */
const inPieces = (events: readonly RecordedEvent[], size: number) => ({
  head: events.length,
  async *events() {
    for (let from = 0; from < events.length; from += size) yield events.slice(from, from + size);
  },
});

describe('A whole log, carried to KurrentDB', () => {
  const [one, other] = [freshStream(), freshStream()];
  const appends = [
    appended([one, 0]),
    appended([one, 1], [other, 0]),
    appended([other, 1]),
    ...Array.from({ length: 300 }, () => appended([freshStream(), 0])),
  ];
  const events = recorded(appends);

  it.each([1, 2, 500])('has the same bytes, positions and times, in pieces of %d', async (size) => {
    const server = new ModelServer();
    await carryEvents(server.append, server.names, inPieces(events, size));
    expect(await server.events()).toEqual(events);
    expect(server.read(server.names.ofStream(one))).toHaveLength(2);
  });

  it('finds what a command had led to, so that it is not carried out again', async () => {
    const server = new ModelServer();
    await carryEvents(server.append, server.names, inPieces(events, 500));
    expect(await server.findCommand(appends[1]?.commandId ?? '')).toEqual(events.slice(1, 3));
  });

  it('is not written over a log that is there', async () => {
    const server = new ModelServer();
    await carryEvents(server.append, server.names, inPieces(events, 500));
    await expect(carryEvents(server.append, server.names, inPieces(events, 500))).rejects.toThrow();
    expect(await server.events()).toEqual(events);
  });

  it('tells where a position is missing', async () => {
    const { append, names } = new ModelServer();
    const holed = { ...inPieces([...events.slice(0, 4), ...events.slice(5)], 500), head: events.length };
    await expect(carryEvents(append, names, holed)).rejects.toThrow(LogDamaged);
  });

  it('takes along where policies are, what they hold and what came of what they sent', async () => {
    const kept = new Map<string, FollowerProgress>();
    const noticed: PolicyOutcome[] = [];
    const policies = {
      progress: async (policy: string, begins: number) => {
        kept.set(policy, beginningAt(begins));
        return beginningAt(begins);
      },
      save: async (policy: string, change: ProgressChange, outcomes: readonly PolicyOutcome[]) => {
        kept.set(policy, moved(policy, kept.get(policy), change));
        noticed.push(...outcomes);
      },
    };
    const hold = { subject: 'd-1', partition: 3, position: 7, reason: 'a fault' };
    const outcome = { policy: 'a-policy', event: 5, ordinal: 0, commandId: nextId(), outcome: 'done' };
    await carryProgress(policies, {
      checkpoints: [3, 4].map((partition) => ({ policy: 'a-policy', partition, position: 9 })),
      holds: [{ policy: 'a-policy', ...hold }],
      async *outcomes() {
        yield [outcome];
      },
    });
    const at = beginningAt(0).checkpoints.map((_, partition) => (partition === 3 || partition === 4 ? 9 : 0));
    expect(kept).toEqual(new Map([['a-policy', { checkpoints: at, holds: [hold] }]]));
    expect(noticed).toEqual([outcome]);
  });
});
