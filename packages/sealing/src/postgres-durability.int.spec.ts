import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startPostgres } from '@hoso/backends';
import { afterAll, describe, expect, it } from '@jest/globals';
import { migrateKeys, postgresKeyStore } from './postgres.ts';

const kills = 8;
const folder = mkdtempSync(join(tmpdir(), 'hoso-master-'));
const server = await startPostgres({ durable: true });
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

describe('Keys on PostgreSQL', () => {
  it(`are all there, as they were, after ${kills} kills of the server while two stores make more`, async () => {
    const place = { url: server.url, masterKeyPath: join(folder, 'master.key') };
    await migrateKeys({ ...place, kind: 'live' });
    const stores = [await postgresKeyStore(place), await postgresKeyStore(place)];
    const told = new Map<string, string>();
    const making = { isOver: false };
    // Both stores make the same keys, so that each of them also finds what the other has made.
    const makers = stores.flatMap((store) =>
      Array.from({ length: 16 }, async (_, maker) => {
        for (let count = 0; !making.isOver; count += 1) {
          const kid = `${maker}-${count}`;
          const key = await store.keyOf(kid).catch(() => setTimeout(50));
          if (!key) continue;
          const hex = key.export().toString('hex');
          expect(told.get(kid) ?? hex).toBe(hex);
          told.set(kid, hex);
        }
      }),
    );
    for (let kill = 0; kill < kills; kill += 1) {
      await setTimeout(150 + ((kill * 53) % 200));
      await server.kill();
      await server.restart();
    }
    making.isOver = true;
    await Promise.all(makers);
    for (const store of stores) await store.close();

    const again = await postgresKeyStore(place);
    const found = new Map<string, string>();
    for (const kid of told.keys()) {
      const key = await again.findKey(kid);
      if (key && key !== 'destroyed') found.set(kid, key.export().toString('hex'));
    }
    await again.close();
    expect(told.size).toBeGreaterThan(kills * 16);
    expect(found).toEqual(told);
  }, 120_000);
});
