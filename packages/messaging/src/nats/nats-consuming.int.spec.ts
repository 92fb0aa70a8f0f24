import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { allPartitions, type Delivery, pause, relay, viewFollower } from '@hoso/event-sourcing';
import {
  caughtUp,
  contentOf,
  memoryEventStore,
  memoryViewStore,
  someRecordedEvents,
  stories,
  tell,
} from '@hoso/event-sourcing/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { ConsumerInfo, JetStreamManager } from '@nats-io/jetstream';
import { describeOnNats, openAdmin, removeStream, toldLog } from '../../test/nats-places.ts';
import { durableName } from './durable-consumer.ts';
import { streamNameOf } from './event-stream.ts';
import { type NatsBus, natsBus } from './nats-bus.ts';

await describeOnNats('Consuming on NATS', (url) => {
  let bus: NatsBus;
  let troubles: unknown[];
  let replica: ReturnType<typeof startReplica> | undefined;
  beforeEach(async () => {
    await removeStream(url);
    troubles = [];
    const onTrouble = (error: unknown) => void troubles.push(error);
    bus = await natsBus({ url, service: 'spec', log: toldLog, declares: async () => 1, onTrouble });
  });
  afterEach(async () => {
    await replica?.kill();
    replica = undefined;
    await bus.close();
  });

  const consumed = async (handle: (batch: readonly Delivery[]) => Promise<void> = async () => undefined) => {
    const met: Delivery[] = [];
    await bus.consume('c', allPartitions, async (batch) => {
      met.push(...batch);
      await handle(batch);
    });
    return met;
  };
  const until = async (met: readonly Delivery[], position: number) => {
    while (!met.some(({ event }) => event.position === position)) await pause(5);
  };

  it('is taken over from a replica that was killed, with everything it had not acknowledged', async () => {
    const events = await someRecordedEvents(29);
    replica = startReplica(url);
    await replica.said('ready');
    await bus.publish(events.slice(0, 10));
    await replica.said('10');
    await bus.publish(events.slice(10, 20));
    // It may be given them in one batch or in several, and comes to the end of none.
    const { connection, admin } = await openAdmin(url);
    await standing(admin, { num_ack_pending: 10, num_pending: 0 });
    await connection.close();
    const met = await consumed();
    await replica.kill();
    await bus.publish(events.slice(20));
    await until(met, 20);
    await until(met, 30);
    expect(new Set(met.map(({ event }) => event.position))).toEqual(new Set(events.slice(10).map((e) => e.position)));
    // The follower is told to read the store: these came again, or after a gap.
    for (const { event, redelivered } of met) if (event.position <= 20) expect(redelivered).toBe(true);
  });

  it('holds an event of a newer schema version for whoever does not know it, and drops nothing', async () => {
    const store = memoryEventStore();
    const running = relay({ store, bus, batchMax: 10 });
    let knowsNewer = false;
    const view = stories(
      () => false,
      () => knowsNewer,
    );
    const generation = await memoryViewStore().live(view);
    const older = await viewFollower({ view, generation, store, bus, clock: () => 0 });
    // Another version of the service builds a generation of its own, and so has a consumer of its own.
    const named = { ...stories(), name: 'newer-stories' };
    const newerGeneration = await memoryViewStore().live(named);
    const newer = await viewFollower({ view: named, generation: newerGeneration, store, bus, clock: () => 0 });
    await tell(store, [
      { dossier: 1, stream: 'dossier', kind: 'Noted', points: 1 },
      { dossier: 1, stream: 'dossier', kind: 'Newer', points: 2 },
      { dossier: 1, stream: 'dossier', kind: 'Noted', points: 3 },
      { dossier: 2, stream: 'dossier', kind: 'Noted', points: 4 },
    ]);
    await caughtUp(store, older);
    await caughtUp(store, newer);
    const { holds } = await older.status();
    expect(holds).toMatchObject([{ subject: 'd1', position: 3, reason: expect.stringContaining('version 2') }]);
    knowsNewer = true;
    expect(await older.retry()).toEqual([]);
    expect(await contentOf(generation)).toEqual(await contentOf(newerGeneration));
    for (const each of [older, newer, running]) await each.close();
    await store.close();
  });

  it('sets aside and tells what is no event of the log, and shows a gap where it lay', async () => {
    const events = await someRecordedEvents(9);
    const met = await consumed();
    await bus.publish(events.slice(0, 3));
    const { connection, admin } = await openAdmin(url);
    connection.publish(`${toldLog}.events.3.parcel.ParcelMoved`, 'not a CloudEvent');
    await connection.flush();
    expect(await bus.published()).toBe(4);
    await bus.publish(events.slice(4));
    await until(met, 10);
    expect(met.map(({ event }) => event.position)).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 10]);
    const [before, after] = [met[2], met[3]];
    expect((after?.sequence ?? 0) - (before?.sequence ?? 0)).toBeGreaterThan(1);
    expect(troubles).toMatchObject([{ name: 'NotOurs', message: expect.stringContaining('message 4 at') }]);
    await standing(admin, { num_ack_pending: 0, num_pending: 0 });
    await connection.close();
  });

  it('is given no more than it may hold', async () => {
    await bus.close();
    const limits = { pendingMax: 20, batchMax: 7, ackWaitMs: 60_000 };
    bus = await natsBus({ url, service: 'spec', log: toldLog, declares: async () => 1, limits });
    const { promise: free, resolve } = Promise.withResolvers<void>();
    const sizes: number[] = [];
    const met = await consumed(async (batch) => {
      sizes.push(batch.length);
      await free;
    });
    const events = await someRecordedEvents(99);
    await bus.publish(events);
    const { connection, admin } = await openAdmin(url);
    await standing(admin, { num_ack_pending: 20, num_pending: 80 });
    resolve();
    await until(met, 100);
    expect(Math.max(...sizes)).toBe(7);
    expect(met.map(({ event }) => event)).toEqual(events);
    await connection.close();
  });

  it('tells the server over and over that what takes long is being worked on', async () => {
    const events = await someRecordedEvents(3);
    await bus.close();
    bus = await natsBus({ url, service: 'spec', log: toldLog, declares: async () => 1, limits: { ackWaitMs: 600 } });
    const { connection } = await openAdmin(url);
    const said: string[] = [];
    connection.subscribe('$JS.ACK.>', { callback: (_, message) => void said.push(message.string()) });
    await connection.flush();
    const { promise: free, resolve } = Promise.withResolvers<void>();
    const met = await consumed(() => free);
    await bus.publish(events);
    // Four events, each longer in hand than the server waits for its acknowledgement.
    while (said.filter((each) => each === '+WPI').length < 4 * 6) await pause(5);
    expect(said).not.toContain('+ACK');
    resolve();
    await until(met, 4);
    while (said.filter((each) => each === '+ACK').length < 4) await pause(5);
    await connection.close();
  });

  it('takes any name, and leaves what another version of the service declared', async () => {
    expect(durableName('worklist.view 2')).toBe('worklist=2e=view=20=2');
    const first = await bus.consume('a.b c', [1, 2], async () => undefined);
    const other = await natsBus({ url, service: 'spec', log: toldLog, limits: { pendingMax: 99 } });
    const second = await other.consume('a.b c', [1, 2], async () => undefined);
    await expect(other.consume('a.b c', [1, 3], async () => undefined)).rejects.toThrow('other partitions');
    for (const each of [first, second, other]) await each.close();
  });

  it('waits for a stream that is not there yet, and says so', async () => {
    await bus.close();
    await removeStream(url);
    const follower = await natsBus({ url, service: 'spec', log: toldLog, onTrouble: (error) => troubles.push(error) });
    expect(troubles).toMatchObject([{ name: 'BusUnusable', reason: 'noStream' }]);
    const met: Delivery[] = [];
    const consuming = follower.consume('c', allPartitions, async (batch) => void met.push(...batch));
    while (follower.trouble === undefined) await pause(5);
    await expect(follower.published()).rejects.toThrow('see that one runs');
    bus = await natsBus({ url, service: 'relay', log: toldLog, declares: async () => 7 });
    await consuming;
    expect(follower.trouble).toBeUndefined();
    const events = await someRecordedEvents(9);
    expect(await bus.published()).toBe(6);
    await bus.publish(events.slice(6));
    await until(met, 10);
    expect(met.map(({ event }) => event)).toEqual(events.slice(6));
    await follower.close();
  });
});

/** Waits until the consumer stands so. */
async function standing(admin: JetStreamManager, wanted: Pick<ConsumerInfo, 'num_ack_pending' | 'num_pending'>) {
  for (;;) {
    const { num_ack_pending, num_pending } = await admin.consumers.info(streamNameOf(toldLog), 'c');
    if (num_ack_pending === wanted.num_ack_pending && num_pending === wanted.num_pending) return;
    await pause(20);
  }
}

/** A replica in a process of its own. */
function startReplica(url: string) {
  const script = join(import.meta.dirname, '../../test/consume-until-killed.ts');
  const child = spawn(process.execPath, [script, url, toldLog], { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (said: string) => {
    text += said;
  });
  const gone = new Promise((resolve) => child.once('close', resolve));
  return {
    said: async (line: string) => {
      while (!text.split('\n').includes(line)) {
        if (child.exitCode !== null) throw new Error(`the replica ended before it said ${line}`);
        await pause(5);
      }
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
