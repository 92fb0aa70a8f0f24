import { describe, expect, it } from '@jest/globals';
import type { Position } from '../envelope.ts';
import { allPartitions } from '../partition.ts';
import { pause } from '../pause.ts';
import { type BusPlace, consuming, eventually } from './consuming.ts';
import { randomFrom } from './random-from.ts';
import { someRecordedEvents } from './recorded-events.ts';

/** What consumers are given. */
export function describeConsuming(place: () => BusPlace): void {
  describe('consuming', () => {
    it('gives a consumer the events of its partitions in order, byte for byte', async () => {
      const events = await someRecordedEvents(60);
      const met = await consuming(place().other, 'half', [0, 1, 2, 3, 4, 5, 6, 7]);
      const all = await consuming(place().bus, 'all');
      await place().bus.publish(events.slice(0, 30));
      await place().bus.publish(events.slice(30));
      await all.until(61);
      const wanted = events.filter(({ partition }) => partition < 8);
      await met.until(wanted.at(-1)?.position ?? 0);
      expect(met.deliveries.map(({ event }) => event)).toEqual(wanted);
      expect(all.deliveries.map(({ event }) => event)).toEqual(events);
      for (const [index, delivery] of met.deliveries.entries()) {
        expect(delivery.redelivered).toBe(false);
        expect(delivery.sequence).toBe((met.deliveries[0]?.sequence ?? 0) + index);
      }
      await met.consumption.close();
      await all.consumption.close();
    });

    it('delivers again what was refused, and says so', async () => {
      const events = await someRecordedEvents(5);
      let refusals = 2;
      const met = await consuming(place().bus, 'c', allPartitions, () => refusals-- > 0);
      await place().bus.publish(events);
      await met.until(6);
      const first = met.deliveries[0];
      const again = met.deliveries.filter(({ event }) => event.position === first?.event.position);
      expect(again.map(({ redelivered }) => redelivered)).toEqual([false, ...again.slice(1).map(() => true)]);
      expect(again.length).toBeGreaterThan(1);
      await met.consumption.close();
    });

    it('has one active consumption under a name; another takes over', async () => {
      const events = await someRecordedEvents(20);
      const first = await consuming(place().bus, 'c');
      await place().bus.publish(events.slice(0, 5));
      await first.until(5);
      const second = await consuming(place().other, 'c');
      await place().bus.publish(events.slice(5, 10));
      await eventually(() => first.has(10) || second.has(10));
      expect(Math.min(first.since(5), second.since(5))).toBe(0);
      await first.consumption.close();
      await place().bus.publish(events.slice(10));
      await second.until(21);
      expect(first.since(10)).toBe(0);
      await second.consumption.close();
    });

    it('knows one set of partitions for a name', async () => {
      const first = await place().bus.consume('c', [1, 2], async () => undefined);
      const again = await place().other.consume('c', [1, 2], async () => undefined);
      await expect(place().other.consume('c', [1, 3], async () => undefined)).rejects.toThrow('partitions');
      for (const each of [first, again]) await each.close();
    });

    it('ends after the batch in hand', async () => {
      const events = await someRecordedEvents(3);
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      let isDone = false;
      const consumption = await place().bus.consume('c', allPartitions, async () => {
        begin();
        await pause(50);
        isDone = true;
      });
      await place().bus.publish(events);
      await begun;
      await consumption.close();
      expect(isDone).toBe(true);
      await consumption.close();
    });
  });
}

/** Nothing is missed, whatever is refused. */
export function describeChaos(place: () => BusPlace, make: () => Promise<BusPlace>, runs: number): void {
  it.each(Array.from({ length: runs }, (_, seed) => seed))(
    'delivers everything at least once, whatever is refused (%i)',
    async (seed) => {
      const { bus, other, remove } = seed === 0 ? { ...place(), remove: async () => undefined } : await make();
      const random = randomFrom(seed);
      const events = await someRecordedEvents(200);
      const accepted = new Set<Position>();
      const consumption = await other.consume('c', allPartitions, async (batch) => {
        if (random() < 0.4) throw new Error('not now');
        for (const { event } of batch) accepted.add(event.position);
      });
      for (let at = 0; at < events.length; ) {
        const size = 1 + Math.floor(random() * 30);
        await bus.publish(events.slice(at, at + size));
        at += size;
        if (random() < 0.5) await pause(1);
      }
      await eventually(() => accepted.size === events.length);
      await consumption.close();
      if (seed !== 0) for (const each of [bus, other]) await each.close();
      await remove();
    },
  );
}
