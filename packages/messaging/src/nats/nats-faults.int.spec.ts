import { type NatsServer, startNats } from '@hoso/backends';
import { type Follower, pause, relay, viewFollower } from '@hoso/event-sourcing';
import {
  caughtUp,
  contentOf,
  type Happening,
  memoryEventStore,
  memoryViewStore,
  randomFrom,
  stories,
  tell,
} from '@hoso/event-sourcing/testing';
import { afterEach, expect, it } from '@jest/globals';
import { connect, headers } from '@nats-io/transport-node';
import { describeOnNats, heldEvents } from '../../test/nats-places.ts';
import { type NatsBus, type NatsBusOptions, natsBus } from './nats-bus.ts';

const hurry = { pageMax: 50, lookEveryMs: 500, backoff: { firstMs: 5, maxMs: 50 } };
const limits = { backoff: { firstMs: 1, maxMs: 20 } };
const slowMs = 120_000;
const hourMs = 3_600_000;

/** A platform in small: a store, relays, and replicas of one follower, on a server of its own. */
class Scene {
  readonly store = memoryEventStore();
  readonly troubles: unknown[] = [];
  readonly #random = randomFrom(7);
  readonly #closing: (() => Promise<unknown>)[] = [];

  constructor(readonly server: NatsServer) {}

  async bus(options: Partial<NatsBusOptions> = {}): Promise<NatsBus> {
    const bus = await natsBus({
      url: this.server.url,
      service: 'spec',
      log: this.store.log.id,
      limits,
      onTrouble: (error) => this.troubles.push(error),
      ...options,
    });
    this.#closing.push(() => bus.close());
    return bus;
  }

  /** One that carries requests only. */
  async plainBus(): Promise<NatsBus> {
    const bus = await natsBus({ url: this.server.url, service: 'spec', onTrouble: () => undefined });
    this.#closing.push(() => bus.close());
    return bus;
  }

  async relay(): Promise<void> {
    const bus = await this.bus({ declares: async () => 1 });
    const running = relay({ store: this.store, bus, batchMax: 50, waitMs: 100, backoff: { firstMs: 10, maxMs: 100 } });
    this.#closing.push(() => running.close());
  }

  async follower(bus: NatsBus, views = memoryViewStore()) {
    const generation = await views.live(stories());
    const follower = await viewFollower({
      view: stories(),
      generation,
      store: this.store,
      bus,
      clock: () => 0,
      limits: hurry,
    });
    this.#closing.push(() => follower.close());
    return { follower, content: () => contentOf(generation) };
  }

