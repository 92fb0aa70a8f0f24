import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The half that verifies tokens (RFC 8037), which may be given to anyone. */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
}

/** The pair that signs and verifies tokens. */
export interface TokenKeys {
  readonly privateKey: KeyObject;
  readonly publicJwk: PublicJwk;
}

/**
 * The token keys of a data folder: `token.key`, made on first use, readable for its owner only. Of several processes
 * that make it at once all get the same one. Throws where the file is not such a key, and leaves it.
 */
export function tokenKeys(folder: string): TokenKeys {
  const path = join(folder, 'token.key');
  if (!existsSync(path)) create(path);
  return tokenKeysOf(readFileSync(path, 'utf8'), path);
}

/** The token keys that a text holds, Ed25519 as PKCS #8 in PEM. Throws where it does not; `place`: where it lay. */
export function tokenKeysOf(pem: string, place: string): TokenKeys {
  const privateKey = read(pem, place);
  const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (kty !== 'OKP' || crv !== 'Ed25519' || x === undefined) throw unusable(place);
  return { privateKey, publicJwk: { kty, crv, x } };
}

function create(path: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${path}.${process.pid}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { flag: 'wx', mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(draft);
  }
}

function read(pem: string, place: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw unusable(place, { cause: error });
  }
}

function unusable(path: string, options?: ErrorOptions): Error {
  return new Error(`${path}: this is not the platform's key for tokens (Ed25519, PKCS #8 in PEM)`, options);
}
