import type { KeyObject } from 'node:crypto';
import type { HeardCache } from './heard-cache.ts';
import type { KeyRows } from './key-rows.ts';

/** The most keys made in one call. */
const keysPerCallMax = 1_000;

/** Makes and destroys keys one call after the other, in the order asked; keys to be made that wait share a call. */
export interface KeyWriter {
  make(kid: string): Promise<KeyObject | 'destroyed'>;
  destroy(kid: string): Promise<void>;
  /** Resolves when nothing waits any more. */
  drained(): Promise<void>;
}

interface Making {
  readonly kid: string;
  readonly promise: Promise<KeyObject | 'destroyed'>;
  readonly resolve: (key: KeyObject | 'destroyed') => void;
  readonly reject: (error: unknown) => void;
}

export function keyWriter(rows: KeyRows, cache: HeardCache): KeyWriter {
  let last: Promise<unknown> = Promise.resolve();
  /** Those of the next call; a key to be destroyed ends it. */
  let gathering: Map<string, Making> | undefined;

  async function makeAll(batch: ReadonlyMap<string, Making>): Promise<void> {
    if (gathering === batch) gathering = undefined;
    const forgotten = cache.forgotten();
    try {
      const found = await rows.make([...batch.keys()]);
      for (const { kid, resolve, reject } of batch.values()) {
        const key = found.get(kid);
        if (key === undefined) reject(new Error(`the place of keys answered nothing for ${kid}`));
        else if (key instanceof Error) reject(key);
        else {
          if (key !== 'destroyed') cache.put(kid, key, forgotten);
          resolve(key);
        }
      }
    } catch (error) {
      for (const { reject } of batch.values()) reject(error);
    }
  }

  return {
    make(kid) {
      if (!gathering || gathering.size >= keysPerCallMax) {
        const batch = new Map<string, Making>();
        gathering = batch;
        // Every request that has already arrived joins the call.
        last = last.then(() => new Promise((resolve) => setImmediate(resolve))).then(() => makeAll(batch));
      }
      const known = gathering.get(kid);
      if (known) return known.promise;
      const making = { kid, ...Promise.withResolvers<KeyObject | 'destroyed'>() };
      gathering.set(kid, making);
      return making.promise;
    },
    destroy(kid) {
      gathering = undefined;
      const destroyed = last.then(async () => {
        cache.forget(kid);
        await rows.destroy(kid);
        cache.forget(kid);
      });
      last = destroyed.catch(() => {});
      return destroyed;
    },
    drained: async () => {
      await last;
    },
  };
}
