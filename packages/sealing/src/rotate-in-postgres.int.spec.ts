import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@hoso/backends';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { KeyStore } from './key-store.ts';
import { migrateKeys, postgresKeyStore, rotateMasterKeyInPostgres } from './postgres.ts';
import { sealer } from './sealer.ts';

const folder = mkdtempSync(join(tmpdir(), 'hoso-rotation-'));
const server = await startPostgres({ durable: true });
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

describe('A master key of keys on PostgreSQL', () => {
  const place = { url: server.url, masterKeyPath: join(folder, 'master.key') };
  const context = { eventId: '0190b8a2-7c00-8000-8000-000000000001', pointer: '/applicant' };
  const withKeys = async <Told>(work: (keys: KeyStore) => Promise<Told>): Promise<Told> => {
    const keys = await postgresKeyStore(place);
    try {
      return await work(keys);
    } finally {
      await keys.close();
    }
  };
  // Connections that were given back end a moment later.
  const rotated = async () => {
    for (;;) {
      try {
        return await rotateMasterKeyInPostgres(place);
      } catch (error) {
        if (!(Error.isError(error) && 'reason' in error && error.reason === 'in use')) throw error;
      }
    }
  };

  it('takes the place of another while nobody uses the keys, and all opens as it did', async () => {
    await expect(rotateMasterKeyInPostgres(place)).rejects.toMatchObject({ reason: 'not made' });
    await migrateKeys({ ...place, kind: 'live' });
    const value = await withKeys(async (keys) => {
      await keys.keyOf('gone');
      await keys.destroy('gone');
      const sealed = await sealer(keys).seal('a', 'Nguyễn Thị Hoa', context);
      await expect(rotateMasterKeyInPostgres(place)).rejects.toMatchObject({ reason: 'in use' });
      return sealed;
    });
    const old = join(folder, 'old.key');
    copyFileSync(place.masterKeyPath, old);
    const { from, to, keys } = await rotated();
    expect([keys, from === to]).toEqual([1, false]);
    expect(await withKeys((store) => sealer(store).open(value, context))).toEqual({ value: 'Nguyễn Thị Hoa' });
    expect(await withKeys((store) => store.findKey('gone'))).toBe('destroyed');
    await expect(postgresKeyStore({ ...place, masterKeyPath: old })).rejects.toMatchObject({
      reason: 'another master key',
    });
    // As a kill right before the last step leaves it: whoever opens next puts the new one in its place.
    renameSync(place.masterKeyPath, `${place.masterKeyPath}.next`);
    renameSync(old, place.masterKeyPath);
    expect(await withKeys((store) => sealer(store).open(value, context))).toEqual({ value: 'Nguyễn Thị Hoa' });
  }, 120_000);
});
