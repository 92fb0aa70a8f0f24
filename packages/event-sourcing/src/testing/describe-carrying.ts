import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { WholeLog } from '../whole-log.ts';
import type { StoreWithPolicies } from './describe-policy-store.ts';
import { everything, freshStream, noted, notes, write } from './sample-events.ts';

/** A log, and a place where there is none yet. */
export interface CarryingPlace {
  readonly store: StoreWithPolicies;
  /** All that the log holds at this moment. */
  readonly whole: () => Promise<WholeLog>;
  /** Makes a log of it in the other place. */
  readonly restore: (whole: WholeLog) => Promise<void>;
  /** The log in the other place. */
  readonly open: () => Promise<StoreWithPolicies>;
  readonly destroy: () => Promise<void>;
}

const policy = 'case-follows-dossier';
const hold = { subject: 'dossier-1', partition: 3, position: 5, reason: 'không có hồ sơ' };
const outcomes = Array.from({ length: 1_200 }, (_, index) => ({
  ...{ policy, event: Math.floor(index / 2) + 1, ordinal: index % 2, commandId: `command-${index}` },
  outcome: index % 3 === 0 ? 'AlreadyOpened' : 'done',
}));

/** What every store promises of logs that are carried from one place to another. */
export function describeCarrying(name: string, make: () => Promise<CarryingPlace>): void {
  describe(`A log that is carried whole on ${name}`, () => {
    let place: CarryingPlace;
    let restored: StoreWithPolicies | undefined;
    beforeEach(async () => {
      place = await make();
      restored = undefined;
    });
    afterEach(async () => {
      await restored?.close();
      await place.store.close();
      await place.destroy();
    });
    const carried = async (change: (whole: WholeLog) => WholeLog = (whole) => whole): Promise<void> => {
      const whole = await place.whole();
      try {
        await place.restore(change(whole));
      } finally {
        await whole.close();
      }
    };

    it('is the same, byte for byte, with its positions and times, and goes on from there', async () => {
      const { store } = place;
      const stream = freshStream();
      const one = [write(stream, 0, noted({ data: { text: 'Nguyễn Thị Hoa 😀' } }))];
      const receipt = await store.append(one);
      for (let count = 0; count < 12; count++) await store.append([write(freshStream(), 0, ...notes(100))]);
      await carried();
      restored = await place.open();
      expect(restored.log).toEqual(store.log);
      const events = await everything(store);
      expect(await everything(restored)).toEqual(events);
      expect(await restored.readStream(stream, 0, 10)).toEqual(await store.readStream(stream, 0, 10));
      expect(await restored.append(one)).toEqual(receipt);
      const next = await restored.append([write(stream, 1, noted())]);
      expect(next).toMatchObject({ version: 2, position: events.length + 1 });
      const [last] = await restored.readAll(events.length, 1);
      expect(last?.recordedAt).toBeGreaterThanOrEqual(events.at(-1)?.recordedAt ?? 0);
    });

    it('keeps what policies did, so that they do nothing twice', async () => {
      const { policies } = place.store;
      await policies.progress(policy, 7);
      const checkpoints = [{ partition: 3, from: 7, to: 9 }];
      await policies.save(policy, { checkpoints, held: [hold], released: [] }, outcomes);
      await policies.progress('arrange', 2);
      await carried();
      restored = await place.open();
      for (const each of [policy, 'arrange']) {
        expect(await restored.policies.progress(each, 99)).toEqual(await policies.progress(each, 99));
      }
      expect(await restored.policies.refusals(policy, 1_000)).toEqual(await policies.refusals(policy, 1_000));
      expect((await restored.policies.progress(policy, 99)).holds).toEqual([hold]);
    });

    it('takes the first of two outcomes of one command, as a log of a store that keeps both may say them', async () => {
      const [first] = outcomes;
      if (!first) throw new Error('there are outcomes');
      await place.store.policies.progress(policy, 7);
      await carried((whole) => ({
        ...whole,
        async *outcomes() {
          yield [first, { ...first, outcome: 'Later' }];
          yield [{ ...first, outcome: 'LaterStill' }];
        },
      }));
      restored = await place.open();
      expect(await restored.policies.refusals(policy, 10)).toEqual([first]);
    });

    it('stands at one moment, whatever is appended and saved meanwhile', async () => {
      const { store } = place;
      for (let count = 0; count < 20; count++) await store.append([write(freshStream(), 0, ...notes(100))]);
      const before = await everything(store);
      const whole = await place.whole();
      const writing = [];
      const slowly: WholeLog = {
        ...whole,
        async *events() {
          for await (const piece of whole.events()) {
            writing.push(await store.append([write(freshStream(), 0, noted())]));
            await store.policies.progress(`policy-${writing.length}`, writing.length);
            yield piece;
          }
        },
      };
      await place.restore(slowly);
      await whole.close();
      restored = await place.open();
      expect(whole.head).toBe(before.length);
      expect(await everything(restored)).toEqual(before);
      expect(await store.head()).toBe(before.length + writing.length);
      expect(writing.length).toBeGreaterThan(2);
      expect((await restored.policies.progress('policy-1', 999)).checkpoints[0]).toBe(999);
    });

    it('is restored only where there is none, which is left as it was', async () => {
      await carried();
      await place.store.append([write(freshStream(), 0, noted())]);
      await expect(carried()).rejects.toThrow();
      restored = await place.open();
      expect(await restored.head()).toBe(1);
    });

    it.each<[string, (whole: WholeLog) => WholeLog]>([
      [
        'in which an event is missing',
        (whole) => ({
          ...whole,
          async *events() {
            for await (const piece of whole.events()) yield piece.filter(({ position }) => position !== 2);
          },
        }),
      ],
      [
        'that breaks off',
        (whole) => ({
          ...whole,
          async *events() {
            for await (const piece of whole.events()) {
              yield piece;
              throw new Error('the line was cut');
            }
          },
        }),
      ],
      [
        'with something that is no event',
        (whole) => ({
          ...whole,
          async *events() {
            for await (const piece of whole.events())
              yield piece.map((event) => ({ ...event, body: '{"type":"None"}' }));
          },
        }),
      ],
    ])('%s becomes no log', async (_, change) => {
      await place.store.append([write(freshStream(), 0, ...notes(3))]);
      await expect(carried(change)).rejects.toThrow();
      await expect(place.open()).rejects.toThrow();
    });
  });
}
