import { describe, expect, it } from '@jest/globals';
import { allPartitions, type Delivery } from '@hoso/event-sourcing';
import { describeBus, someRecordedEvents } from '@hoso/event-sourcing/testing';
import { inProcessBus } from './in-process-bus.ts';

describeBus('this process', async () => {
  const bus = inProcessBus({ publishedUpTo: 0, limits: { backoff: { firstMs: 1, maxMs: 5 }, closeMs: 300 } });
  return { bus, other: bus, remove: async () => undefined };
});

describe('The bus in this process', () => {
  it('gives a slow consumer a gap instead of all of the memory', async () => {
    const events = await someRecordedEvents(50);
    const bus = inProcessBus({ publishedUpTo: 0, limits: { waitingMax: 10, batchMax: 5 } });
    const met: Delivery[] = [];
    const { promise: free, resolve } = Promise.withResolvers<void>();
    await bus.consume('slow', allPartitions, async (batch) => {
      met.push(...batch);
      await free;
    });
    await bus.publish(events.slice(0, 5));
    await new Promise(setImmediate);
    for (let at = 5; at < events.length; at += 5) await bus.publish(events.slice(at, at + 5));
    resolve();
    await new Promise((wake) => setTimeout(wake, 20));
    expect(met.map(({ event }) => event.position)).toEqual([1, 2, 3, 4, 5, ...range(42, 51)]);
    expect(met.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, ...range(42, 51)]);
    await bus.close();
  });

  it('bounds what waits by its size, too', async () => {
    const events = await someRecordedEvents(50);
    const length = events.at(-1)?.body.length ?? 0;
    const bus = inProcessBus({ publishedUpTo: 0, limits: { waitingUnitsMax: length * 3 + 10 } });
    const met: number[] = [];
    await bus.consume(
      'slow',
      allPartitions,
      async (batch) => void met.push(...batch.map(({ event }) => event.position)),
    );
    await bus.publish(events);
    await new Promise(setImmediate);
    expect(met).toEqual([49, 50, 51]);
    await bus.close();
  });

  it('begins where the log stands', async () => {
    const events = await someRecordedEvents(9);
    const bus = inProcessBus({ publishedUpTo: 6 });
    const met: number[] = [];
    await bus.consume('c', allPartitions, async (batch) => void met.push(...batch.map(({ event }) => event.position)));
    await bus.publish(events.slice(4));
    await new Promise(setImmediate);
    expect([await bus.published(), met]).toEqual([10, [7, 8, 9, 10]]);
    await bus.close();
  });

  it('delivers nothing more to a consumer that refuses too much', async () => {
    const events = await someRecordedEvents(30);
    const backoff = { firstMs: 60_000, maxMs: 60_000 };
    const bus = inProcessBus({ publishedUpTo: 0, limits: { refusedMax: 10, batchMax: 5, backoff } });
    let batches = 0;
    const consumption = await bus.consume('c', allPartitions, async () => {
      batches++;
      throw new Error('no');
    });
    await bus.publish(events);
    await new Promise((wake) => setTimeout(wake, 20));
    expect(batches).toBe(2);
    await consumption.close();
    await bus.close();
  });

  it('takes nothing more once it is closed', async () => {
    const bus = inProcessBus({ publishedUpTo: 0 });
    await bus.close();
    await expect(bus.consume('c', [1, 2], async () => undefined)).rejects.toThrow('closed');
    await expect(bus.publish([])).rejects.toThrow('closed');
    await expect(bus.reply('a', 'a', async () => 1)).rejects.toThrow('closed');
  });
});

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
