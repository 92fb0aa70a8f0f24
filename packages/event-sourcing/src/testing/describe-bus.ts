import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Bus, Consumption, Delivery } from '../bus.ts';
import { DomainError } from '../domain-error.ts';
import type { Position, RecordedEvent } from '../envelope.ts';
import { allPartitions } from '../partition.ts';
import { pause } from '../pause.ts';
import { randomFrom } from './random-from.ts';
import { someRecordedEvents } from './recorded-events.ts';

/** A bus to be judged, which has published nothing yet. */
export interface BusPlace {
  readonly bus: Bus;
  /** Another process's connection to the same bus; the same bus where there is none. */
  readonly other: Bus;
  readonly remove: () => Promise<void>;
}

const message = (data: unknown) => ({ data, headers: { token: 't', language: 'vi' } });
const limitMs = 5_000;

/**
 * The contract of `Bus`. `make` answers with an empty place. It refuses deliveries on purpose, so that they come again
 * and out of order, in every pattern that `chaosRuns` seeds give.
 */
export function describeBus(name: string, make: () => Promise<BusPlace>, chaosRuns = 10): void {
  describe(`The bus on ${name}`, () => {
    let place: BusPlace;
    beforeEach(async () => {
      place = await make();
    });
    afterEach(async () => {
      await place.bus.close();
      await place.other.close();
      await place.remove();
    });
    describeRequests(() => place);
    describePublishing(() => place);
    describeConsuming(() => place);
    describeChaos(() => place, make, chaosRuns);
  });
}

function describeRequests(place: () => BusPlace): void {
  describe('requests', () => {
    it('are answered', async () => {
      await place().other.reply('intake.commands.dossier', 'intake', async ({ data, headers }) => ({ data, headers }));
      const answer = await place().bus.request('intake.commands.dossier', message({ a: ['ạ', 1, null] }), limitMs);
      expect(answer).toEqual(message({ a: ['ạ', 1, null] }));
    });

    it('cross as JSON: nobody can change what another holds', async () => {
      const kept: { at: unknown[] } = { at: [] };
      await place().other.reply('a.queries.b', 'a', async ({ data }) => {
        kept.at.push(data);
        return kept;
      });
      const asked = { gone: undefined, list: [1] };
      const answer = await place().bus.request('a.queries.b', message(asked), limitMs);
      asked.list.push(2);
      expect(kept).toEqual({ at: [{ list: [1] }] });
      expect(answer).toEqual({ at: [{ list: [1] }] });
      expect(answer).not.toBe(kept);
    });

    it('that nobody answers are told so', async () => {
      const asking = place().bus.request('nobody.queries.here', message(1), limitMs);
      await expect(asking).rejects.toMatchObject({
        name: 'NoResponder',
        subject: 'nobody.queries.here',
        reason: 'nobody',
      });
    });

    it('that are not answered in time are told so', async () => {
      const { promise: never, resolve } = Promise.withResolvers<void>();
      await place().other.reply('slow.queries.b', 'slow', () => never);
      const asking = place().bus.request('slow.queries.b', message(1), 50);
      await expect(asking).rejects.toMatchObject({ name: 'NoResponder', reason: 'timeout' });
      resolve();
    });

    it('that are refused keep name, code and params', async () => {
      await place().other.reply('a.commands.b', 'a', async () => {
        throw new DomainError('AlreadyReceived', { code: '000.00.06', times: 2 });
      });
      const asking = place().bus.request('a.commands.b', message(1), limitMs);
      await expect(asking).rejects.toMatchObject({
        name: 'DomainError',
        code: 'AlreadyReceived',
        params: { code: '000.00.06', times: 2 },
      });
    });

    it('that fail keep the name of the failure and what it says', async () => {
      await place().other.reply('a.commands.b', 'a', async () => {
        throw Object.assign(new Error('the store is full'), { name: 'StoreUnavailable', reason: 'full' });
      });
      const asking = place().bus.request('a.commands.b', message(1), limitMs);
      await expect(asking).rejects.toMatchObject({
        name: 'StoreUnavailable',
        message: 'the store is full',
        reason: 'full',
      });
    });

    it('are answered by one replica each, and by all in turn or by chance', async () => {
      const answers = [0, 0];
      for (const [replica, bus] of [place().bus, place().other].entries()) {
        await bus.reply('a.queries.b', 'a', async () => {
          answers[replica] = (answers[replica] ?? 0) + 1;
        });
      }
      await Promise.all(Array.from({ length: 60 }, () => place().bus.request('a.queries.b', message(1), limitMs)));
      expect((answers[0] ?? 0) + (answers[1] ?? 0)).toBe(60);
      expect(Math.min(...answers)).toBeGreaterThan(0);
    });

    it('under way are finished by a bus that closes, and none is taken after', async () => {
      const { promise: open, resolve } = Promise.withResolvers<string>();
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      await place().bus.reply('a.queries.b', 'a', () => {
        begin();
        return open;
      });
      const answer = place().bus.request('a.queries.b', message(1), limitMs);
      await begun;
      const closing = place().bus.close();
      resolve('done');
      await expect(answer).resolves.toBe('done');
      await closing;
      await expect(place().bus.request('a.queries.b', message(1), 200)).rejects.toThrow();
    });
  });
}

