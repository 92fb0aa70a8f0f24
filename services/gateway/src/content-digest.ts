import { createHash } from 'node:crypto';
import { form, refuse } from '@hoso/contracts';
import { z } from 'zod';

/** `sha-256=:<base64>:` among others (RFC 9530). */
const Digest = z
  .string()
  .regex(/(?:^|,)\s*sha-256=:[A-Za-z0-9+/]{43}=:/, form('ContentDigestForm'))
  .transform((text) => /sha-256=:([^:]+):/.exec(text)?.[1] ?? '')
  .optional();
const Headers = z.object({ 'Content-Digest': Digest });

/** The SHA-256 that a request says its content has, in base64. */
export function contentDigest(header: unknown): string | undefined {
  return Headers.parse({ 'Content-Digest': header })['Content-Digest'];
}

/** The same content; refused at its end (`ContentDiffers`) where it is not what was sent. */
export async function* withDigest(
  content: AsyncIterable<Uint8Array>,
  expected: string | undefined,
): AsyncIterable<Uint8Array> {
  if (expected === undefined) {
    yield* content;
    return;
  }
  const digest = createHash('sha256');
  for await (const piece of content) {
    digest.update(piece);
    yield piece;
  }
  const found = digest.digest();
  if (found.toString('base64') !== expected) refuse('ContentDiffers', { sha256: found.toString('hex') });
}
