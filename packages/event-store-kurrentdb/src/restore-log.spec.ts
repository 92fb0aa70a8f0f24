import { type EncodedAppend, encodeAppend, logOpened, logStream, type RecordedEvent } from '@hoso/event-sourcing';
import { everything, freshStream, nextId, noted, write } from '@hoso/event-sourcing/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ModelServer } from '../test/model-server.ts';
import { eventStoreOn } from './event-store.ts';
import { migrateOn } from './migrate.ts';
import { beginningAt, progressBytes } from './progress-records.ts';
import { binary, isAt } from './records.ts';
import { restoreOn } from './restore-log.ts';
import { wholeLogOn } from './whole-log.ts';

const identity = { id: '00000000-0000-4000-8000-000000000001', kind: 'simulated' } as const;
const log = 'main';

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
    identity.id,
    streams.map(([stream, expected]) => write(stream, expected, noted({ commandId }))),
  );
};
const opening = encodeAppend(identity.id, [
  {
    ...{ stream: logStream(identity.id), expected: 0 },
    events: [logOpened(identity, '2021-12-31T17:00:00.000Z')],
  },
]);
/** In pieces of so many, which may part what one command had led to. */
const inPieces = (events: readonly RecordedEvent[], size: number) => ({
  ...{ log: identity, head: events.length, checkpoints: [], holds: [] },
  async *events() {
    for (let from = 0; from < events.length; from += size) yield events.slice(from, from + size);
  },
  async *outcomes() {},
  close: async () => {},
});

describe('A whole log, carried to KurrentDB', () => {
  const [one, other] = [freshStream(), freshStream()];
  const appends = [
    opening,
    appended([one, 0]),
    appended([one, 1], [other, 0]),
    appended([other, 1]),
    ...Array.from({ length: 300 }, () => appended([freshStream(), 0])),
  ];
  const events = recorded(appends);
  let server: ModelServer;
  beforeEach(() => {
    server = new ModelServer();
  });
  /** Loses the line after so many requests. */
  const brokenOff = async (requests: number): Promise<void> => {
    let left = requests;
    const losing = {
      ...{ readStream: server.readStream.bind(server), subscribeToStream: server.subscribeToStream.bind(server) },
      ...{ setStreamMetadata: server.setStreamMetadata.bind(server), dispose: server.dispose.bind(server) },
      appendRecords: async (...asked: Parameters<ModelServer['appendRecords']>) => {
        if (left-- === 0) throw new Error('the line was cut');
        await server.appendRecords(...asked);
      },
    };
    await expect(restoreOn(losing, [{ log, whole: inPieces(events, 500) }])).rejects.toThrow('the line was cut');
  };

  it.each([1, 2, 500])('has the same bytes, positions and times, in pieces of %d', async (size) => {
    const told: number[] = [];
    await restoreOn(server, [{ log, whole: inPieces(events, size), onCarried: (done) => told.push(done) }]);
    expect(await server.events()).toEqual(events);
    expect(server.read(server.names.ofStream(one))).toHaveLength(2);
    expect(told.at(-1)).toBe(events.length);
  });

  it('finds what a command had led to, so that it is not carried out again', async () => {
    await restoreOn(server, [{ log, whole: inPieces(events, 500) }]);
    expect(await server.findCommand(appends[2]?.commandId ?? '')).toEqual(events.slice(2, 4));
  });

  it('is opened, migrated and backed up by nobody before all of it is there', async () => {
    await brokenOff(2);
    const refusal = { name: 'KurrentDbUnusable', code: 'NotWhole', message: /^EVENT_STORE_URL: .* repeat the restore/ };
    const said = expect.objectContaining({ ...refusal, message: expect.stringMatching(refusal.message) });
    await expect(eventStoreOn(server, { log })).rejects.toEqual(said);
    await expect(migrateOn(server, { log, born: { kind: 'live' } })).rejects.toEqual(said);
    await expect(wholeLogOn(server, log)).rejects.toEqual(said);
  });

  it.each([0, 1, 2, 3])('goes on where it broke off, after %d requests', async (requests) => {
    await brokenOff(requests);
    await restoreOn(server, [{ log, whole: inPieces(events, 7) }]);
    expect(await server.events()).toEqual(events);
    const store = await eventStoreOn(server, { log });
    expect(await everything(store)).toEqual(events);
    await store.close();
  });

  it('does not go on with another log of the name, one that ends earlier, nor one that is whole', async () => {
    await brokenOff(2);
    const held = await server.events();
    const refusal = { name: 'KurrentDbUnusable', code: 'LogThere' };
    const others = events.map((event) => ({ ...event, recordedAt: event.recordedAt + 1 }));
    await expect(restoreOn(server, [{ log, whole: inPieces(others, 500) }])).rejects.toMatchObject(refusal);
    const fewer = inPieces(events.slice(0, 3), 500);
    await expect(restoreOn(server, [{ log, whole: fewer }])).rejects.toMatchObject(refusal);
    expect(await server.events()).toEqual(held);
    await restoreOn(server, [{ log, whole: inPieces(events, 500) }]);
    await expect(restoreOn(server, [{ log, whole: inPieces(events, 500) }])).rejects.toMatchObject(refusal);
    expect(await server.events()).toEqual(events);
  });

  it('is opened only when the log beside it is there too', async () => {
    const beside = { ...inPieces(events, 500), log: { ...identity, id: nextId() } };
    const broken = {
      ...beside,
      async *events() {
        yield events.slice(0, 9);
        throw new Error('the disk was pulled out');
      },
    };
    const both = (whole: typeof beside) => [
      { log, whole: inPieces(events, 500) },
      { log: 'main-audit', whole },
    ];
    await expect(restoreOn(server, both(broken))).rejects.toThrow('pulled out');
    await expect(eventStoreOn(server, { log })).rejects.toMatchObject({ code: 'NotWhole' });
    await restoreOn(server, both(beside));
    for (const name of [log, 'main-audit']) {
      const store = await eventStoreOn(server, { log: name });
      expect(await store.head()).toBe(events.length);
      await store.close();
    }
  });
});

