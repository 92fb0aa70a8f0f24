import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError } from '../domain-error.ts';
import { allPartitions } from '../partition.ts';
import { pause } from '../pause.ts';
import { type BusPlace, consuming } from './consuming.ts';
import { describeChaos, describeConsuming } from './describe-consuming.ts';
import { someRecordedEvents } from './recorded-events.ts';

export type { BusPlace };

const message = (data: unknown) => ({ data, headers: { token: 't', language: 'vi' } });
/** For requests that are answered: only what hangs comes so far. */
const limitMs = 60_000;

/**
 * The contract of `Bus`. `make` answers with an empty place, whose buses close within a second. Deliveries are refused
 * on purpose, so that they come again and out of order, in every pattern that `chaosRuns` seeds give.
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

    it('may be answered with nothing, and carry headers of any text', async () => {
      const headers = { token: 'a.b-c_d', language: 'vi, en;q=0.5', note: ' "ạ" 100 %41\u0007 ' };
      let met: unknown;
      await place().other.reply('a.commands.b', 'a', async (asked) => {
        met = asked.headers;
      });
      expect(await place().bus.request('a.commands.b', { data: null, headers }, limitMs)).toBeUndefined();
      expect(met).toEqual(headers);
    });

    it('go to the other replicas when one leaves, which finishes what it has in hand', async () => {
      const { promise: open, resolve } = Promise.withResolvers<string>();
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      const leaving = await place().bus.reply('a.queries.b', 'a', () => {
        begin();
        return open;
      });
      const answer = place().other.request('a.queries.b', message(1), limitMs);
      await begun;
      const closing = leaving.close();
      const staying = await place().other.reply('a.queries.b', 'a', async () => 'stays');
      for (let count = 0; count < 20; count++) {
        expect(await place().other.request('a.queries.b', message(1), limitMs)).toBe('stays');
      }
      resolve('done');
      await expect(answer).resolves.toBe('done');
      await closing;
      await staying.close();
      const asking = place().bus.request('a.queries.b', message(1), limitMs);
      await expect(asking).rejects.toMatchObject({ name: 'NoResponder', reason: 'nobody' });
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
      let isClosed = false;
      const closing = place()
        .bus.close()
        .then(() => {
          isClosed = true;
        });
      await pause(20);
      expect(isClosed).toBe(false);
      resolve('done');
      await expect(answer).resolves.toBe('done');
      await closing;
      await expect(place().bus.request('a.queries.b', message(1), 200)).rejects.toThrow();
    });

    it('that never come to an end are left by a bus that closes, which says so', async () => {
      const { promise: never } = Promise.withResolvers<void>();
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      await place().bus.reply('stuck.queries.b', 'stuck', () => {
        begin();
        return never;
      });
      await place().bus.reply('a.queries.b', 'a', async () => 1);
      const asking = place().other.request('stuck.queries.b', message(1), 100);
      asking.catch(() => undefined);
      await place().bus.request('a.queries.b', message(1), limitMs);
      await begun;
      expect(await place().bus.close()).toEqual(['stuck.queries.b']);
    });

    it('and consumers that never come to an end are left, too', async () => {
      const { promise: never } = Promise.withResolvers<void>();
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      await place().bus.consume('stuck', allPartitions, () => {
        begin();
        return never;
      });
      const others = await consuming(place().bus, 'other');
      await place().bus.publish(await someRecordedEvents(3));
      await begun;
      await others.until(3);
      expect(await place().bus.close()).toEqual(['stuck']);
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

    it('is harmless by several at once, and takes a page before the last one is acknowledged', async () => {
      const events = await someRecordedEvents(99);
      const met = await consuming(place().bus, 'c');
      await Promise.all(
        [place().bus, place().other, place().bus].map(async (bus) => {
          const pages = [0, 25, 50, 75].map((from) => bus.publish(events.slice(from, from + 25)));
          await Promise.all(pages);
        }),
      );
      expect(await place().bus.published()).toBe(100);
      await met.until(100);
      expect(met.deliveries.map(({ event }) => event)).toEqual(events);
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
