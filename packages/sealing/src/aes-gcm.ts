import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

/** AES-256-GCM as NIST SP 800-38D has it, in its one safe form: 96-bit initialisation vectors, 128-bit tags. */
export const ivBytes = 12;
export const tagBytes = 16;
export const keyBytes = 32;

const cipher = 'aes-256-gcm';
// Without a length given, Node takes tags that were cut down to four bytes.
const options = { authTagLength: tagBytes } as const;

export interface Encrypted {
  readonly iv: Buffer;
  readonly ct: Buffer;
  readonly tag: Buffer;
}

/** `iv` MUST NOT be used twice under one key; `bound` is authenticated with the text and not part of the result. */
export function encrypt(key: KeyObject, iv: Buffer, plain: Buffer, bound: Buffer): Encrypted {
  const encryption = createCipheriv(cipher, key, iv, options);
  encryption.setAAD(bound);
  const ct = encryption.update(plain);
  encryption.final();
  return { iv, ct, tag: encryption.getAuthTag() };
}

/** The plain text, or `undefined` where anything of key, vector, cipher text, tag or `bound` is not as it was. */
export function decrypt(key: KeyObject, { iv, ct, tag }: Encrypted, bound: Buffer): Buffer | undefined {
  if (iv.length !== ivBytes || tag.length !== tagBytes) return undefined;
  const decryption = createDecipheriv(cipher, key, iv, options);
  decryption.setAAD(bound);
  decryption.setAuthTag(tag);
  const plain = decryption.update(ct);
  try {
    decryption.final();
  } catch {
    return undefined;
  }
  return plain;
}
