import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** The key id under which a key store keeps the platform's own secret that tracking secrets are made from. */
export const trackingKid = 'platform:tracking';

/** Crockford's base 32: no I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const lengthChars = 10;

/**
 * What lets the bearer of a receipt follow his dossier without logging in: `XXXXX-XXXXX`, the first 50 bits of an
 * HMAC-SHA-256 of the dossier's id. Printed on the receipt and never stored.
 *
 * Decision: `master` is a key of the key store (`trackingKid`), not the master key. / Because receipts on paper must
 * outlive a change of the master key. / Instead of: deriving from the master key.
 */
export function trackingSecret(master: KeyObject, dossierId: string): string {
  const digest = createHmac('sha256', master).update(`hoso-tracking-1 ${dossierId}`).digest();
  let bits = digest.readBigUInt64BE() >> 14n;
  let text = '';
  for (let i = 0; i < lengthChars; i++) {
    text = alphabet.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

/**
 * Whether `given` is the dossier's secret, as people type it: any case, with blanks or without hyphen, O for 0, I or L
 * for 1.
 */
export function isTrackingSecret(master: KeyObject, dossierId: string, given: string): boolean {
  const typed = given.slice(0, 40).toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  // Digests have one length whatever was typed, so that the comparison takes the same time for all.
  return timingSafeEqual(digestOf(master, typed), digestOf(master, trackingSecret(master, dossierId).replace('-', '')));
}

function digestOf(master: KeyObject, text: string): Buffer {
  return createHmac('sha256', master).update(text).digest();
}

/** The tracking secrets that come of one key: what is printed on a receipt, and whether somebody has read it there. */
export function trackingSecrets(master: KeyObject) {
  return {
    secretOf: (dossierId: string): string => trackingSecret(master, dossierId),
    matches: (dossierId: string, given: string): boolean => isTrackingSecret(master, dossierId, given),
  };
}
