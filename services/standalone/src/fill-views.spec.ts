import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RebuildProgress } from '@hoso/event-sourcing';
import { freshStream, notes, write } from '@hoso/event-sourcing/testing';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import { sqliteViewStore } from '@hoso/views';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fillViews } from '@hoso/runtime';
import { views as known, viewsModule } from './service-views.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-fill-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Fills the views of a log with so many events; answers how far each is then, and what was told of it. */
async function filled(events: number) {
  const files = { log: join(folder, 'log.sqlite'), views: join(folder, 'views'), keys: join(folder, 'keys.sqlite') };
  const store = sqliteEventStore({ path: files.log, log: { kind: 'live' } });
  const views = sqliteViewStore(files.views);
  const streams = Array.from({ length: events / 100 }, () => write(freshStream(), 0, ...notes(100)));
  await Promise.all(streams.map((one) => store.append([one])));
  const told: RebuildProgress[] = [];
  const places = {
    log: { url: `sqlite:${files.log}`, log: 'main' },
    viewsUrl: `sqlite:${files.views}`,
    keys: { url: `sqlite:${files.keys}` },
    viewsModule,
  };
  await fillViews({ places, known, store, views, onProgress: (progress) => void told.push(progress) });
  const reached: number[] = [];
  for (const view of known) {
    const { checkpoints } = await (await views.live(view)).progress();
    reached.push(Math.min(...checkpoints));
  }
  await views.close();
  await store.close();
  return { reached, told };
}

describe('Views that lag far behind', () => {
  it('are filled in workers, which tell how far they are', async () => {
    const { reached, told } = await filled(10_100);
    expect(reached).toEqual(known.map(() => 10_101));
    const done = told.filter(({ position, to }) => position === to && to === 10_101);
    expect(new Set(done.map(({ view }) => view))).toEqual(new Set(known.map(({ name }) => name)));
  }, 60_000);

  it('and those that do not are left to their followers', async () => {
    const { reached, told } = await filled(300);
    expect([reached, told]).toEqual([known.map(() => 0), []]);
  });
});
