import { describe, expect, it } from '@jest/globals';
import { type ReadinessParts, whyNotReady } from './readiness.ts';

const now = Date.UTC(2026, 10, 25);
const well: ReadinessParts = {
  clock: () => now,
  storeNow: async () => now,
  busTrouble: () => undefined,
  speaks: async () => undefined,
  notReady: () => [],
};

describe('A service', () => {
  it('is ready where everything answers', async () => expect(await whyNotReady(well)).toEqual([]));

  it.each([
    [-5_000, 0],
    [5_000, 0],
    [-5_001, 1],
    [5_001, 1],
  ])('whose clock is %i ms behind the store counts %i reasons not to be', async (apartMs, reasons) => {
    const told = await whyNotReady({ ...well, storeNow: async () => now + apartMs });
    expect(told.length).toBe(reasons);
  });

  it('is not where the bus, the store or its own token is gone, or a view stands still', async () => {
    const gone = Object.assign(new Error('user hoso at db'), { name: 'StoreUnavailable' });
    const told = await whyNotReady({
      ...well,
      busTrouble: () => 'nats://secret@bus is gone',
      storeNow: () => Promise.reject(gone),
      speaks: () => Promise.reject(Object.assign(new Error('x'), { code: 'TokenExpired' })),
      notReady: () => ['view dossiers stands still: StoreUnavailable'],
    });
    expect(told).toEqual([
      'BUS_URL: the bus cannot be used at the moment',
      'EVENT_STORE_URL: the store does not answer (StoreUnavailable)',
      'SERVICE_TOKEN_FILE: the token is not good (TokenExpired); `hoso ops keys` writes another',
      'view dossiers stands still: StoreUnavailable',
    ]);
  });
});
