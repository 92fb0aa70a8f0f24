import { createPublicKey, type KeyObject } from 'node:crypto';
import { fromBase64, hashBytes, sha256, toBase64 } from './hashing.ts';
import { notProven } from './not-proven.ts';

/** What a key signs: notes by itself, or checkpoints as their witness (C2SP cosignature v1). */
export const keyTypes = { note: 0x01, cosignature: 0x04 } as const;
export type KeyType = keyof typeof keyTypes;

/** A public key under its name, Ed25519. */
export interface VerifierKey {
  readonly name: string;
  /** 8 hexadecimal digits. */
  readonly keyId: string;
  readonly type: KeyType;
  readonly publicKey: KeyObject;
}

const idBytes = 4;
/** DER of an Ed25519 public key, before its bytes (RFC 8410). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

/** A verifier key of a name and the 32 bytes of an Ed25519 public key. Throws `NotProven` for what is no name. */
export function verifierKey(name: string, type: KeyType, publicBytes: Uint8Array): VerifierKey {
  if (!isKeyName(name)) return notProven('name', `"${name}" không phải tên khóa`, `"${name}" is no name of a key`);
  const typed = Buffer.concat([Buffer.of(keyTypes[type]), publicBytes]);
  const keyId = Buffer.from(sha256(Buffer.concat([Buffer.from(`${name}\n`), typed])).subarray(0, idBytes));
  const publicKey = createPublicKey({ key: Buffer.concat([spkiHead, publicBytes]), format: 'der', type: 'spki' });
  return { name, keyId: keyId.toString('hex'), type, publicKey };
}

/** A name has no blank and no plus: both mean something where it stands. */
export function isKeyName(name: string): boolean {
  return /^[^\s+]{1,255}$/u.test(name) && name.isWellFormed();
}

/** `name+hex8(keyID)+base64(type ‖ public key)`. */
export function formatVerifierKey({ name, keyId, type, publicKey }: VerifierKey): string {
  return `${name}+${keyId}+${toBase64(Buffer.concat([Buffer.of(keyTypes[type]), publicBytesOf(publicKey)]))}`;
}

/** Reads a verifier key. Throws `NotProven` for every other text, also for an id that is not the key's. */
export function parseVerifierKey(text: string): VerifierKey {
  const field = 'key';
  const [, name = '', keyId = '', encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text) ?? [];
  if (name === '')
    return notProven(field, 'cần dạng <tên>+<8 số hex>+<base64>', 'takes <name>+<8 hex digits>+<base64>');
  const bytes = fromBase64(encoded, field);
  const type = bytes[0] === keyTypes.note ? 'note' : bytes[0] === keyTypes.cosignature ? 'cosignature' : undefined;
  if (type === undefined || bytes.length !== 1 + hashBytes) {
    return notProven(field, 'không phải khóa Ed25519', 'is no Ed25519 key for notes or cosignatures');
  }
  const key = verifierKey(name, type, bytes.subarray(1));
  if (key.keyId === keyId) return key;
  return notProven(field, `số hiệu ${keyId} không thuộc khóa này`, `its id is ${key.keyId}, not ${keyId}`);
}

/** The 32 bytes of an Ed25519 public key. */
export function publicBytesOf(publicKey: KeyObject): Uint8Array {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(spkiHead.length);
}

/** What begins every signature: the key's id. */
export function keyIdBytes({ keyId }: VerifierKey): Uint8Array {
  return Buffer.from(keyId, 'hex');
}
