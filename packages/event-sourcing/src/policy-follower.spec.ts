import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { NoResponder } from './bus.ts';
import { DomainError } from './domain-error.ts';
import type { EventStore } from './event-store.ts';
import { eventCatalogue, eventType } from './event-type.ts';
import type { Follower } from './follower.ts';
import { partitionOf } from './partition.ts';
import { pause } from './pause.ts';
import type { Policy, PolicyCommand, PolicyStore } from './policy.ts';
import { policyFollower, type SendCommand, type SendContext } from './policy-follower.ts';
import { hurried } from './testing/describe-view-following.ts';
import { type DisturbedBus, disturbedBus } from './testing/disturbed-bus.ts';
import { memoryEventStore } from './testing/memory-event-store.ts';
import { memoryPolicyStore } from './testing/memory-progress.ts';
import { randomFrom } from './testing/random-from.ts';
import { appendTold } from './testing/recorded-events.ts';
import { caughtUp, type Happening, tell, toldInParts } from './testing/told-dossiers.ts';
import { uuidV8 } from './uuid.ts';

const Points = z.strictObject({ points: z.int() });
const Noted = eventType('Noted', Points).revisedTo(Points, (previous) => previous);

/** As many commands as an event has points beyond 5. */
const praise: Policy<typeof Noted> = {
  name: 'praise',
  begins: 0,
  events: eventCatalogue(Noted),
  whenever: ({ data, stream }) =>
    Array.from({ length: Math.max(0, data.points - 5) }, (_, index) => ({
      subject: 'praise.commands.one',
      type: 'Praise',
      data: { stream, index },
    })),
};

interface Sink {
  readonly send: SendCommand;
  /** What was carried out, by command id. */
  readonly done: ReadonlyMap<string, { readonly command: PolicyCommand; readonly context: SendContext }>;
}

/** Carries each command id out once, as a command handler does, and fails or loses its answer now and then. */
function sink(random: () => number): Sink {
  const done = new Map<string, { readonly command: PolicyCommand; readonly context: SendContext }>();
  return {
    done,
    send: async (command, context) => {
      const fate = random();
      if (fate < 0.15) throw new NoResponder('praise.commands.one', 'nobody');
      if (!done.has(context.commandId)) done.set(context.commandId, { command, context });
      if (fate < 0.3) throw new NoResponder('praise.commands.one', 'timeout');
    },
  };
}

/** A policy store on which saving fails now and then, before or after. */
function failing(policies: PolicyStore, random: () => number): PolicyStore {
  return {
    ...policies,
    save: async (...saved) => {
      const fate = random();
      if (fate < 0.1) throw new Error('died before');
      await policies.save(...saved);
      if (fate < 0.2) throw new Error('died after');
    },
  };
}

async function wanted(store: EventStore): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { body } of await store.readAll(0, 10_000)) {
    const { id, type, data } = JSON.parse(body);
    const count = type === 'Noted' ? Math.max(0, data.points - 5) : 0;
    for (let ordinal = 0; ordinal < count; ordinal++) ids.push(uuidV8('praise', id, ordinal));
  }
  return ids.sort();
}

function following(
  store: EventStore,
  policies: PolicyStore,
  bus: DisturbedBus,
  send: SendCommand,
  policy: Policy = praise,
): Promise<Follower> {
  return policyFollower({ policy, policies, store, bus, send, clock: () => 0, limits: hurried });
}

