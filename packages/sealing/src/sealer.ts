import { randomBytes } from 'node:crypto';
import {
  canonicalJson,
  NotCanonical,
  SealBroken,
  type SealContext,
  type Sealed,
  type Sealer,
} from '@hoso/event-sourcing';
import { decrypt, encrypt, ivBytes } from './aes-gcm.ts';
import type { KeyStore } from './key-store.ts';

export { SealBroken };

/**
 * The kernel's `Sealer`: AES-256-GCM under the dossier's key with a fresh initialisation vector, over the value's
 * canonical JSON, bound to kid, event id and JSON pointer. `seal` rejects with `NotCanonical` for what has no canonical
 * JSON and with `DomainError` 'KeyDestroyed'; `open` with `SealBroken`. `newIv` is for simulated logs alone, whose
 * seals follow from a seed: no two values may ever share one.
 */
export function sealer(keys: Pick<KeyStore, 'keyOf' | 'findKey'>, { newIv = randomIv }: SealerOptions = {}): Sealer {
  return {
    async seal(dossierId, value, context) {
      const plain = plainText(value, context);
      const key = await keys.keyOf(dossierId);
      const { iv, ct, tag } = encrypt(key, newIv(context, ivBytes), plain, bound(dossierId, context));
      return { kid: dossierId, iv: iv.toString('base64'), ct: ct.toString('base64'), tag: tag.toString('base64') };
    },
    async open(sealed, context) {
      const key = await keys.findKey(sealed.kid);
      if (key === 'destroyed') return undefined;
      if (!key) throw new SealBroken(context.eventId, context.pointer, 'key unknown');
      const plain = decrypt(key, decoded(sealed), bound(sealed.kid, context));
      if (!plain) throw new SealBroken(context.eventId, context.pointer, 'changed or moved');
      return { value: JSON.parse(plain.toString()) };
    },
    // The store answers the very same `KeyObject` until it forgets the key.
    async lifeOf(kid) {
      const key = await keys.findKey(kid);
      return key === 'destroyed' ? undefined : key;
    },
  };
}

export interface SealerOptions {
  readonly newIv?: (context: SealContext, bytes: number) => Buffer;
}

const randomIv = (_: SealContext, bytes: number): Buffer => randomBytes(bytes);

function plainText(value: unknown, { pointer }: SealContext): Buffer {
  try {
    return Buffer.from(canonicalJson(value));
  } catch (error) {
    throw error instanceof NotCanonical ? new NotCanonical(pointer + error.path, error.reason) : error;
  }
}

function bound(kid: string, { eventId, pointer }: SealContext): Buffer {
  return Buffer.from(JSON.stringify(['hoso-seal-1', kid, eventId, pointer]));
}

function decoded({ iv, ct, tag }: Sealed) {
  return { iv: bytes(iv), ct: bytes(ct), tag: bytes(tag) };
}

/**
 * Node reads base64 leniently: several texts give the same bytes. Only the one that was written counts; others give
 * none.
 */
function bytes(base64: string): Buffer {
  const decoded = Buffer.from(base64, 'base64');
  return decoded.toString('base64') === base64 ? decoded : Buffer.alloc(0);
}
