import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@hoso/event-sourcing';
import { type LogShelf, logShelf, xes } from '../../test/log-shelf.ts';
import { importXes } from '../imports/import-xes.ts';
import { keptEvents } from './kept-events.ts';

let shelf: LogShelf;
let reads: number;
beforeEach(async () => {
  shelf = logShelf();
  reads = 0;
  for (const log of ['town', 'city']) await imported(log, 3);
});
afterEach(() => shelf.close());

const imported = (log: string, count: number) => {
  const events = Array.from({ length: count }, (_, n) => [`A${n}`, '2011-01-01T00:00:00Z'] as const);
  return importXes(shelf, { log, upload: shelf.upload(xes({ name: 'one', events })) });
};

/** The log, as a store that counts how often it is read. */
const store = (log: string): EventStore => {
  const known = shelf.logs.open(log);
  if (!known) throw new Error(`there is no ${log}`);
  const counting: EventStore = Object.create(known, {
    readAll: {
      value: (...asked: Parameters<EventStore['readAll']>) => {
        reads += 1;
        return known.readAll(...asked);
      },
    },
  });
  return counting;
};

describe('What was read of a log', () => {
  it('is kept for who reads the same again, and is the same', async () => {
    const [events, town] = [keptEvents(), store('town')];
    const first = await Array.fromAsync(events.upTo(town, 4));
    expect(first.map(({ activity, position }) => [activity, position])).toEqual([
      ['A0', 2],
      ['A1', 3],
      ['A2', 4],
    ]);
    const before = reads;
    expect(await Array.fromAsync(events.upTo(town, 4))).toEqual(first);
    expect(reads).toBe(before);
  });

  it('is read anew up to another position, and of another log', async () => {
    const [events, town, city] = [keptEvents(), store('town'), store('city')];
    await Array.fromAsync(events.upTo(town, 4));
    expect((await Array.fromAsync(events.upTo(town, 3))).length).toBe(2);
    expect((await Array.fromAsync(events.upTo(city, 4))).length).toBe(3);
    await imported('town', 5);
    expect((await Array.fromAsync(events.upTo(town, 6))).length).toBe(5);
  });

  it('is not kept where it is long, or was not read to its end', async () => {
    const [events, town] = [keptEvents(2), store('town')];
    await Array.fromAsync(events.upTo(town, 4));
    const before = reads;
    expect((await Array.fromAsync(events.upTo(town, 4))).length).toBe(3);
    expect(reads).toBeGreaterThan(before);
    const others = keptEvents();
    for await (const _ of others.upTo(town, 4)) break;
    expect((await Array.fromAsync(others.upTo(town, 4))).length).toBe(3);
  });
});
