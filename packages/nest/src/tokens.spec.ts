import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type TokenKeys, tokenKeys } from './token-keys.ts';
import { bearerToken, mintToken, tokenVerifier } from './tokens.ts';

const clerk = { id: 'clerk-0361', role: 'clerk', unit: 'ha-long-one-stop' } as const;
const at = Date.UTC(2026, 10, 23);

describe('A token', () => {
  let folder: string;
  let keys: TokenKeys;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hoso-tokens-'));
    keys = tokenKeys(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const mint = (options = {}) => mintToken(keys, clerk, { expiresInS: 60, at, ...options });
  const verifying = (now = at) => tokenVerifier(keys, { clock: () => now });
  const refused = (token: string | undefined, code: string, now = at) =>
    expect(verifying(now)(token)).rejects.toMatchObject({ name: 'Unauthorised', code });
  /** A token of any header and claims, signed by `signature`. */
  const forged = (header: object, claims: object, signature: (input: string) => Buffer) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const input = `${part(header)}.${part(claims)}`;
    return `${input}.${signature(input).toString('base64url')}`;
  };
  const byUs = (input: string) => sign(null, Buffer.from(input), keys.privateKey);
  const claims = { iss: 'hoso', aud: 'hoso', sub: clerk.id, role: 'clerk', unit: clerk.unit, exp: at / 1_000 + 60 };

  it('says whom it speaks for', async () => {
    expect(await verifying()(await mint())).toEqual({ actor: clerk, roles: ['clerk'], expiresAt: at + 60_000 });
    const token = await mintToken(
      keys,
      { ...clerk, roles: ['one-stop-head', 'clerk'] },
      { expiresInS: 60, at, purpose: 'review' },
    );
    expect(await verifying()(token)).toMatchObject({ roles: ['clerk', 'one-stop-head'], purpose: 'review' });
  });

  it('is verified with the public half alone', async () => {
    const verify = tokenVerifier(keys.publicJwk, { clock: () => at });
    expect((await verify(await mint())).actor).toEqual(clerk);
    expect(JSON.stringify(keys.publicJwk)).not.toContain('"d"');
  });

  it('lies in the header of a request as Bearer', () => {
    expect(['Bearer a.b.c', 'bearer  a.b.c '].map(bearerToken)).toEqual(['a.b.c', 'a.b.c']);
    expect(bearerToken(undefined)).toBeUndefined();
    for (const header of ['', 'Bearer', 'Basic abc', 'Bearer a b', 'a.b.c']) {
      expect(() => bearerToken(header)).toThrow('TokenMalformed');
    }
  });

  it('is missing or has not the form of one', async () => {
    await refused(undefined, 'TokenMissing');
    await refused('', 'TokenMissing');
    for (const text of ['x', 'a.b', 'a.b.c', '..', 'ey.ey.ey.ey', '\u0000', `${await mint()}${' '.repeat(5_000)}`]) {
      await refused(text, 'TokenMalformed');
    }
  });

  it('expires to the second, also when it was verified before', async () => {
    let now = at + 59_999;
    const verify = tokenVerifier(keys, { clock: () => now });
    const token = await mint();
    expect((await verify(token)).actor).toEqual(clerk);
    now = at + 60_000;
    await expect(verify(token)).rejects.toMatchObject({ code: 'TokenExpired' });
    await expect(verify(token)).rejects.toMatchObject({ code: 'TokenExpired' });
    await refused(token, 'TokenExpired', at + 60_000);
  });

  it('is not valid before its time', async () => {
    const token = await mint({ startsInS: 30 });
    await refused(token, 'TokenNotYetValid');
    expect((await verifying(at + 30_000)(token)).actor).toEqual(clerk);
  });

  it('is refused under another key', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    await refused(await mintToken({ ...keys, privateKey }, clerk, { expiresInS: 60, at }), 'TokenForged');
  });

  it('is refused without a signature, or signed with the public key as a secret', async () => {
    await refused(
      forged({ alg: 'none' }, claims, () => Buffer.alloc(0)),
      'TokenForged',
    );
    await refused(
      forged({ alg: 'EdDSA' }, claims, () => Buffer.alloc(0)),
      'TokenForged',
    );
    for (const secret of [
      keys.publicJwk.x,
      Buffer.from(keys.publicJwk.x, 'base64url'),
      JSON.stringify(keys.publicJwk),
    ]) {
      const hs256 = (input: string) => createHmac('sha256', secret).update(input).digest();
      await refused(forged({ alg: 'HS256' }, claims, hs256), 'TokenForged');
    }
  });

  it('is refused with a key of its own in its header', async () => {
    const mine = generateKeyPairSync('ed25519');
    const header = { alg: 'EdDSA', jwk: mine.publicKey.export({ format: 'jwk' }), jku: 'http://127.0.0.1/keys' };
    await refused(
      forged(header, claims, (input) => sign(null, Buffer.from(input), mine.privateKey)),
      'TokenForged',
    );
  });

  it('is refused with anything changed', async () => {
    const token = await mint();
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...'AQgwBRhx-_.9'), async (index, char) => {
        fc.pre(token[index] !== char);
        const changed = token.slice(0, index) + char + token.slice(index + 1);
        await expect(verifying()(changed)).rejects.toMatchObject({ name: 'Unauthorised' });
      }),
    );
    // The last digit of 64 bytes has four bits that say nothing.
    await refused(
      token.replace(/.$/, (digit) => String.fromCharCode(digit.charCodeAt(0) + 1)),
      'TokenMalformed',
    );
    const [header = '', , signature = ''] = token.split('.');
    const promoted = Buffer.from(JSON.stringify({ ...claims, role: 'inspector' })).toString('base64url');
    await refused([header, promoted, signature].join('.'), 'TokenForged');
  });

  it.each([
    ['of another issuer', { iss: 'other' }, 'TokenForged'],
    ['for another platform', { aud: 'other' }, 'TokenForged'],
    ['of no issuer', { iss: undefined }, 'TokenMalformed'],
    ['that never expires', { exp: undefined }, 'TokenMalformed'],
    ['of nobody', { sub: undefined }, 'TokenMalformed'],
    ['of no role', { role: undefined }, 'TokenMalformed'],
    ['of an unknown role', { role: 'emperor' }, 'TokenMalformed'],
    ['of no unit', { unit: '' }, 'TokenMalformed'],
    ['of roles that are none', { roles: ['emperor'] }, 'TokenMalformed'],
    ['with a time that is none', { exp: 'tomorrow' }, 'TokenMalformed'],
  ])('is refused, though ours, %s', (_, change, code) =>
    refused(forged({ alg: 'EdDSA' }, { ...claims, ...change }, byUs), code),
  );

  it('is remembered among few, and verified again once forgotten', async () => {
    const verify = tokenVerifier(keys, { clock: () => at, rememberedMax: 3 });
    const tokens = await Promise.all(
      Array.from({ length: 8 }, (_, i) => mintToken(keys, { ...clerk, id: `clerk-${i}0` }, { expiresInS: 60, at })),
    );
    for (const round of [1, 2]) {
      for (const [i, token] of tokens.entries()) {
        expect({ round, ...(await verify(token)).actor }).toMatchObject({ round, id: `clerk-${i}0` });
      }
    }
    expect(await verify(tokens[7])).toBe(await verify(tokens[7]));
    const first = await verify(tokens[0]);
    for (const token of tokens.slice(1)) await verify(token);
    expect(await verify(tokens[0])).not.toBe(first);
  });

  it('is worth nothing on another platform', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'hoso-tokens-'));
    const other = tokenKeys(elsewhere);
    rmSync(elsewhere, { recursive: true });
    await expect(tokenVerifier(other, { clock: () => at })(await mint())).rejects.toMatchObject({
      code: 'TokenForged',
    });
  });
});

describe('The keys of tokens', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hoso-token-keys-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are made once, for their owner only, and stay', () => {
    const made = tokenKeys(folder);
    expect(readdirSync(folder)).toEqual(['token.key']);
    expect(statSync(join(folder, 'token.key')).mode & 0o777).toBe(0o600);
    expect(tokenKeys(folder).publicJwk).toEqual(made.publicJwk);
  });

  it('are refused, and left, where the file is something else', () => {
    const path = join(folder, 'token.key');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    for (const text of ['', 'some notes', String(rsa)]) {
      writeFileSync(path, text);
      expect(() => tokenKeys(folder)).toThrow('not the platform');
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
    expect(() => tokenKeys(join(folder, 'nowhere'))).toThrow('ENOENT');
  });
});
