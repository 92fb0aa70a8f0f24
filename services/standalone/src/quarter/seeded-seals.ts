import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { SealContext } from '@hoso/event-sourcing';

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
  const secret = createHmac('sha256', 'hoso simulated seals').update(seed).digest();
  const derived = (...words: readonly string[]): Buffer =>
    createHmac('sha256', secret).update(JSON.stringify(words)).digest();
  return {
    newKey: (kid) => createSecretKey(derived('key', kid).subarray(0, keyBytes)),
    newIv: ({ eventId, pointer }, bytes) => derived('iv', eventId, pointer).subarray(0, bytes),
  };
}
