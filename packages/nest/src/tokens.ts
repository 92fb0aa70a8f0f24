import { createPublicKey, type KeyObject, randomUUID } from 'node:crypto';
import { Actor, Role } from '@hoso/contracts';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { PublicJwk, TokenKeys } from './token-keys.ts';

/** Whom a token speaks for. `role` is the one he acts in, `roles` are all that he holds. */
export interface TokenActor extends Actor {
  readonly roles?: readonly Role[];
}

/** What a valid token says. */
export interface Bearer {
  readonly actor: Actor;
  /** All roles that he holds, the one he acts in first. */
  readonly roles: readonly Role[];
  /** Why the token was made, where that was said. */
  readonly purpose?: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface MintOptions {
  readonly expiresInS: number;
  /** Seconds until the token may be used; none by default. */
  readonly startsInS?: number;
  readonly purpose?: string;
  /** Milliseconds since 1970, by default now. */
  readonly at?: number;
}

/** Why a request is nobody's. */
export class Unauthorised extends Error {
  override readonly name = 'Unauthorised';
  readonly params = {};

  constructor(
    readonly code:
      | 'TokenMissing'
      | 'TokenMalformed'
      | 'TokenExpired'
      | 'TokenNotYetValid'
      | 'TokenForged'
      | 'TokenOnlySignsIn'
      | 'LinkNotValid',
  ) {
    super(code);
  }
}

/** The purpose of the secret of a sign-in link: a token that is exchanged for a session and good for nothing else. */
export const signInPurpose = 'sign-in';

/** Whom a request's token speaks for. Throws `Unauthorised` for the secret of a sign-in link. */
export function actorOf({ actor, purpose }: Bearer): Actor {
  if (purpose === signInPurpose) throw new Unauthorised('TokenOnlySignsIn');
  return actor;
}

/** Answers whom a token speaks for, or rejects with `Unauthorised`. */
export type VerifyToken = (token: string | undefined) => Promise<Bearer>;

export interface VerifierOptions {
  /** Verified tokens remembered until they expire. */
  readonly rememberedMax?: number;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/** A signed token (JWT, RFC 7519; EdDSA, RFC 8037) made by this platform for this platform. */
export function mintToken(keys: TokenKeys, actor: TokenActor, options: MintOptions): Promise<string> {
  const issuedAt = Math.floor((options.at ?? Date.now()) / 1_000);
  const token = new SignJWT({
    role: actor.role,
    unit: actor.unit,
    ...(actor.roles === undefined ? {} : { roles: [...actor.roles] }),
    ...(options.purpose === undefined ? {} : { purpose: options.purpose }),
  })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .setSubject(actor.id)
    .setIssuer(platform)
    .setAudience(platform)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + options.expiresInS);
  // Two of one second would otherwise be the same: what may be used once must be one of its kind.
  if (options.purpose !== undefined) token.setJti(randomUUID());
  if (options.startsInS !== undefined) token.setNotBefore(issuedAt + options.startsInS);
  return token.sign(keys.privateKey);
}

/** Verifies tokens of these keys. Those that hold are remembered, the least recently used ones forgotten first. */
export function tokenVerifier(keys: TokenKeys | PublicJwk, options: VerifierOptions = {}): VerifyToken {
  const key = createPublicKey({ key: 'publicJwk' in keys ? keys.publicJwk : keys, format: 'jwk' });
  const clock = options.clock ?? Date.now;
  const rememberedMax = options.rememberedMax ?? rememberedMaxDefault;
  const remembered = new Map<string, Bearer>();
  return async (token) => {
    if (token === undefined || token === '') throw new Unauthorised('TokenMissing');
    if (token.length > tokenLengthMax) throw new Unauthorised('TokenMalformed');
    const known = remembered.get(token);
    if (known) remembered.delete(token);
    if (known && known.expiresAt <= clock()) throw new Unauthorised('TokenExpired');
    const bearer = known ?? (await verified(token, key, clock()));
    remembered.set(token, bearer);
    const [oldest] = remembered.keys();
    if (remembered.size > rememberedMax && oldest !== undefined) remembered.delete(oldest);
    return bearer;
  };
}

/**
 * The token of an `Authorization` header (RFC 6750 §2.1); `undefined` without one. Throws `Unauthorised` for another
 * scheme.
 */
export function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const [, token] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
  if (token === undefined) throw new Unauthorised('TokenMalformed');
  return token;
}

const algorithm = 'EdDSA';
const platform = 'hoso';
const tokenLengthMax = 4_096;
const rememberedMaxDefault = 10_000;

const Claims = z.object({
  roles: z.array(Role).optional(),
  purpose: z.string().optional(),
  exp: z.number(),
});

async function verified(token: string, key: KeyObject, now: number): Promise<Bearer> {
  // Several spellings of base64url give the same signature; only the one that was made is taken.
  const signature = token.slice(token.lastIndexOf('.') + 1);
  if (Buffer.from(signature, 'base64url').toString('base64url') !== signature) throw new Unauthorised('TokenMalformed');
  const { payload } = await jwtVerify(token, key, {
    algorithms: [algorithm],
    issuer: platform,
    audience: platform,
    requiredClaims: ['sub', 'exp'],
    currentDate: new Date(now),
  }).catch((error: unknown) => {
    throw new Unauthorised(codeOf(error));
  });
  const claims = Claims.safeParse(payload);
  const actor = Actor.safeParse({ id: payload.sub, role: payload['role'], unit: payload['unit'] });
  if (!claims.success || !actor.success) throw new Unauthorised('TokenMalformed');
  const { roles = [], purpose, exp } = claims.data;
  return {
    actor: actor.data,
    roles: [...new Set([actor.data.role, ...roles])],
    ...(purpose === undefined ? {} : { purpose }),
    expiresAt: exp * 1_000,
  };
}

/** jose names its errors by code; anything that fails a check of who made it for whom is forged. */
function codeOf(error: unknown): Unauthorised['code'] {
  if (error instanceof errors.JWTExpired) return 'TokenExpired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf') return error.reason === 'check_failed' ? 'TokenNotYetValid' : 'TokenMalformed';
    return error.reason === 'check_failed' ? 'TokenForged' : 'TokenMalformed';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed) {
    return 'TokenForged';
  }
  return 'TokenMalformed';
}
