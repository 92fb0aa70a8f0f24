import { createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { SealContext } from '@hoso/event-sourcing';
import type { KeyStore } from '@hoso/sealing';

/**
 * Keys and initialisation vectors that follow from a seed.
 *
 * Decision: on a simulated log alone. / Because the same seed is to give the same bytes, and there is no person behind
 * what is sealed there: whoever has the seed has the keys. / Instead of seals that differ at every play.
 */
export interface SeededSeals {
  readonly newKey: (kid: string) => KeyObject;
  readonly newIv: (context: SealContext, bytes: number) => Buffer;
}

const keyBytes = 32;

export function seededSeals(seed: string): SeededSeals {
  const secret = hash('sha256', `hoso simulated seals ${seed}`);
  const derived = (...words: readonly string[]): Buffer => hash('sha256', [secret, ...words].join('\n'), 'buffer');
  return {
    newKey: (kid) => createSecretKey(derived('key', kid).subarray(0, keyBytes)),
    newIv: ({ eventId, pointer }, bytes) => derived('iv', eventId, pointer).subarray(0, bytes),
  };
}

/** What a simulation seals with: keys that are at hand at once. */
export interface SimulatedKeys extends Pick<KeyStore, 'keyOf' | 'findKey'> {
  /** Lets go of a dossier's key: nothing more happens to it. */
  forget(kid: string): void;
}

export function simulatedKeys(newKey: SeededSeals['newKey']): SimulatedKeys {
  const held = new Map<string, KeyObject>();
  return {
    keyOf: async (kid) => {
      const known = held.get(kid);
      if (known) return known;
      const key = newKey(kid);
      held.set(kid, key);
      return key;
    },
    findKey: async (kid) => held.get(kid),
    forget: (kid) => void held.delete(kid),
  };
}
