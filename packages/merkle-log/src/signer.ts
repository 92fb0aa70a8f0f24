import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { hashBytes, toBase64 } from './hashing.ts';
import { notProven } from './not-proven.ts';
import { type SignatureLine, signatureMessage } from './signed-note.ts';
import { type KeyType, keyIdBytes, publicBytesOf, type VerifierKey, verifierKey } from './verifier-key.ts';

/** Signs under a name. */
export interface Signer {
  readonly verifier: VerifierKey;
  readonly privateKey: KeyObject;
}

/** DER of an Ed25519 private key, before its seed (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The signer of a name whose private key grows from a seed of 32 secret bytes (RFC 8032 §5.1.5). */
export function signerOf(name: string, type: KeyType, seed: Uint8Array): Signer {
  if (seed.length !== hashBytes) return notProven('seed', `cần ${hashBytes} byte`, `takes ${hashBytes} bytes`);
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
  return { privateKey, verifier: verifierKey(name, type, publicBytesOf(createPublicKey(privateKey))) };
}

/** A signature of a note's text; as a witness, at a time in seconds since 1970. */
export function signText({ verifier, privateKey }: Signer, text: string, timeS = 0): SignatureLine {
  const time = Buffer.alloc(verifier.type === 'cosignature' ? 8 : 0);
  if (time.length > 0) time.writeBigUInt64BE(BigInt(timeS));
  const signature = sign(null, signatureMessage(verifier.type, text, timeS), privateKey);
  const encoded = toBase64(Buffer.concat([keyIdBytes(verifier), time, signature]));
  return { name: verifier.name, keyId: verifier.keyId, encoded };
}