  async tellSome(count: number): Promise<void> {
    await tell(
      this.store,
      Array.from({ length: count }, (): Happening => {
        const kind = this.#random() < 0.1 ? 'Closed' : 'Noted';
        return { dossier: Math.floor(this.#random() * 8), stream: 'dossier', kind, points: 1 };
      }),
    );
  }

  /** What the view has to hold. */
  async rebuilt(): Promise<unknown> {
    const generation = await memoryViewStore().live(stories());
    const nothing = { consume: async () => ({ close: async () => undefined }) };
    const follower = await viewFollower({
      view: stories(),
      generation,
      store: this.store,
      bus: nothing,
      clock: () => 0,
    });
    await caughtUp(this.store, follower);
    await follower.close();
    return await contentOf(generation);
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
    await this.store.close();
    await this.server.stop();
  }
}

await describeOnNats('A NATS server on its bad days', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  const settled = async (followers: readonly Follower[]): Promise<void> => {
    for (const follower of followers) await caughtUp(scene.store, follower);
  };

  it(
    'may be killed amid publishing and consuming: nothing is lost, doubled or out of place',
    async () => {
      scene = new Scene(await startNats());
      for (let count = 0; count < 2; count++) await scene.relay();
      const one = await scene.follower(await scene.bus());
      for (let round = 0; round < 4; round++) {
        const telling = (async () => {
          for (let count = 0; count < 15; count++) {
            await scene.tellSome(20);
            await pause(10);
          }
        })();
        await pause(60);
        await scene.server.kill();
        await pause(40);
        await scene.server.restart();
        await telling;
      }
      await settled([one.follower]);
      expect(await one.content()).toEqual(await scene.rebuilt());
      const log = await scene.store.readAll(0, 10_000);
      expect(log).toHaveLength(1_201);
      expect(await heldEvents(scene.server.url, scene.store.log.id, log.length)).toEqual(log);
      expect(scene.troubles.length).toBeGreaterThan(0);
    },
    slowMs,
  );

  it(
    'may come back empty: the stream is made and filled again, and followers go on where they stood',
    async () => {
      scene = new Scene(await startNats());
      await scene.relay();
      const bus = await scene.bus();
      const one = await scene.follower(bus);
      await scene.tellSome(300);
      await settled([one.follower]);
      await scene.server.restartEmpty();
      await scene.tellSome(100);
      await settled([one.follower]);
      const log = await scene.store.readAll(0, 10_000);
      expect(await heldEvents(scene.server.url, scene.store.log.id, log.length)).toEqual(log);
      // What is told from now on comes over the bus again.
      while (bus.trouble !== undefined) await pause(20);
      await scene.tellSome(50);
      await settled([one.follower]);
      expect(await one.content()).toEqual(await scene.rebuilt());
    },
    slowMs,
  );

  it(
    'carries what three relays at once publish: 20,000 events, none wrong',
    async () => {
      scene = new Scene(await startNats());
      for (let count = 0; count < 20; count++) await scene.tellSome(1_000);
      for (let count = 0; count < 3; count++) await scene.relay();
      const bus = await scene.bus();
      while ((await bus.published().catch(() => 0)) < 20_001) await pause(50);
      const log: unknown[] = [];
      for (let after = 0; after < 20_001; after += 10_000) log.push(...(await scene.store.readAll(after, 10_000)));
      expect(await heldEvents(scene.server.url, scene.store.log.id, log.length)).toEqual(log);
    },
    slowMs,
  );

  it(
    'tells who waits for an answer that it does not come, at once when the server is gone',
    async () => {
      scene = new Scene(await startNats());
      const [asking, answering] = [await scene.plainBus(), await scene.plainBus()];
      const [reached, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()];
      await answering.reply('a.commands.b', 'a', () => {
        reached.resolve();
        return answer.promise;
      });
      const asked = asking.request('a.commands.b', { data: 1, headers: {} }, 10 * slowMs);
      asked.catch(() => undefined);
      await reached.promise;
      await scene.server.kill();
      await expect(asked).rejects.toMatchObject({ name: 'NoResponder', reason: 'timeout' });
      answer.resolve('late');
      const meanwhile = asking.request('a.commands.b', { data: 2, headers: {} }, 10 * slowMs);
      await expect(meanwhile).rejects.toMatchObject({ name: 'NoResponder', reason: 'nobody' });
      await scene.server.restart();
      for (;;) {
        const again = asking.request('a.commands.b', { data: 3, headers: {} }, 10 * slowMs).catch(() => undefined);
        if ((await again) === 'late') break;
        await pause(20);
      }
    },
    slowMs,
  );

  it(
    'carries no request out for whose answer nobody waits any more, such as after a long pause',
    async () => {
      scene = new Scene(await startNats());
      const answering = await scene.plainBus();
      const met: unknown[] = [];
      await answering.reply('a.commands.b', 'a', async ({ data }) => met.push(data));
      const client = await connect({ servers: scene.server.url });
      for (const [data, untilMs] of [
        ['given up long ago', -60_000],
        ['waited for', 60_000],
      ] as const) {
        const sent = headers();
        sent.set('hoso-until', String(Date.now() + untilMs));
        client.publish('a.commands.b', JSON.stringify(data), { headers: sent });
      }
      while (met.length === 0) await pause(10);
      await client.close();
      expect(met).toEqual(['waited for']);
    },
    slowMs,
  );

  it.each([hourMs, -hourMs])(
    'tells who asks by a clock that is an hour away so, and carries nothing out (%i ms)',
    async (awayMs) => {
      scene = new Scene(await startNats());
      const answering = await scene.plainBus();
      const met: unknown[] = [];
      await answering.reply('a.commands.b', 'a', async ({ data }) => met.push(data));
      const client = await connect({ servers: scene.server.url });
      const sent = headers();
      const now = Date.now() + awayMs;
      sent.set('hoso-asked', String(now));
      sent.set('hoso-until', String(now + 15_000));
      const answer = await client.request('a.commands.b', '{}', { headers: sent, timeout: 10_000 });
      await client.close();
      expect(answer.json()).toMatchObject({
        failure: {
          ...{ name: 'StoreUnavailable', details: { reason: 'apart' } },
          message: expect.stringMatching(/clock of whoever asked is -?3\d{3} s away .*: set both by NTP/),
        },
      });
      expect(met).toEqual([]);
    },
    slowMs,
  );
});
