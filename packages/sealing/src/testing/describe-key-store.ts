import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeyStore } from '../key-store.ts';

/** A place for keys, empty at first, that can be opened again and again. */
export interface KeyStorePlace {
  readonly open: () => Promise<KeyStore>;
  readonly remove: () => Promise<void>;
}

/** The promises of every `KeyStore`. `place` makes a new empty one for each test. */
export function describeKeyStore(adapter: string, place: () => Promise<KeyStorePlace>): void {
  describe(`Keys in ${adapter}`, () => {
    let here: KeyStorePlace;
    let store: KeyStore;
    beforeEach(async () => {
      here = await place();
      store = await here.open();
    });
    afterEach(async () => {
      await store.close();
      await here.remove();
    });
    const reopen = async () => {
      await store.close();
      store = await here.open();
    };

    it('are 32 random bytes, another one for each kid', async () => {
      const keys = await Promise.all(['a', 'b', 'c'].map(async (kid) => hex(await store.keyOf(kid))));
      expect(keys.map((key) => key.length)).toEqual([64, 64, 64]);
      expect(new Set(keys).size).toBe(3);
    });

    it('are the same for all who ask, also at once and before the key exists', async () => {
      const keys = await Promise.all(Array.from({ length: 200 }, async (_, i) => hex(await store.keyOf(`k${i % 4}`))));
      expect(new Set(keys).size).toBe(4);
      expect(await hexOf(store, 'k1')).toBe(keys[1]);
    });

    it('are there after the store was closed and opened', async () => {
      const kids = Array.from({ length: 300 }, (_, i) => `dossier ${i}`);
      const before = await Promise.all(kids.map(async (kid) => hex(await store.keyOf(kid))));
      await reopen();
      expect(await Promise.all(kids.map((kid) => hexOf(store, kid)))).toEqual(before);
      expect(await Promise.all(kids.map(async (kid) => hex(await store.keyOf(kid))))).toEqual(before);
    });

    it('are seen by another opening of the same place, which makes no second one', async () => {
      const other = await here.open();
      try {
        const [mine, theirs] = await Promise.all([store.keyOf('shared'), other.keyOf('shared')]);
        expect(hex(mine)).toBe(hex(theirs));
        expect(await hexOf(other, 'shared')).toBe(hex(mine));
      } finally {
        await other.close();
      }
    });

    it('are not made by looking for them', async () => {
      expect(await store.findKey('nobody')).toBeUndefined();
      expect(await store.findKey('nobody')).toBeUndefined();
    });

    it('are gone once destroyed, and never come back', async () => {
      await store.keyOf('gone');
      await store.keyOf('stays');
      await store.destroy('gone');
      await store.destroy('gone');
      for (const opened of ['the same', 'opened again']) {
        if (opened === 'opened again') await reopen();
        expect(await store.findKey('gone')).toBe('destroyed');
        await expect(store.keyOf('gone')).rejects.toMatchObject({ name: 'DomainError', code: 'KeyDestroyed' });
        expect(await hexOf(store, 'stays')).toHaveLength(64);
      }
    });

    it('are gone within five seconds for whoever else has the place open and had them', async () => {
      const other = await here.open();
      try {
        await store.keyOf('gone');
        await other.keyOf('gone');
        await store.destroy('gone');
        const until = performance.now() + 5_000;
        while ((await other.findKey('gone')) !== 'destroyed' && performance.now() < until) await pause();
        expect(await other.findKey('gone')).toBe('destroyed');
        await expect(other.keyOf('gone')).rejects.toMatchObject({ code: 'KeyDestroyed' });
      } finally {
        await other.close();
      }
    });

    it('can be destroyed before they exist', async () => {
      await store.destroy('never');
      await expect(store.keyOf('never')).rejects.toMatchObject({ code: 'KeyDestroyed', params: { kid: 'never' } });
    });

    it('stay destroyed when they were being made at the same moment', async () => {
      const made = store.keyOf('race');
      await Promise.all([made, store.destroy('race')]);
      expect(await store.findKey('race')).toBe('destroyed');
      await expect(store.keyOf('race')).rejects.toMatchObject({ code: 'KeyDestroyed' });
    });

    it('refuse one destroyed kid among many without harm to the others', async () => {
      await store.destroy('b');
      const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((kid) => store.keyOf(kid)));
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    });

    it('take any kid of 1 to 80 characters', async () => {
      const kids = [
        'x'.repeat(80),
        "o'clock; drop table key",
        'Đơn số 1',
        '%_',
        '0190b8a2-0000-7000-8000-000000000001',
      ];
      const keys = await Promise.all(kids.map(async (kid) => hex(await store.keyOf(kid))));
      expect(await Promise.all(kids.map((kid) => hexOf(store, kid)))).toEqual(keys);
      await expect(store.keyOf('')).rejects.toThrow('1 to 80');
      await expect(store.keyOf('x'.repeat(81))).rejects.toThrow('1 to 80');
    });

    it('wait for closing, and are refused after it', async () => {
      const asked = Promise.all(Array.from({ length: 50 }, (_, i) => store.keyOf(`late ${i}`)));
      await store.close();
      await store.close();
      const keys = (await asked).map(hex);
      await expect(store.keyOf('later')).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'closed' });
      await expect(store.findKey('later')).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'closed' });
      await expect(store.destroy('later')).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'closed' });
      store = await here.open();
      expect(await hexOf(store, 'late 7')).toBe(keys[7]);
    });
  });
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

function hex(key: { export(): Buffer }): string {
  return key.export().toString('hex');
}

async function hexOf(store: KeyStore, kid: string): Promise<string> {
  const key = await store.findKey(kid);
  if (key === undefined || key === 'destroyed') throw new Error(`${kid} has no key`);
  return hex(key);
}