function describePublishing(place: () => BusPlace): void {
  describe('publishing', () => {
    it('moves the last position', async () => {
      const events = await someRecordedEvents(9);
      expect(await place().bus.published()).toBe(0);
      await place().bus.publish(events.slice(0, 4));
      expect(await place().other.published()).toBe(4);
      await place().bus.publish(events.slice(4));
      expect(await place().bus.published()).toBe(10);
    });

    it('takes repeats, and delivers them once', async () => {
      const events = await someRecordedEvents(9);
      const met = await consuming(place().bus, 'c');
      await place().bus.publish(events.slice(0, 6));
      await place().other.publish(events.slice(2, 6));
      await place().bus.publish(events.slice(4));
      await met.until(10);
      expect(met.deliveries.map(({ event }) => event.position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      await met.consumption.close();
    });

    it('never leaves a hole', async () => {
      const events = await someRecordedEvents(9);
      await place().bus.publish(events.slice(0, 2));
      await expect(place().bus.publish(events.slice(3))).rejects.toThrow();
      expect(await place().bus.published()).toBe(2);
    });
  });
}

function describeConsuming(place: () => BusPlace): void {
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

function describeChaos(place: () => BusPlace, make: () => Promise<BusPlace>, runs: number): void {
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

interface Consuming {
  readonly consumption: Consumption;
  readonly deliveries: readonly Delivery[];
  /** Waits until the position has been accepted. */
  readonly until: (position: Position) => Promise<void>;
  readonly has: (position: Position) => boolean;
  /** How many were delivered beyond a position. */
  readonly since: (position: Position) => number;
}

async function consuming(
  bus: Bus,
  name: string,
  partitions = allPartitions,
  refuses: (batch: readonly RecordedEvent[]) => boolean = () => false,
): Promise<Consuming> {
  const deliveries: Delivery[] = [];
  const accepted = new Set<Position>();
  const consumption = await bus.consume(name, partitions, async (batch) => {
    deliveries.push(...batch);
    const events = batch.map(({ event }) => event);
    if (refuses(events)) throw new Error('not now');
    for (const { position } of events) accepted.add(position);
  });
  return {
    consumption,
    deliveries,
    until: (position) => eventually(() => accepted.has(position)),
    has: (position) => accepted.has(position),
    since: (position) => deliveries.filter(({ event }) => event.position > position).length,
  };
}

async function eventually(isTrue: () => boolean): Promise<void> {
  for (let waitedMs = 0; !isTrue(); waitedMs += 2) {
    if (waitedMs > 4 * limitMs) throw new Error('it did not come');
    await pause(2);
  }
}