describe('A policy', () => {
  it(
    'acts exactly once for every event, whatever is repeated, lost, reordered or dies',
    () =>
      fc.assert(
        fc.asyncProperty(toldInParts, fc.nat(), async (parts, seed) => {
          const random = randomFrom(seed);
          const store = memoryEventStore();
          const policies = memoryPolicyStore();
          const bus = disturbedBus(random);
          const { send, done } = sink(random);
          let followers = [await following(store, failing(policies, random), bus, send)];
          for (const [index, part] of parts.entries()) {
            bus.publish(await tell(store, part));
            if (index === 1) followers = [...followers, await following(store, failing(policies, random), bus, send)];
            if (index === 3) await followers.shift()?.close();
          }
          for (const follower of followers) await caughtUp(store, follower);
          for (const follower of followers) await follower.close();
          expect([...done.keys()].sort()).toEqual(await wanted(store));
          const outcomes = policies.outcomes();
          expect(outcomes.map(({ commandId }) => commandId).sort()).toEqual(await wanted(store));
          expect(outcomes.every(({ outcome }) => outcome === 'done')).toBe(true);
        }),
        { numRuns: 40 },
      ),
    120_000,
  );

  it('carries on what an event came from', async () => {
    const store = memoryEventStore();
    const bus = disturbedBus(() => 1);
    const { send, done } = sink(() => 1);
    const follower = await following(store, memoryPolicyStore(), bus, send);
    bus.publish(await tell(store, [noted(0, 6)]));
    await caughtUp(store, follower);
    const [event] = (await store.readAll(1, 1)).map(({ body }) => JSON.parse(body));
    const [{ context } = { context: undefined }] = done.values();
    expect(context).toEqual({
      commandId: uuidV8('praise', event.id, 0),
      causationId: event.id,
      correlationId: event.correlationId,
      occurredAt: event.occurredAt,
    });
    await follower.close();
  });

  it('notes a refusal and goes on', async () => {
    const store = memoryEventStore();
    const policies = memoryPolicyStore();
    const bus = disturbedBus(() => 1);
    const refusing: SendCommand = async ({ data }) => {
      if (JSON.stringify(data).includes('"index":1')) throw new DomainError('EnoughPraise');
    };
    const follower = await following(store, policies, bus, refusing);
    bus.publish(await tell(store, [noted(0, 7), noted(1, 6)]));
    await caughtUp(store, follower);
    expect(policies.outcomes().map(({ outcome, ordinal, event }) => [event, ordinal, outcome])).toEqual(
      expect.arrayContaining([
        [2, 0, 'done'],
        [2, 1, 'EnoughPraise'],
        [3, 0, 'done'],
      ]),
    );
    expect((await policies.refusals('praise', 10)).map(({ outcome }) => outcome)).toEqual(['EnoughPraise']);
    await follower.close();
  });

  it('stalls the one partition whose command cannot be carried out, and tells why', async () => {
    const store = memoryEventStore();
    const bus = disturbedBus(() => 1);
    let isReachable = false;
    let attempts = 0;
    const reached: string[] = [];
    const follower = await following(store, memoryPolicyStore(), bus, async (command) => {
      const { stream } = z.object({ stream: z.string() }).parse(command.data);
      if (stream === 'dossier-d0' && !isReachable) {
        attempts++;
        throw new NoResponder('intake', 'nobody');
      }
      reached.push(stream);
    });
    const others = [1, 2, 3, 4, 5, 6, 7].filter((dossier) => partitionOf(`d${dossier}`) !== partitionOf('d0'));
    bus.publish(await tell(store, [noted(0, 6), ...others.map((dossier) => noted(dossier, 6))]));
    const head = await store.head();
    for (const dossier of others) expect(await follower.settled(partitionOf(`d${dossier}`), head, 60_000)).toBe(true);
    expect(reached).toHaveLength(others.length);
    expect(await follower.settled(partitionOf('d0'), 2, 20)).toBe(false);
    // However often: nothing is wrong with the event.
    while (attempts < 12) await pause(2);
    expect(await follower.status()).toMatchObject({
      ...{ stalledBecause: 'NoResponder: no one answers intake', position: 1, holds: [] },
    });
    isReachable = true;
    await caughtUp(store, follower);
    expect(reached.filter((stream) => stream === 'dossier-d0')).toHaveLength(1);
    expect((await follower.status()).stalledBecause).toBeUndefined();
    await follower.close();
  });

  it('holds the one event whose command keeps failing, goes on beside it, and acts on a retry', async () => {
    const store = memoryEventStore();
    const policies = memoryPolicyStore();
    const bus = disturbedBus(() => 1);
    let isMended = false;
    const tried: string[] = [];
    const reached: string[] = [];
    const follower = await following(store, policies, bus, async (command) => {
      const { stream } = z.object({ stream: z.string() }).parse(command.data);
      tried.push(stream);
      if (stream === 'dossier-d0' && !isMended) throw new TypeError('undefined is not a function');
      reached.push(stream);
    });
    const beside = Array.from({ length: 100 }, (_, index) => index + 1).filter(
      (dossier) => partitionOf(`d${dossier}`) === partitionOf('d0'),
    );
    bus.publish(
      await tell(store, [
        noted(0, 6),
        ...beside.map((dossier) => noted(dossier, 6)),
        noted(0, 6),
        noted(beside[0] ?? 1, 6),
      ]),
    );
    await caughtUp(store, follower);
    expect(tried.filter((stream) => stream === 'dossier-d0')).toHaveLength(5);
    expect(reached).toHaveLength(beside.length + 1);
    const hold = { subject: 'd0', position: 2, reason: expect.stringContaining('Praise: TypeError: undefined is not') };
    expect(await follower.status()).toMatchObject({ holds: [hold] });
    expect((await follower.status()).stalledBecause).toBeUndefined();

    expect(await follower.retry()).toMatchObject([hold]);
    expect(tried.filter((stream) => stream === 'dossier-d0')).toHaveLength(6);
    isMended = true;
    expect(await follower.retry()).toEqual([]);
    expect(reached.filter((stream) => stream === 'dossier-d0')).toHaveLength(2);
    expect(policies.outcomes()).toHaveLength(beside.length + 3);
    await follower.close();
  });

  it('goes on with a dossier that another process has released, without a look in between', async () => {
    const store = memoryEventStore();
    const policies = memoryPolicyStore();
    const [bus, silent] = [disturbedBus(() => 1), disturbedBus(() => 1)];
    let isMended = false;
    const reached: string[] = [];
    const send: SendCommand = async ({ data }) => {
      if (!isMended) throw new TypeError('undefined is not a function');
      reached.push(z.object({ stream: z.string() }).parse(data).stream);
    };
    const options = { ...{ policy: praise, policies, store, send }, clock: () => 0 };
    const limits = { ...hurried, lookEveryMs: 60_000 };
    const follower = await policyFollower({ ...options, bus, limits });
    bus.publish(await tell(store, [noted(0, 6)]));
    await caughtUp(store, follower);
    expect((await follower.progress()).holds).toMatchObject([{ subject: 'd0' }]);
    isMended = true;
    const other = await policyFollower({ ...options, bus: silent, limits });
    expect(await other.retry()).toEqual([]);
    bus.publish(await tell(store, [noted(0, 6)]));
    await caughtUp(store, follower);
    expect((await follower.progress()).holds).toEqual([]);
    expect(reached).toEqual(['dossier-d0', 'dossier-d0']);
    await Promise.all([follower.close(), other.close()]);
  });

  it('keeps holding, and says so, where the target of a retry cannot be reached', async () => {
    const store = memoryEventStore();
    const policies = memoryPolicyStore();
    const bus = disturbedBus(() => 1);
    let fault: Error = new TypeError('undefined is not a function');
    const follower = await following(store, policies, bus, () => Promise.reject(fault));
    bus.publish(await tell(store, [noted(0, 6)]));
    await caughtUp(store, follower);
    fault = new NoResponder('intake', 'nobody');
    await expect(follower.retry()).rejects.toThrow(NoResponder);
    expect((await policies.progress('praise', 0)).holds).toHaveLength(1);
    await follower.close();
  });

  it('holds what it cannot read, and acts on a retry', async () => {
    const store = memoryEventStore();
    const policies = memoryPolicyStore();
    const bus = disturbedBus(() => 1);
    const { send, done } = sink(() => 1);
    const follower = await following(store, policies, bus, send);
    await appendTold(store, {
      stream: 'dossier-d0',
      dossierId: 'd0',
      type: 'Noted',
      schemaVersion: 3,
      data: { points: 9 },
    });
    await tell(store, [noted(0, 6), noted(1, 6)]);
    bus.publish(await store.readAll(1, 100));
    await caughtUp(store, follower);
    expect((await follower.status()).holds).toEqual([
      expect.objectContaining({ subject: 'd0', position: 2, reason: expect.stringContaining('NewerThanKnown') }),
    ]);
    expect(done.size).toBe(1);
    expect(await follower.retry('d0')).toHaveLength(1);
    await follower.close();

    const revised = Noted.revisedTo(Points, (previous) => previous);
    const policy: Policy<typeof revised> = { ...praise, events: eventCatalogue(revised) };
    const newer = await following(
      store,
      policies,
      disturbedBus(() => 1),
      send,
      policy,
    );
    expect(await newer.retry()).toEqual([]);
    expect(done.size).toBe(1 + 4 + 1);
    await newer.close();
  });

  it('begins at the head of its first deployment, for good', async () => {
    const store = memoryEventStore();
    const policies = memoryPolicyStore();
    const { send, done } = sink(() => 1);
    await tell(store, [noted(0, 6)]);
    const policy: Policy<typeof Noted> = { ...praise, begins: 'head' };
    const first = await following(
      store,
      policies,
      disturbedBus(() => 1),
      send,
      policy,
    );
    await caughtUp(store, first);
    await first.close();
    expect(done.size).toBe(0);
    await tell(store, [noted(1, 6)]);
    const second = await following(
      store,
      policies,
      disturbedBus(() => 1),
      send,
      policy,
    );
    await caughtUp(store, second);
    expect(done.size).toBe(1);
    await second.close();
  });
});

function noted(dossier: number, points: number): Happening {
  return { dossier, stream: 'dossier', kind: 'Noted', points };
}
