import { createHmac, type KeyObject } from 'node:crypto';

/** The key id under which a key store keeps the platform's own secret that marks of personal data are made with. */
export const markingKid = 'platform:marks';

/**
 * A mark by which equal texts are found and nothing is read: the first 128 bits of an HMAC-SHA-256, as 22 characters.
 *
 * Decision: a keyed digest. / Because names are few, and a plain digest of each could be tried. It still shows which
 * documents carry the same text, and how many. / Instead of: searching by opening every dossier.
 */
export function markOf(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(`hoso-mark-1 ${text}`).digest().subarray(0, 16).toString('base64url');
}
