import { describe, expect, it } from '@jest/globals';
import { streamId } from '../encode-append.ts';
import { envelopeOf } from '../envelope.ts';
import { CommandIdReused, type EventStore, VersionConflict } from '../event-store.ts';
import type { EachLog } from './each-log.ts';
import { eventIdOf } from '../uuid.ts';
import { everything, freshStream, nextId, noted, notes, refusalOf, write } from './sample-events.ts';

/** What `append` promises. Part of `describeEventStore`. */
export function describeAppends(log: EachLog<EventStore>): void {
  describe('one stream', () => describeOneStream(log));
  describe('of rivals', () => describeRivals(log));
  describe('several streams', () => describeSeveralStreams(log));
  describe('a command id', () => describeCommandIds(log));
}

function describeOneStream({ store }: EachLog<EventStore>): void {
  it('answers the id, version and position that the stream has then', async () => {
    const stream = freshStream();
    expect(await store().append([write(stream, 0, ...notes(3))])).toEqual({
      id: streamId(stream),
      version: 3,
      position: 4,
    });
    expect(await store().append([write(stream, 3, noted())])).toEqual({
      id: streamId(stream),
      version: 4,
      position: 5,
    });
  });

  it('keeps everything an event says of itself', async () => {
    const stream = freshStream('case');
    const said = noted({
      dossierId: nextId(),
      causationId: nextId(),
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      data: { name: { kid: 'k', iv: 'AA==', ct: 'AA==', tag: 'AA==' } },
      sealed: ['/name'],
    });
    await store().append([write(stream, 0, said)]);
    const [recorded] = await store().readStream(stream, 0, 1);
    const envelope = recorded && envelopeOf(recorded);
    expect(envelope).toMatchObject({ ...said, stream, log: store().log.id, version: 1, position: 2 });
  });

  it.each([
    ['too low', 1],
    ['too high', 3],
    ['as if there were no stream', 0],
  ])('refuses an expected version %s, and says the actual one', async (_, expected) => {
    const stream = freshStream();
    await store().append([write(stream, 0, ...notes(2))]);
    const refused = await refusalOf(store().append([write(stream, expected, noted())]));
    expect(refused).toBeInstanceOf(VersionConflict);
    expect(refused).toMatchObject({ stream, expected, actual: 2 });
    expect(await store().head()).toBe(3);
  });

  it('refuses a stream that should be there and is not', async () => {
    const stream = freshStream();
    const refused = await refusalOf(store().append([write(stream, 1, noted())]));
    expect(refused).toBeInstanceOf(VersionConflict);
    expect(refused).toMatchObject({ stream, expected: 1, actual: 0 });
  });
}

function describeRivals({ store }: EachLog<EventStore>): void {
  it('lets exactly one of many win who expect the same version', async () => {
    const stream = freshStream();
    const settled = await Promise.allSettled(
      Array.from({ length: 20 }, () => store().append([write(stream, 0, noted())])),
    );
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of settled) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'VersionConflict', actual: 1 });
    }
    expect(await store().readStream(stream, 0, 10)).toHaveLength(1);
  });

  it('gives each event the id that follows from its command and its place', async () => {
    const commandId = nextId();
    const [one, two, three] = notes(3, { commandId });
    if (!one || !two || !three) throw new Error('three events were asked for');
    await store().append([write(freshStream(), 0, one, two), write(freshStream(), 0, three)]);
    const ids = (await store().readAll(1, 10)).map((recorded) => envelopeOf(recorded).id);
    expect(ids).toEqual([0, 1, 2].map((index) => eventIdOf(commandId, index)));
  });
}

