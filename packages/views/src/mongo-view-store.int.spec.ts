import { connect as connectTo, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { onServer } from '@hoso/backends/testing';
import {
  eventCatalogue,
  followedView,
  InvalidDocument,
  StaleFollower,
  type View,
  type ViewStore,
} from '@hoso/event-sourcing';
import {
  describeViewFollowing,
  describeViewStore,
  disturbedBus,
  type Happening,
  hurried,
  memoryEventStore,
  randomFrom,
  stories,
  tell,
} from '@hoso/event-sourcing/testing';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { mongoViewStore } from './mongo-view-store.ts';

await onServer('mongo', ['The view store on MongoDB', 'Following into views on MongoDB'], describeOn);

interface Parcel {
  readonly id: string;
  readonly status: string;
}

const parcels: View<Parcel> = {
  name: 'parcels',
  revision: 1,
  indexes: [{ name: 'status', of: ({ id, status }) => (status === 'secret' ? undefined : [status, id]) }],
  events: eventCatalogue(),
  key: () => undefined,
  evolve: (document) => document,
};
const nothing = { checkpoints: [], held: [], released: [] };
const write = (id: string, position: number, previous = 0, status = 'sent') => ({
  key: id,
  document: { id, status },
  position,
  previous,
});

function describeOn(url: string): void {
  const client = new MongoClient(url);
  const remove = async () => {
    await client.db().dropDatabase();
  };
  afterAll(() => client.close());

  const place = async () => ({ connect: () => mongoViewStore(url), remove });
  describeViewStore('MongoDB', place, 10);
  describeViewFollowing('MongoDB', place, 5);

  describe('Views on a MongoDB server', () => {
    const open: ViewStore[] = [];
    const commands: string[] = [];
    const connect = async (to = url) => {
      const store = await mongoViewStore(to, { onCommand: (name) => commands.push(name) });
      open.push(store);
      return store;
    };
    /** The commands that `work` sends. */
    const sentBy = async (work: () => Promise<unknown>) => {
      commands.length = 0;
      await work();
      return [...commands];
    };
    afterEach(async () => {
      for (const store of open.splice(0)) await store.close();
      await remove();
    });

    it('take a batch of a follower in one round trip: checkpoints, documents and holds', async () => {
      const live = await (await connect()).live(parcels);
      await live.progress();
      const hold = { subject: 's', partition: 4, position: 30, reason: 'no\u0000text' };
      const first = [write('a', 3), write('b', 4), write('c', 5)];
      const change = { checkpoints: [{ partition: 4, from: 0, to: 30 }], held: [hold], released: [] };
      expect(await sentBy(() => live.save(first, change))).toEqual(['update']);
      const second = [write('a', 31, 3), { ...write('b', 32, 4), document: undefined }, write('d', 33)];
      const next = { checkpoints: [{ partition: 4, from: 30, to: 33 }], held: [], released: [] };
      expect(await sentBy(() => live.save(second, next))).toEqual(['update']);
      const progress = await live.progress();
      expect([progress.checkpoints[4], progress.holds]).toEqual([33, [{ ...hold, reason: 'no\ufffdtext' }]]);
    });

    it('answer a query in two round trips, and what a batch needs in one', async () => {
      const store = await connect();
      const live = await store.live(parcels);
      const many = Array.from({ length: 400 }, (_, index) => write(`p${index}`, index + 1));
      await live.save(many, nothing);
      const page = { index: 'status', order: 'ascending', limit: 300 } as const;
      expect(await sentBy(async () => (await store.live(parcels)).page(page))).toEqual(['find', 'find']);
      expect(await sentBy(() => live.load(many.map(({ key }) => key)))).toEqual(['find']);
      expect(await sentBy(() => live.progress())).toEqual(['find']);
    });

    it('keep nothing of what comes after a stale write, and nothing of the progress', async () => {
      const live = await (await connect()).live(parcels);
      await live.save([write('a', 3)], nothing);
      const checkpoints = [{ partition: 4, from: 0, to: 9 }];
      const held = [{ subject: 's', partition: 4, position: 8, reason: 'why' }];
      const stale = [write('z', 6), write('a', 7, 2), write('b', 8)];
      await expect(live.save(stale, { checkpoints, held, released: [] })).rejects.toBeInstanceOf(StaleFollower);
      expect([await live.find('a'), await live.find('b')]).toEqual([{ id: 'a', status: 'sent' }, undefined]);
      expect(await live.progress()).toEqual({ checkpoints: Array(16).fill(0), holds: [] });
    });

    it('are made once by processes that begin together', async () => {
      const stores = await Promise.all([connect(), connect(), connect()]);
      const lives = await Promise.all(stores.map((store) => store.live(parcels)));
      expect(lives.map(({ generation }) => generation)).toEqual([1, 1, 1]);
      const begun = await stores[0]?.begin(parcels);
      expect(begun?.generation).toBe(2);
    });

    it('hold nothing any more of what a document said before, nor of one that is gone', async () => {
      const live = await (await connect()).live(parcels);
      const held = async () => {
        const collections = await client.db().collections();
        const documents = await Promise.all(collections.map((one) => one.find().toArray()));
        return JSON.stringify(documents);
      };
      await live.save([write('a', 3, 0, 'planted-a'), write('b', 4, 0, 'planted-b')], nothing);
      expect(await held()).toMatch(/planted-a.*planted-b|planted-b.*planted-a/);
      await live.save([write('a', 5, 3, 'sent'), { ...write('b', 6, 4), document: undefined }], nothing);
      expect(await held()).not.toContain('planted');
    });

    it('refuse a document that no server takes', async () => {
      const live = await (await connect()).live(parcels);
      const large = write('a', 3, 0, 'x'.repeat(16 * 1_024 * 1_024));
      await expect(live.save([large], nothing)).rejects.toBeInstanceOf(InvalidDocument);
      await expect(live.save([write('a\u0000', 3)], nothing)).rejects.toBeInstanceOf(InvalidDocument);
    });

    it('are filled again when they were wiped beneath their follower, with or without further events', async () => {
      const [store, views] = [memoryEventStore(), await connect()];
      const bus = disturbedBus(randomFrom(3));
      const told = (points: number): Happening => ({ dossier: 1, stream: 'dossier', kind: 'Noted', points });
      const followed = await followedView({ view: stories(), views, store, bus, clock: () => 0, limits: hurried });
      const becomes = async (points: number) => {
        for (let tries = 0; tries < 200; tries++) {
          if ((await (await followed.live()).find('d1'))?.points === points) return;
          await pause(20);
        }
        expect(await (await followed.live()).find('d1')).toMatchObject({ points });
      };
      bus.publish(await tell(store, [told(1), told(2), told(3)]));
      await becomes(6);
      await remove();
      await becomes(6);
      await client.db().collection('stories.1').drop();
      bus.publish(await tell(store, [told(4)]));
      await becomes(10);
      expect(await views.generations()).toEqual([{ view: 'stories', generation: 1, revision: 1, live: true }]);
      await followed.close();
    });

    it('that are lost and made anew amid a save keep nothing of its progress', async () => {
      const [here, there] = [await connect(), await connect()];
      const live = await here.live(parcels);
      await live.progress();
      await client.db().collection('parcels.1').drop();
      expect((await (await there.live(parcels)).progress()).checkpoints[4]).toBe(0);
      // As the rest of a save does whose first part went with what was lost.
      const change = { checkpoints: [{ partition: 4, from: 0, to: 9 }], held: [], released: [] };
      await expect(live.save([write('a', 9)], change)).rejects.toBeInstanceOf(StaleFollower);
      expect((await live.progress()).checkpoints[4]).toBe(0);
      await live.save([write('a', 9)], change);
      expect((await live.progress()).checkpoints[4]).toBe(9);
    });

    it('are dropped with all that late writers left', async () => {
      const [here, there] = [await connect(), await connect()];
      await here.live(parcels);
      const late = await there.begin(parcels);
      await here.drop('parcels', late.generation);
      const change = { checkpoints: [{ partition: 1, from: 0, to: 5 }], held: [], released: [] };
      await expect(late.save([write('a', 3)], change)).rejects.toBeInstanceOf(StaleFollower);
      await expect(late.progress()).rejects.toThrow('there is no generation 2 of parcels');
      const { generation } = await here.begin(parcels);
      await here.drop('parcels', generation);
      const names = await client.db().listCollections({}, { nameOnly: true }).toArray();
      expect(names.map(({ name }) => name).sort()).toEqual(['hoso-views', 'parcels.1']);
    });

    it('name the setting when the server goes, and go on when it comes back', async () => {
      const line = await lineTo(new URL(url));
      const live = await (await connect(line.url)).live(parcels);
      await live.save([write('a', 3)], nothing);
      line.cut();
      await expect(live.find('a')).rejects.toMatchObject({
        name: 'StoreUnavailable',
        reason: 'unreachable',
        message: expect.stringContaining('VIEWS_URL'),
      });
      await line.mend();
      expect(await live.find('a')).toEqual({ id: 'a', status: 'sent' });
      await line.close();
    });

    it('of another form are left alone', async () => {
      await client.db().collection<{ _id: string; form: number }>('hoso-views').insertOne({ _id: 'parcels', form: 2 });
      await expect((await connect()).live(parcels)).rejects.toMatchObject({
        name: 'ViewsUrlError',
        message: expect.stringMatching(/VIEWS_URL: .*form 2.*drop it/),
      });
    });
  });
}

/** A server's URL with a line in between that can be cut. */
async function lineTo(url: URL) {
  const sockets = new Set<Socket>();
  const line = createServer((socket) => {
    const onward = connectTo(Number(url.port), url.hostname);
    for (const [end, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(end);
      end.pipe(other).on('error', () => end.destroy());
      end.on('close', () => other.destroy());
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => line.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const address = line.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const cut = () => {
    line.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `mongodb://127.0.0.1:${port}${url.pathname}`, cut, mend: () => listen(port), close: async () => cut() };
}
