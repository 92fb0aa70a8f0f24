import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError, envelopeOf, type FollowerTarget, followedEvent, NoResponder } from '@hoso/event-sourcing';
import { freshStream, memoryEventStore, noted, write } from '@hoso/event-sourcing/testing';
import { inProcessBus } from '@hoso/messaging';
import { SpanStatusCode } from '@opentelemetry/api';
import { taken } from '../test/taken.ts';
import { observeFollowers, observeRelay } from './standings.ts';
import { watchedBus } from './watched-bus.ts';
import { watchedPolicy, watchedView } from './watched-followers.ts';
import { watchedStore } from './watched-store.ts';

const given = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const inTrace = { headers: { traceparent: given } };
const secret = 'Nguyễn Thị Hoa';
let trial: ReturnType<typeof taken>;
beforeEach(() => {
  trial = taken();
});
afterEach(() => trial.close());

/** What every span says, in one text. */
const told = (): string =>
  JSON.stringify(trial.spans().map(({ name, attributes, status }) => [name, attributes, status]));

describe('A watched bus', () => {
  const asked = async (handler: () => unknown, data: unknown = { type: 'ReceiveDossier' }) => {
    const bus = watchedBus(inProcessBus({ publishedUpTo: 0 }), trial.tracer, trial.counted);
    await bus.reply('intake.commands.dossier', 'intake', async () => handler());
    const answer = await bus.request('intake.commands.dossier', { data, ...inTrace }, 60_000).catch((error) => error);
    await bus.close();
    return answer;
  };

  it('hands the trace on to whoever answers', async () => {
    const bus = watchedBus(inProcessBus({ publishedUpTo: 0 }), trial.tracer, trial.counted);
    let heard: string | undefined;
    await bus.reply('intake.commands.dossier', 'intake', async ({ headers }) => {
      heard = headers['traceparent'];
    });
    await bus.request('intake.commands.dossier', { data: { type: 'ReceiveDossier' }, ...inTrace }, 60_000);
    const span = trial.span('ReceiveDossier');
    expect(heard).toBe(`00-${'a'.repeat(32)}-${span?.spanContext().spanId}-01`);
    expect(span?.parentSpanContext?.spanId).toBe('b'.repeat(16));
    await bus.close();
  });

  it.each([
    ['done', () => ({ id: 'x' }), { 'hoso.outcome': 'done' }],
    ['repeated', () => ({ id: 'x', repeated: true }), { 'hoso.outcome': 'repeated' }],
    [
      'refused',
      () => Promise.reject(new DomainError('AlreadyReceived', { by: secret })),
      { 'hoso.outcome': 'refused', 'error.type': 'AlreadyReceived' },
    ],
    [
      'failed',
      () => Promise.reject(new TypeError(`cannot read ${secret}`)),
      { 'hoso.outcome': 'failed', 'error.type': 'TypeError' },
    ],
    [
      'failed by an error that somebody named',
      () => Promise.reject(Object.assign(new Error(secret), { name: secret })),
      { 'hoso.outcome': 'failed', 'error.type': 'Unknown' },
    ],
  ])('counts commands that were %s, by name and outcome, without anybody’s words', async (_, handler, outcome) => {
    await asked(handler);
    const of = { 'hoso.command': 'ReceiveDossier', ...outcome };
    expect(await trial.values('hoso.commands')).toContainEqual({ of, value: 1 });
    expect(trial.span('ReceiveDossier')?.attributes).toMatchObject(outcome);
    expect(told()).not.toContain(secret);
  });

  it('calls a command that it does not know by its subject', async () => {
    await asked(() => undefined, { type: 'NguyenThiHoa', data: secret });
    expect(trial.spans().map(({ name }) => name)).toEqual(['intake.commands.dossier']);
    expect(told()).not.toContain('NguyenThiHoa');
  });

  it('shows a request that nobody answers', async () => {
    const bus = watchedBus(inProcessBus({ publishedUpTo: 0 }), trial.tracer, trial.counted);
    const asking = bus.request('registry.queries.unit', { data: { unit: secret }, ...inTrace }, 60_000);
    await expect(asking).rejects.toBeInstanceOf(NoResponder);
    const span = trial.span('FindUnit');
    expect(span?.status.code).toBe(SpanStatusCode.ERROR);
    expect(span?.attributes).toMatchObject({ 'hoso.outcome': 'unavailable', 'error.type': 'NoResponder' });
    expect(told()).not.toContain(secret);
  });

  it('counts what is delivered once more', async () => {
    const store = memoryEventStore();
    await store.append([write(freshStream(), 0, noted())]);
    const limits = { backoff: { firstMs: 1, maxMs: 1 } };
    const bus = watchedBus(inProcessBus({ publishedUpTo: 1, limits }), trial.tracer, trial.counted);
    const { promise: again, resolve } = Promise.withResolvers<void>();
    await bus.consume(
      'slow',
      Array.from({ length: 16 }, (_, at) => at),
      async ([first]) => {
        if (!first?.redelivered) throw new Error('not now');
        resolve();
      },
    );
    await bus.publish(await store.readAll(1, 10));
    await again;
    await bus.close();
    expect(await trial.values('hoso.consumer.redeliveries')).toContainEqual({
      of: { 'hoso.consumer': 'slow' },
      value: 1,
    });
  });
});

