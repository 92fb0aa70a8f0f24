import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  CommandIdReused,
  commandHandler,
  type Decider,
  type DomainCommand,
  DomainError,
  encodeAppend,
  type EventStore,
  envelopeOf,
  eventCatalogue,
  eventType,
  firstReceipt,
  personal,
  type RecordedEvent,
  type Sealer,
  streamId,
  type StreamWrite,
  TooManyConflicts,
  VersionConflict,
} from './index.ts';

const Counted = eventType('Counted', z.strictObject({ by: z.int(), who: personal(z.string()).optional() }));
const events = eventCatalogue(Counted);
interface Count extends DomainCommand {
  readonly type: 'Count';
  readonly data: { readonly by: number; readonly who?: string };
}
const counter: Decider<
  Count,
  { readonly sum: number; readonly who: unknown },
  { type: 'Counted'; data: z.infer<typeof Counted.schema> }
> = {
  initial: { sum: 0, who: undefined },
  decide: ({ data }, { sum }) => {
    if (sum + data.by > 100) throw new DomainError('TooMuch', { sum });
    return data.by === 0 ? [] : [{ type: 'Counted', data }];
  },
  evolve: ({ sum }, { data }) => ({ sum: sum + data.by, who: data.who }),
};

const log = '0190b8a2-0000-7000-8000-000000000001';
const count = (by: number, who?: string): Count => ({
  type: 'Count',
  data: who === undefined ? { by } : { by, who },
  actor: { id: 'clerk-1', role: 'clerk', unit: 'counter' },
  occurredAt: '2022-01-04T01:00:00.000Z',
});
const id = (n: number) => `0190b8a2-0000-7000-8000-${String(n).padStart(12, '0')}`;
const context = (n: number) => ({ commandId: id(n), correlationId: id(n), dossierId: id(999) });

/**
 * A log in memory that follows the port's promises; `rivals` append first, so that the handler's own append conflicts.
 */
function memory(rivals = 0): EventStore & { readonly recorded: RecordedEvent[] } {
  const recorded: RecordedEvent[] = [];
  let left = rivals;
  const inStream = (stream: string) => recorded.filter((event) => envelopeOf(event).stream === stream);
  const write = (writes: readonly StreamWrite[]) => {
    const append = encodeAppend(log, writes);
    const repeated = recorded.filter((event) => envelopeOf(event).commandId === append.commandId);
    if (repeated.length > 0) return firstReceipt(repeated, append);
    for (const { stream, expected } of append.writes) {
      const actual = inStream(stream).length;
      if (actual !== expected) throw new VersionConflict(stream, expected, actual);
    }
    for (const event of append.writes.flatMap((one) => one.events)) {
      recorded.push({ position: recorded.length + 1, recordedAt: 0, partition: event.partition, body: event.body });
    }
    const [first] = append.writes;
    const stream = first?.stream ?? '';
    return { id: streamId(stream), version: inStream(stream).length, position: recorded.length };
  };
  return {
    recorded,
    log: { id: log, kind: 'live' },
    readStream: async (stream, after, limit) => inStream(stream).slice(after, after + limit),
    append: async (writes) => {
      const [first] = writes;
      const [event] = first?.events ?? [];
      if (left-- > 0 && first && event) write([{ ...first, events: [{ ...event, commandId: id(6_000 + left) }] }]);
      return write(writes);
    },
    findCommand: async (commandId) => recorded.filter((event) => envelopeOf(event).commandId === commandId),
    readAll: async (after, limit) => recorded.slice(after, after + limit),
    head: async () => recorded.length,
    waitPast: async () => recorded.length,
    close: async () => undefined,
  };
}

const mirror: Sealer = {
  seal: async (kid, value, { pointer }) => ({
    kid,
    iv: 'aXY=',
    ct: Buffer.from(JSON.stringify([value, pointer])).toString('base64'),
    tag: 'dGFn',
  }),
  open: async ({ ct }) => ({ value: JSON.parse(Buffer.from(ct, 'base64').toString())[0] }),
  lifeOf: async () => mirror,
};

const setUp = (store = memory()) => {
  const handle = commandHandler({
    store,
    events,
    sealer: mirror,
    attemptsMax: 3,
    clock: () => Date.parse('2022-01-04T01:00:00.000Z'),
  });
  const run = (n: number, command: Count) =>
    handle(command, context(n), 'counter-1', async (load) => [(await load('counter-1', counter)).decide(command)]);
  return { store, handle, run };
};

