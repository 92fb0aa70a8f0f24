import { describe, expect, it } from '@jest/globals';
import { envelopeOf, subjectOf } from '../envelope.ts';
import { type EventStore, readLimitMax } from '../event-store.ts';
import { allPartitions, partitionOf } from '../partition.ts';
import type { EachLog } from './each-log.ts';
import { everything, freshStream, nextId, noted, notes, refusalOf, write } from './sample-events.ts';

/** What reading and waiting promise. Part of `describeEventStore`. */
export function describeReads(log: EachLog<EventStore>): void {
  describe('in pages', () => describePages(log));
  describe('by partition', () => describePartitions(log));
  describe('as the log grows', () => describeWaiting(log));
}

function describePages({ store }: EachLog<EventStore>): void {
  it('an unknown stream as an empty one', async () => {
    expect(await store().readStream(freshStream(), 0, 10)).toEqual([]);
    expect(await store().readStream('dossier-', 0, 10)).toEqual([]);
  });

  it('a stream after a version, oldest first, at most as many as asked for', async () => {
    const [stream, other] = [freshStream(), freshStream()];
    for (let version = 0; version < 10; version += 2) {
      await store().append([write(stream, version, ...notes(2))]);
      await store().append([write(other, version, ...notes(2))]);
    }
    const versions = async (after: number, limit: number) =>
      (await store().readStream(stream, after, limit)).map((recorded) => envelopeOf(recorded).version);
    expect(await versions(0, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await versions(0, 3)).toEqual([1, 2, 3]);
    expect(await versions(3, 4)).toEqual([4, 5, 6, 7]);
    expect(await versions(8, readLimitMax)).toEqual([9, 10]);
    expect(await versions(10, 1)).toEqual([]);
    expect(await versions(99, 1)).toEqual([]);
  });

  it('the log after a position, in the one order, at most as many as asked for', async () => {
    await store().append([write(freshStream(), 0, ...notes(9))]);
    const positions = async (after: number, limit: number) =>
      (await store().readAll(after, limit)).map(({ position }) => position);
    expect(await positions(0, 3)).toEqual([1, 2, 3]);
    expect(await positions(3, 4)).toEqual([4, 5, 6, 7]);
    expect(await positions(7, readLimitMax)).toEqual([8, 9, 10]);
    expect(await positions(10, 5)).toEqual([]);
  });

  it('several pages at once, each undisturbed by the others and by appends', async () => {
    await store().append([write(freshStream(), 0, ...notes(200))]);
    const [one, other] = await Promise.all([
      everything(store(), 3),
      everything(store(), 11),
      store().append([write(freshStream(), 0, noted())]),
    ]);
    const all = await everything(store());
    expect(one).toEqual(all.slice(0, one.length));
    expect(other).toEqual(all.slice(0, other.length));
    expect(Math.min(one.length, other.length)).toBeGreaterThan(200);
  });

  it('nothing without a limit, or from nowhere', async () => {
    const asked = [
      () => store().readAll(0, 0),
      () => store().readAll(0, -1),
      () => store().readAll(0, 1.5),
      () => store().readAll(0, readLimitMax + 1),
      () => store().readAll(-1, 1),
      () => store().readAll(0, 1, 16),
      () => store().readAll(0, 1, -1),
      () => store().readStream(freshStream(), 0, readLimitMax + 1),
      () => store().readStream(freshStream(), Number.NaN, 1),
    ];
    for (const ask of asked) expect(await refusalOf(ask())).toMatchObject({ name: 'RangeError' });
  });
}

function describePartitions({ store }: EachLog<EventStore>): void {
  it('exactly the events that belong to it, in order, and every event in one of them', async () => {
    for (let count = 0; count < 60; count++) await store().append([write(freshStream(), 0, ...notes(1 + (count % 2)))]);
    const all = await everything(store());
    for (const partition of allPartitions) {
      const expected = all.filter((recorded) => partitionOf(subjectOf(envelopeOf(recorded))) === partition);
      expect(await everything(store(), 3, partition)).toEqual(expected);
      expect(expected.every((recorded) => recorded.partition === partition)).toBe(true);
    }
  });

  it('a dossier in one of them, whichever streams it is written to', async () => {
    const dossierId = nextId();
    await store().append([write(`dossier-${dossierId}`, 0, noted({ dossierId }))]);
    for (let count = 1; count < 6; count++) await store().append([write(freshStream('case'), 0, noted({ dossierId }))]);
    const own = await store().readAll(1, 10, partitionOf(dossierId));
    expect(own.map((recorded) => envelopeOf(recorded).dossierId)).toEqual(Array.from({ length: 6 }, () => dossierId));
  });

  it('after a position that belongs to another of them', async () => {
    const [mine, other] = [nextId(), nextId()].map((id) => ({ stream: `dossier-${id}`, dossierId: id }));
    if (!mine || !other) throw new Error('two dossiers were asked for');
    for (let expected = 0; expected < 4; expected++) {
      await store().append([write(mine.stream, expected, noted({ dossierId: mine.dossierId }))]);
      await store().append([write(other.stream, expected, noted({ dossierId: other.dossierId }))]);
    }
    const found = await store().readAll(3, 2, partitionOf(mine.dossierId));
    expect(found.map(({ position }) => position)).toEqual(
      partitionOf(mine.dossierId) === partitionOf(other.dossierId) ? [4, 5] : [4, 6],
    );
  });
}

function describeWaiting({ store }: EachLog<EventStore>): void {
  it('the last position', async () => {
    expect(await store().head()).toBe(1);
    await store().append([write(freshStream(), 0, ...notes(3))]);
    expect(await store().head()).toBe(4);
  });

  it('at once when the log has already passed the position', async () => {
    expect(await store().waitPast(0, 60_000)).toBe(1);
  });

  it('as soon as the log passes the position, for each who waits', async () => {
    const waits = [1, 1, 2, 3].map((position) => store().waitPast(position, 60_000));
    await store().append([write(freshStream(), 0, noted())]);
    expect(await Promise.all(waits.slice(0, 2))).toEqual([2, 2]);
    await store().append([write(freshStream(), 0, ...notes(2))]);
    expect(await Promise.all(waits.slice(2))).toEqual([4, 4]);
  });

  it('the head as it is when the time is up', async () => {
    await store().append([write(freshStream(), 0, noted())]);
    expect(await store().waitPast(10, 50)).toBe(2);
    expect(await store().waitPast(2, 0)).toBe(2);
  });

  it('the head when the store closes', async () => {
    const waiting = store().waitPast(1, 60_000);
    await store().close();
    expect(await waiting).toBe(1);
  });
}