describe('A watched store', () => {
  it('puts the trace of an append into every event of it, from where the relay goes on', async () => {
    const store = watchedStore(memoryEventStore(), trial.tracer, trial.counted);
    const [one, two] = [noted({ traceparent: given }), noted({ traceparent: given })];
    const both = [one, { ...two, commandId: one.commandId }];
    await store.append([write(freshStream(), 0, ...both)]);
    const events = await store.readAll(1, 10);
    const appended = trial.span('append Noted');
    const carried = `00-${'a'.repeat(32)}-${appended?.spanContext().spanId}-01`;
    expect(events.map((event) => envelopeOf(event).traceparent)).toEqual([carried, carried]);
    expect(appended?.attributes).toMatchObject({ 'hoso.category': 'dossier', 'hoso.events': 2, 'hoso.position': 3 });
    const bus = watchedBus(inProcessBus({ publishedUpTo: 1 }), trial.tracer, trial.counted);
    await bus.publish(events);
    await bus.close();
    const relayed = trial.spans().filter(({ name }) => name === 'relay Noted');
    expect(relayed.map((span) => span.parentSpanContext?.spanId)).toEqual(
      events.map(() => appended?.spanContext().spanId),
    );
  });

  it('goes on to the relay by a link from each of many events at once', async () => {
    const store = watchedStore(memoryEventStore(), trial.tracer, trial.counted);
    for (let at = 0; at < 20; at++) await store.append([write(freshStream(), 0, noted({ traceparent: given }))]);
    const appended = trial.spans().map((span) => span.spanContext().spanId);
    const bus = watchedBus(inProcessBus({ publishedUpTo: 1 }), trial.tracer, trial.counted);
    await bus.publish(await store.readAll(1, 100));
    await bus.close();
    const [relayed, ...others] = trial.spans().filter(({ name }) => name.startsWith('relay'));
    expect(others).toEqual([]);
    expect(relayed).toMatchObject({ name: 'relay', attributes: { 'hoso.events': 20, 'hoso.position': 21 } });
    expect(relayed?.links.map(({ context }) => context.spanId)).toEqual(appended);
  });

  it('counts conflicts', async () => {
    const store = watchedStore(memoryEventStore(), trial.tracer, trial.counted);
    const stream = freshStream();
    await store.append([write(stream, 0, noted())]);
    await expect(store.append([write(stream, 0, noted())])).rejects.toMatchObject({ name: 'VersionConflict' });
    expect(await trial.values('hoso.append.conflicts')).toContainEqual({
      of: { 'hoso.category': 'dossier' },
      value: 1,
    });
    const outcomes = (await trial.values('hoso.append.duration')).map(({ of }) => of['hoso.outcome']);
    expect(outcomes).toEqual(['done', 'VersionConflict']);
  });
});

