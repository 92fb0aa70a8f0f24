import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';

/** What opens sealed content, and tells that it is the same: to be kept where the dossier's own key seals it. */
export interface ContentSeal {
  /** Base64 of 32 bytes, of this content alone. */
  readonly key: string;
  /** SHA-256 of the plain content, in hex. */
  readonly sha256: string;
}

/** Content on its way to where it is kept. `seal` and `bytes` are known once it has been read to its end. */
export interface Sealing extends AsyncIterable<Uint8Array> {
  seal(): ContentSeal;
  /** Of the plain content. */
  bytes(): number;
}

/** Bytes that sealing adds. */
export const sealBytes = ivBytes + tagBytes;

/** What was opened is not what was sealed. */
export class ContentBroken extends Error {
  override readonly name = 'ContentBroken';
}

/** Seals content as it passes, under a new key: `iv ‖ cipher text ‖ tag`, AES-256-GCM (SP 800-38D). */
export function sealing(content: AsyncIterable<Uint8Array>): Sealing {
  const key = randomBytes(keyBytes);
  const digest = createHash('sha256');
  let bytes = 0;
  let seal: ContentSeal | undefined;
  return {
    async *[Symbol.asyncIterator]() {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv);
      yield iv;
      for await (const piece of content) {
        bytes += piece.byteLength;
        digest.update(piece);
        const sealed = cipher.update(piece);
        if (sealed.length > 0) yield sealed;
      }
      yield Buffer.concat([cipher.final(), cipher.getAuthTag()]);
      seal = { key: key.toString('base64'), sha256: digest.digest('hex') };
    },
    seal: () => {
      if (!seal) throw new Error('the seal is known once the content has been read');
      return seal;
    },
    bytes: () => bytes,
  };
}

/**
 * Opens sealed content as it passes. Rejects with `ContentBroken` at its end where it is not what was sealed: callers
 * MUST NOT use what they read before.
 */
export async function* opening(
  sealed: AsyncIterable<Uint8Array>,
  { key, sha256 }: ContentSeal,
): AsyncIterable<Uint8Array> {
  const digest = createHash('sha256');
  const coming = sealed[Symbol.asyncIterator]();
  let held: Uint8Array = Buffer.alloc(0);
  let isDone = false;
  const more = async (): Promise<void> => {
    const next = await coming.next();
    isDone = next.done === true;
    if (!isDone) held = Buffer.concat([held, next.value]);
  };
  while (!isDone && held.byteLength < ivBytes) await more();
  if (held.byteLength < ivBytes) throw new ContentBroken('shorter than a seal');
  const decipher = createDecipheriv(algorithm, Buffer.from(key, 'base64'), held.subarray(0, ivBytes));
  held = held.subarray(ivBytes);
  while (!isDone) {
    await more();
    // The last bytes are the tag, wherever pieces end.
    const ready = held.byteLength - tagBytes;
    if (ready <= 0) continue;
    const plain = decipher.update(held.subarray(0, ready));
    held = held.subarray(ready);
    digest.update(plain);
    if (plain.length > 0) yield plain;
  }
  if (held.byteLength !== tagBytes) throw new ContentBroken('shorter than a seal');
  decipher.setAuthTag(held);
  try {
    const last = decipher.final();
    digest.update(last);
  } catch (error) {
    throw new ContentBroken('changed, or under another key', { cause: error });
  }
  if (digest.digest('hex') !== sha256) throw new ContentBroken('not the content that was recorded');
}