describe('The command handler', () => {
  it('answers with id, version and position', async () => {
    const { run } = setUp();
    expect(await run(1, count(5))).toEqual({ id: '1', version: 1, position: 1 });
    expect(await run(2, count(5))).toEqual({ id: '1', version: 2, position: 2 });
  });

  it('answers a repeated command with its first receipt, also when the stream has moved on', async () => {
    const { run, store } = setUp();
    const first = await run(1, count(60));
    await run(2, count(30));
    expect(await run(1, count(60))).toEqual({ ...first, repeated: true });
    expect(store.recorded).toHaveLength(2);
  });

  it('answers a repetition with its first receipt that is decided while the first attempt is carried out', async () => {
    const store = memory();
    const first = await setUp(store).run(1, count(60));
    const raced = (command: Count) => {
      let looked = 0;
      // It looks just before the other attempt writes, and decides on what that has written.
      const findCommand = (commandId: string) => (looked++ === 0 ? Promise.resolve([]) : store.findCommand(commandId));
      return setUp({ ...store, findCommand }).run(1, command);
    };
    expect(await raced(count(60))).toEqual({ ...first, repeated: true });
    expect(await raced(count(0))).toEqual({ ...first, repeated: true });
    await expect(raced({ ...count(60), actor: { ...count(60).actor, id: 'clerk-2' } })).rejects.toThrow(
      CommandIdReused,
    );
    expect(store.recorded).toHaveLength(1);
  });

  it('refuses a command id that somebody else, or another kind of command, already used', async () => {
    const { run, handle } = setUp();
    await run(1, count(1));
    const others = [{ id: 'clerk-2' }, { role: 'head' }, { unit: 'another-counter' }];
    for (const other of others) {
      const command = { ...count(1), actor: { ...count(1).actor, ...other } };
      await expect(run(1, command)).rejects.toThrow(CommandIdReused);
    }
    await expect(
      handle({ ...count(1), type: 'Other' }, context(1), 'counter-1', async (load) => [
        (await load('counter-1', counter)).decide(count(1)),
      ]),
    ).rejects.toThrow(CommandIdReused);
  });

  it('decides again after a conflict, and gives up at its limit', async () => {
    expect(await setUp(memory(2)).run(1, count(1))).toEqual({ id: '1', version: 3, position: 3 });
    await expect(setUp(memory(3)).run(1, count(1))).rejects.toThrow(TooManyConflicts);
  });

  it('writes nothing for a refusal, and nothing for a command that changes nothing', async () => {
    const { run, store } = setUp();
    await run(1, count(99));
    await expect(run(2, count(2))).rejects.toMatchObject({ code: 'TooMuch', params: { sum: 99 } });
    expect(await run(3, count(0))).toEqual({ id: '1', version: 1, position: 1, repeated: true });
    expect(store.recorded).toHaveLength(1);
  });

  it('answers who finds everything done as it answered who did it, other streams and all', async () => {
    const { handle, run } = setUp();
    await run(1, count(1));
    const both = (n: number, by: number) =>
      handle(count(by), context(n), 'counter-1', async (load) => [
        (await load('counter-1', counter)).decide(count(by)),
        (await load('counter-2', counter)).decide(count(by)),
      ]);
    const first = await both(2, 1);
    expect(first).toEqual({ id: '1', version: 2, position: 3 });
    expect(await both(3, 0)).toEqual({ ...first, repeated: true });
    expect(await setUp().run(4, count(0))).toEqual({ id: '1', version: 0, position: 0, repeated: true });
  });

  it('gives events of another dossier to that one', async () => {
    const { handle, store } = setUp();
    await handle(count(1), context(1), 'counter-1', async (load) => [
      (await load('counter-1', counter)).decide(count(1)),
      { ...(await load('counter-2', counter)).decide(count(1)), dossierId: id(998) },
    ]);
    expect(store.recorded.map((event) => envelopeOf(event).dossierId)).toEqual([id(999), id(998)]);
  });

  it('lets commands about one stream take turns', async () => {
    const { run, store } = setUp();
    const receipts = await Promise.all(Array.from({ length: 20 }, (_, n) => run(n + 1, count(1))));
    expect(receipts.map(({ version }) => version)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect(store.recorded).toHaveLength(20);
  });

  it('refuses a time more than five minutes ahead of the log', async () => {
    const { run } = setUp();
    await expect(run(1, { ...count(1), occurredAt: '2022-01-04T01:05:00.001Z' })).rejects.toMatchObject({
      code: 'OccurredInFuture',
    });
    expect((await run(2, { ...count(1), occurredAt: '2022-01-04T01:05:00.000Z' })).version).toBe(1);
  });

  it('seals personal fields before the store and opens them for the decider', async () => {
    const { run, handle, store } = setUp();
    await run(1, count(1, 'Nguyễn Thị Hoa'));
    const body = store.recorded[0]?.body ?? '';
    expect(body).not.toContain('Nguyễn');
    expect(JSON.parse(body)).toMatchObject({ sealed: ['/who'], data: { by: 1, who: { kid: id(999) } } });
    let seen: unknown;
    await handle(count(0), context(2), 'counter-1', async (load) => {
      const stream = await load('counter-1', counter);
      seen = stream.state.who;
      return [stream.decide(count(0))];
    });
    expect(seen).toBe('Nguyễn Thị Hoa');
  });
});