function describeSeveralStreams({ store }: EachLog<EventStore>): void {
  it('writes all of them, in the order given, and answers for the first', async () => {
    const [dossier, numbering] = [freshStream(), freshStream('numbering')];
    const [received, again, allocated] = notes(3);
    if (!received || !again || !allocated) throw new Error('three events were asked for');
    const receipt = await store().append([write(dossier, 0, received, again), write(numbering, 0, allocated)]);
    expect(receipt).toEqual({ id: streamId(dossier), version: 2, position: 4 });
    const written = (await store().readAll(1, 10)).map((recorded) => envelopeOf(recorded).id);
    expect(written).toEqual([0, 1, 2].map((index) => eventIdOf(received.commandId, index)));
  });

  it('writes none of them when one has moved, also between others that succeed at the same time', async () => {
    const [moved, free] = [freshStream(), freshStream()];
    await store().append([write(moved, 0, noted())]);
    const [one, other] = notes(2);
    if (!one || !other) throw new Error('two events were asked for');
    const settled = await Promise.allSettled([
      store().append([write(freshStream(), 0, noted())]),
      store().append([write(free, 0, one), write(moved, 0, other)]),
      store().append([write(freshStream(), 0, noted())]),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: { name: 'VersionConflict', stream: moved, expected: 0, actual: 1 } });
    expect(await store().readStream(free, 0, 10)).toEqual([]);
    expect(await store().findCommand(one.commandId)).toEqual([]);
    expect((await everything(store())).map(({ position }) => position)).toEqual([1, 2, 3, 4]);
  });

  it('lets the stream of a refused append be written at once', async () => {
    const [moved, free] = [freshStream(), freshStream()];
    await store().append([write(moved, 0, noted())]);
    const [one, other] = notes(2);
    if (!one || !other) throw new Error('two events were asked for');
    const refused = store().append([write(free, 0, one), write(moved, 0, other)]);
    const next = store().append([write(free, 0, noted())]);
    expect(await refusalOf(refused)).toBeInstanceOf(VersionConflict);
    expect(await next).toMatchObject({ id: streamId(free), version: 1, position: 3 });
  });
}

function describeCommandIds({ store, reopen }: EachLog<EventStore>): void {
  it('that is repeated is answered with its first receipt, whatever has happened since', async () => {
    const [stream, other] = [freshStream(), freshStream()];
    const commandId = nextId();
    const writes = [write(stream, 0, noted({ commandId })), write(other, 0, ...notes(2, { commandId }))];
    const first = await store().append(writes);
    expect(first).toEqual({ id: streamId(stream), version: 1, position: 4 });
    await store().append([write(stream, 1, ...notes(3))]);
    expect(await store().append(writes)).toEqual(first);
    await reopen();
    const decidedAnew = [write(stream, 4, noted({ commandId })), write(other, 2, noted({ commandId }))];
    expect(await store().append(decidedAnew)).toEqual(first);
    expect(await store().head()).toBe(7);
  });

  it('that is repeated at the same time is written once', async () => {
    const stream = freshStream();
    const event = noted();
    const appends = Array.from({ length: 10 }, () => store().append([write(stream, 0, event)]));
    const receipts = await Promise.all(appends);
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(await store().readStream(stream, 0, 10)).toHaveLength(1);
  });

  const commandId = nextId();
  const stream = freshStream();
  const first = noted({ commandId });
  it.each([
    ['another actor', [write(stream, 0, { ...first, actor: { ...first.actor, id: 'someone-else' } })]],
    ['the same one in another role', [write(stream, 0, { ...first, actor: { ...first.actor, role: 'head' } })]],
    ['the same one of another unit', [write(stream, 0, { ...first, actor: { ...first.actor, unit: 'elsewhere' } })]],
    ['another type of command', [write(stream, 0, { ...first, commandType: 'Withdraw' })]],
    ['another stream', [write(freshStream(), 0, first)]],
    ['one stream more', [write(stream, 0, first), write(freshStream(), 0, noted({ commandId }))]],
  ])('that is used again for %s is refused', async (_, writes) => {
    await store().append([write(stream, 0, first)]);
    const refused = await refusalOf(store().append(writes));
    expect(refused).toBeInstanceOf(CommandIdReused);
    expect(refused).toMatchObject({ code: 'CommandIdReused', params: { commandId } });
    expect(await store().head()).toBe(2);
  });

  it('that is used twice at the same time is refused once', async () => {
    const event = noted();
    const settled = await Promise.allSettled(
      [freshStream(), freshStream()].map((at) => store().append([write(at, 0, event)])),
    );
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CommandIdReused' } });
    expect(await store().head()).toBe(2);
  });

  it('that conflicted is not used up', async () => {
    const at = freshStream();
    const event = noted();
    await refusalOf(store().append([write(at, 1, event)]));
    expect(await store().findCommand(event.commandId)).toEqual([]);
    expect(await store().append([write(at, 0, event)])).toMatchObject({ version: 1, position: 2 });
  });

  it('finds the events it led to, in all streams and in order', async () => {
    const id = nextId();
    const events = notes(5, { commandId: id });
    await store().append([write(freshStream(), 0, noted())]);
    await store().append([write(freshStream(), 0, ...events.slice(0, 3)), write(freshStream(), 0, ...events.slice(3))]);
    await store().append([write(freshStream(), 0, noted())]);
    const found = await store().findCommand(id);
    expect(found).toEqual(await store().readAll(2, 5));
    expect(found.map((recorded) => envelopeOf(recorded).id)).toEqual(events.map((_, index) => eventIdOf(id, index)));
    expect(await store().findCommand(nextId())).toEqual([]);
  });
}
