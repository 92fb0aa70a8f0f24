import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pause, StoreUnavailable, type ViewStore } from '@hoso/event-sourcing';
import { sqliteViewStore } from '@hoso/views';
import { type Alone, busy } from './alone.ts';
import { type Rebuildable, viewRebuilds } from './view-rebuilds.ts';

const places = { log: { url: '', log: '' }, viewsUrl: '', keys: { url: '' }, viewsModule: '' };
let folder: string;
let views: ViewStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoso-rebuilds-'));
  views = sqliteViewStore(folder);
});
afterAll(async () => {
  await views.close();
  await rm(folder, { recursive: true });
});

/** A view of another revision, and what rebuilds it as long as it is one. */
function outdatedView(alone: Alone) {
  let isOutdated = true;
  const followed = {
    isOutdated: () => isOutdated,
    rebuild: async () => {
      isOutdated = false;
      return 2;
    },
  };
  const running = new Map<string, Rebuildable>([['dossiers', { name: 'dossiers', generation: 1, followed }]]);
  return { running, rebuilds: viewRebuilds({ views, places, alone }, running, 1) };
}

describe('An outdated view', () => {
  it.each<[string, () => Promise<typeof busy>]>([
    ['failed, as where a server was away', () => Promise.reject(new StoreUnavailable('unreachable'))],
    ['was another process’s', async () => busy],
  ])('is rebuilt although the first attempt %s', async (_, first) => {
    let attempts = 0;
    const alone: Alone = (_name, work) => (attempts++ === 0 ? first() : work());
    const { running, rebuilds } = outdatedView(alone);
    await rebuilds.rebuildOutdated();
    expect(running.get('dossiers')?.generation).toBe(1);
    while (running.get('dossiers')?.generation !== 2) {
      await pause(1);
      rebuilds.goOn();
    }
    expect(attempts).toBe(2);
    expect(rebuilds.isUnderWay('dossiers')).toBe(false);
  });

  it('can be waited for', async () => {
    const { running, rebuilds } = outdatedView((_name, work) => work());
    await rebuilds.rebuildOutdated();
    expect(running.get('dossiers')?.generation).toBe(2);
  });
});
