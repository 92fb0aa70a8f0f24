import { createHmac, createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isTrackingSecret, trackingSecret } from './tracking-secret.ts';

const master = createSecretKey(Buffer.alloc(32, 7));
const dossierId = '0190b8a2-0000-7000-8000-000000000001';

describe('A tracking secret', () => {
  it('is the first 50 bits of the HMAC in Crockford base 32', () => {
    const digest = createHmac('sha256', Buffer.alloc(32, 7)).update(`hoso-tracking-1 ${dossierId}`).digest();
    const bits = BigInt(`0x${digest.toString('hex')}`)
      .toString(2)
      .padStart(256, '0')
      .slice(0, 50);
    const digits = bits.match(/.{5}/g)?.map((five) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Number.parseInt(five, 2)]);
    expect(trackingSecret(master, dossierId).replace('-', '')).toBe(digits?.join(''));
  });

  it('has ten characters that are not mistaken for each other, in two groups', () =>
    fc.assert(
      fc.property(fc.uuid(), (id) =>
        expect(trackingSecret(master, id)).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/),
      ),
    ));

  it('differs for each dossier and each platform', () => {
    const other = createSecretKey(Buffer.alloc(32, 8));
    const secrets = Array.from({ length: 1_000 }, (_, i) => trackingSecret(i % 2 === 0 ? master : other, `d${i >> 1}`));
    expect(new Set(secrets).size).toBe(1_000);
  });

  it('is taken as people type it', () => {
    const secret = trackingSecret(master, dossierId);
    const typed = [secret, secret.toLowerCase(), secret.replace('-', ''), ` ${secret.replace('-', ' ')} `];
    expect(typed.map((given) => isTrackingSecret(master, dossierId, given))).toEqual([true, true, true, true]);
    const ids = Array.from({ length: 200 }, (_, i) => `d${i}`);
    const confusing = ids.find((id) => /0.*1|1.*0/.test(trackingSecret(master, id))) ?? '';
    expect(
      isTrackingSecret(master, confusing, trackingSecret(master, confusing).replaceAll('0', 'o').replaceAll('1', 'l')),
    ).toBe(true);
  });

  it('opens no other dossier, and nothing else opens its own', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uuid().map((id) => trackingSecret(master, id)),
        ),
        (given) => expect(isTrackingSecret(master, dossierId, given)).toBe(false),
      ),
    ));

  it('is not shortened or lengthened', () => {
    const secret = trackingSecret(master, dossierId);
    const changed = ['', secret.slice(0, -1), `${secret}0`, `${secret}${' '.repeat(50)}0`, 'x'.repeat(1_000_000)];
    expect(changed.map((given) => isTrackingSecret(master, dossierId, given))).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
  });
});