describe('A whole log of KurrentDB', () => {
  const policy = 'a-policy';
  const note = (event: number) => ({ policy, event, ordinal: 0, commandId: `c${event}`, outcome: 'Refused' });
  const step = (from: number) => ({
    ...{ held: [], released: [] },
    checkpoints: [{ partition: 0, from, to: from + 1 }],
  });

  it('has of each policy no more outcomes than it had come to', async () => {
    const server = new ModelServer();
    await migrateOn(server, { log, born: { kind: 'live' } });
    const { policies, close } = await eventStoreOn(server, { log });
    await policies.progress(policy, 0);
    for (let event = 0; event < 5; event += 1) await policies.save(policy, step(event), [note(event)]);
    const whole = await wholeLogOn(server, log);
    await policies.save(policy, step(5), [note(5)]);
    const outcomes = await Array.fromAsync(whole.outcomes());
    expect(outcomes.flat().map(({ event }) => event)).toEqual([0, 1, 2, 3, 4]);
    expect(whole.checkpoints.find(({ partition }) => partition === 0)).toEqual({ policy, partition: 0, position: 5 });
    await close();
  });

  it('has policies that began before there was a list of them, once they are met again', async () => {
    const server = new ModelServer();
    const { names } = server;
    await migrateOn(server, { log, born: { kind: 'live' } });
    const began = beginningAt(3);
    await server.append(
      [binary(names.ofPolicy(policy), 'ProgressSaved', progressBytes(began))],
      [isAt(names.ofPolicy(policy), 0)],
    );
    const stores = await Promise.all([eventStoreOn(server, { log }), eventStoreOn(server, { log })]);
    const met = await Promise.all(stores.map(({ policies }) => policies.progress(policy, 9)));
    expect(met).toEqual([began, began]);
    expect(server.read(names.policies)).toHaveLength(1);
    const { checkpoints } = await wholeLogOn(server, log);
    expect(checkpoints).toEqual(began.checkpoints.map((position, partition) => ({ policy, partition, position })));
    for (const store of stores) await store.close();
  });

  it('of a policy that notes outcomes without end says so', async () => {
    const server = new ModelServer();
    await migrateOn(server, { log, born: { kind: 'live' } });
    const { policies, close } = await eventStoreOn(server, { log });
    await policies.progress(policy, 0);
    let event = 0;
    const busy = {
      ...{ appendRecords: server.appendRecords, subscribeToStream: server.subscribeToStream.bind(server) },
      ...{ setStreamMetadata: server.setStreamMetadata.bind(server), dispose: server.dispose.bind(server) },
      async *readStream(...asked: Parameters<ModelServer['readStream']>) {
        if (asked[0] === server.names.ofPolicy(policy)) await policies.save(policy, step(event), [note(event++)]);
        yield* server.readStream(...asked);
      },
    };
    await expect(wholeLogOn(busy, log)).rejects.toMatchObject({ name: 'StaleFollower' });
    await close();
  });
});
