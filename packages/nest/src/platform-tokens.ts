import type { Actor } from '@hoso/contracts';
import { type TokenKeys, tokenKeys } from './token-keys.ts';
import { actorOf, mintToken, signInPurpose, tokenVerifier, type VerifyToken } from './tokens.ts';

/** Tokens made and read with the key of a data folder. */
export interface PlatformTokens {
  /** All that a token says. */
  readonly identify: VerifyToken;
  /** The actor that a request's token speaks for. */
  readonly verify: (token: string | undefined) => Promise<Actor>;
  readonly mint: (actor: Actor, expiresInS: number) => Promise<string>;
  /** The secret of a sign-in link. */
  readonly mintSecret: (actor: Actor) => Promise<string>;
}

/** How long a sign-in link may be used. */
export const linkLastsS = 600;

export function platformTokens(keyFolder: string): PlatformTokens {
  return tokensBy(tokenKeys(keyFolder));
}

/** The same with a key that was given. */
export function tokensBy(keys: TokenKeys): PlatformTokens {
  const identify = tokenVerifier(keys);
  return {
    identify,
    verify: async (token) => actorOf(await identify(token)),
    mint: (actor, expiresInS) => mintToken(keys, actor, { expiresInS }),
    mintSecret: (actor) => mintToken(keys, actor, { expiresInS: linkLastsS, purpose: signInPurpose }),
  };
}

/** The page's address with the secret of a sign-in. It stands after `#`: browsers send that to nobody. */
export function signInLink(url: string, secret: string): string {
  return `${new URL('/', url)}#sign-in=${secret}`;
}