describe('A watched follower', () => {
  const view = { name: 'worklist', events: { types: new Map([['Noted', undefined as never]]) } };
  const target: FollowerTarget = {
    name: 'worklist-1',
    separately: false,
    progress: async () => ({ checkpoints: [], holds: [] }),
    apply: async () => ({ held: [] }),
  };
  const met = async (count: number, type = 'Noted') => {
    const store = memoryEventStore();
    for (let at = 0; at < count; at++)
      await store.append([write(freshStream(), 0, noted({ type, traceparent: given }))]);
    const events = (await store.readAll(1, 1_000)).map(followedEvent);
    const clock = () => 1_641_258_000_000 + 1_500;
    await watchedView(
      view,
      clock,
      trial.tracer,
      trial.counted,
    )(target).apply({
      ...{ events, moves: [], holds: new Map(), released: [] },
    });
  };

  it('is a span of each event of its own, and measures how long it took to get there', async () => {
    await met(2);
    expect(trial.spans().map(({ name, attributes }) => [name, attributes['hoso.position']])).toEqual([
      ['worklist', 2],
      ['worklist', 3],
    ]);
    const [freshness] = await trial.values('hoso.view.freshness');
    expect(freshness).toMatchObject({ of: { 'hoso.view': 'worklist' }, value: { sum: 1.5 } });
  });

  it('is one span, linked with the trace of each, of many events at once', async () => {
    await met(20);
    const [span, ...others] = trial.spans();
    expect(others).toEqual([]);
    expect(span).toMatchObject({ name: 'worklist', attributes: { 'hoso.events': 20, 'hoso.position': 21 } });
    expect(span?.parentSpanContext).toBeUndefined();
    expect(span?.links.map(({ context }) => [context.traceId, context.spanId])).toEqual(
      Array.from({ length: 20 }, () => ['a'.repeat(32), 'b'.repeat(16)]),
    );
    expect(await trial.values('hoso.view.freshness')).toHaveLength(1);
  });

  it('is none of what does not concern it, nor of every event of a long way to catch up', async () => {
    await met(3, 'Other');
    await met(200);
    expect(trial.spans()).toEqual([]);
    expect(await trial.values('hoso.view.freshness')).toHaveLength(1);
  });

  it('that is a policy hands its trace on with its command', async () => {
    let sent: string | undefined;
    const send = watchedPolicy(
      'open-case',
      async (_, context) => {
        sent = context.traceparent;
      },
      trial.tracer,
    );
    const context = { commandId: '', causationId: '', correlationId: '', occurredAt: '', traceparent: given };
    await send({ subject: 'processing.commands.case', type: 'OpenCase', data: { name: secret } }, context);
    const span = trial.span('open-case');
    expect(sent).toBe(`00-${'a'.repeat(32)}-${span?.spanContext().spanId}-01`);
    expect(span?.attributes).toEqual({ 'hoso.command': 'OpenCase' });
  });
});

describe('What is asked when metrics are collected', () => {
  it('is how far followers, rebuilds and the relay are', async () => {
    const follower = {
      service: 'intake',
      follower: 'worklist-1',
      kind: 'view' as const,
      completeUpTo: 7,
      lagMs: 2_500,
    };
    const rebuild = { view: 'worklist', generation: 2, position: 5, to: 10, eventsPerSecond: 1, etaMs: 1 };
    observeFollowers(trial.meter, {
      head: async () => 10,
      followers: async () => [{ ...follower, held: [{ subject: secret, position: 3, reason: secret }] }],
      rebuilds: () => [rebuild],
    });
    observeRelay(trial.meter, { head: async () => 10, published: async () => 4 });
    const of = { 'hoso.consumer': 'worklist-1', 'hoso.consumer.kind': 'view' };
    expect(await trial.values('hoso.consumer.lag')).toEqual([{ of, value: 3 }]);
    expect(await trial.values('hoso.consumer.delay')).toEqual([{ of, value: 2.5 }]);
    expect(await trial.values('hoso.consumer.held')).toEqual([{ of, value: 1 }]);
    const building = { 'hoso.view': 'worklist', 'hoso.generation': 2 };
    expect(await trial.values('hoso.rebuild.progress')).toEqual([{ of: building, value: 0.5 }]);
    expect(await trial.values('hoso.relay.lag')).toEqual([{ of: {}, value: 6 }]);
  });

  it('is left out while a store or a bus is away', async () => {
    const away = () => Promise.reject(new Error('away'));
    observeFollowers(trial.meter, { head: away, followers: async () => [], rebuilds: () => [] });
    observeRelay(trial.meter, { head: async () => 1, published: away });
    expect(await trial.values('hoso.relay.lag')).toEqual([]);
    expect(await trial.values('hoso.consumer.lag')).toEqual([]);
  });
});
