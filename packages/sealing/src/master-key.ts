import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { decrypt, encrypt, ivBytes, keyBytes, tagBytes } from './aes-gcm.ts';
import { KeysUnusable } from './key-store.ts';
import { writeOnce } from './write-once.ts';

/** The key that locks all data keys. `id` tells which one it is and nothing about it. */
export interface MasterKey {
  readonly id: string;
  readonly key: KeyObject;
}

const form = /^hoso-master-key-1 ([A-Za-z0-9+/]{43}=)\n?$/;

/** Reads the master key from its file. Throws `KeysUnusable`. */
export function readMasterKey(path: string): MasterKey {
  if (!existsSync(path)) throw new KeysUnusable(path, 'master key missing');
  const secret = Buffer.from(form.exec(readFileSync(path, 'latin1'))?.[1] ?? '', 'base64');
  if (secret.length !== keyBytes) throw new KeysUnusable(path, 'master key malformed');
  const id = createHmac('sha256', secret).update('hoso master key id').digest('hex').slice(0, 16);
  return { id, key: createSecretKey(secret) };
}

/**
 * Makes a master key where there is no file yet; one that exists, or appears meanwhile, stays. Durable when it returns.
 */
export function createMasterKey(path: string): void {
  writeOnce(path, `hoso-master-key-1 ${randomBytes(keyBytes).toString('base64')}\n`);
}

/** Where the master key lies that is about to take the place of another. */
export function nextMasterKeyPath(path: string): string {
  return `${path}.next`;
}

/**
 * Puts the next master key in its place, durably, where it is the one of that id: what keys are locked with decides.
 * Changes nothing otherwise.
 */
export function settleMasterKey(path: string, id: string): void {
  const nextPath = nextMasterKeyPath(path);
  if (!existsSync(nextPath) || readMasterKey(nextPath).id !== id) return;
  renameSync(nextPath, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** A data key as it is stored: vector, cipher text and tag in a row, bound to its kid and to the master key. */
export function wrap(master: MasterKey, kid: string, dataKey: KeyObject): Buffer {
  const { iv, ct, tag } = encrypt(master.key, randomBytes(ivBytes), dataKey.export(), bound(master, kid));
  return Buffer.concat([iv, ct, tag]);
}

/** The data key, or `undefined` where it was changed, belongs to another kid, or is locked with another master key. */
export function unwrap(master: MasterKey, kid: string, wrapped: Uint8Array): KeyObject | undefined {
  if (wrapped.length !== ivBytes + keyBytes + tagBytes) return undefined;
  const bytes = Buffer.from(wrapped);
  const secret = decrypt(
    master.key,
    { iv: bytes.subarray(0, ivBytes), ct: bytes.subarray(ivBytes, -tagBytes), tag: bytes.subarray(-tagBytes) },
    bound(master, kid),
  );
  return secret && createSecretKey(secret);
}

function bound(master: MasterKey, kid: string): Buffer {
  return Buffer.from(JSON.stringify(['hoso-key-1', kid, master.id]));
}
