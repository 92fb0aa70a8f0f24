import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from '@hoso/event-sourcing';
import { freshStream, notes, write } from '@hoso/event-sourcing/testing';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import { inProcessBus } from '@hoso/messaging';
import { followServices, nobodyElse, personalDataOf } from '@hoso/runtime';
import { sqliteKeyStore } from '@hoso/sealing';
import { noTelemetry } from '@hoso/telemetry';
import { sqliteViewStore } from '@hoso/views';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { views as known, viewsModule } from './service-views.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-outdated-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Follows a log of so many events into a view that another version had made, until `done`. */
async function generationsAfter(events: number, brief: boolean, done: (generations: number) => boolean) {
  const [view] = known;
  if (!view) throw new Error('there are views');
  const files = { log: join(folder, 'log.sqlite'), views: join(folder, 'views'), keys: join(folder, 'keys.sqlite') };
  const store = sqliteEventStore({ path: files.log, log: { kind: 'live' } });
  const keys = sqliteKeyStore(files.keys);
  const views = sqliteViewStore(files.views);
  const streams = Array.from({ length: events / 100 }, () => write(freshStream(), 0, ...notes(100)));
  await Promise.all(streams.map((one) => store.append([one])));
  await views.live({ ...view, revision: view.revision + 1 });
  const bus = inProcessBus({ publishedUpTo: await store.head() });
  const followers = await followServices({
    ...{ store, views, bus, brief, clock: Date.now, telemetry: noTelemetry, shared: false, alone: nobodyElse },
    services: [{ name: 'one', views: [view], policies: [] }],
    personal: await personalDataOf(keys),
    places: {
      log: { url: `sqlite:${files.log}`, log: 'main' },
      ...{ viewsUrl: `sqlite:${files.views}`, keys: { url: `sqlite:${files.keys}` }, viewsModule },
    },
    send: () => Promise.reject(new Error('nothing is sent')),
    onFilling: () => undefined,
  });
  const live = async () => (await views.live(view)).generation;
  while (!done(await live())) await pause(10);
  const notReady = followers.notReady();
  await followers.close();
  const left = (await views.generations()).map(({ generation, revision }) => [generation, revision - view.revision]);
  await bus.close();
  await views.close();
  await keys.close();
  await store.close();
  return { left, notReady };
}

const atOnce = () => true;

describe('A view that another version made', () => {
  it('is rebuilt before a command is answered', async () => {
    expect(await generationsAfter(300, true, atOnce)).toEqual({ left: [[2, 0]], notReady: [] });
  }, 60_000);

  it('is left as it is by a command where the log is long, and said to be', async () => {
    const { left, notReady } = await generationsAfter(10_100, true, atOnce);
    expect([left, notReady]).toEqual([[[1, 1]], [expect.stringMatching(/^view .* is outdated$/)]]);
  }, 60_000);

  it('is rebuilt beside the old one by a platform that stays', async () => {
    const { left } = await generationsAfter(10_100, false, (generation) => generation === 2);
    expect(left).toEqual([[2, 0]]);
  }, 60_000);
});
