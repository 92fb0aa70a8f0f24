import type { Actor } from '@hoso/contracts';
import { platformActor } from '@hoso/runtime';

const lifeS = 3_600;

/** A token of the platform's own for the moment; another is minted when half of its life is over. */
export function ownToken(mint: (actor: Actor, expiresInS: number) => Promise<string>): () => Promise<string> {
  let token: { readonly text: string; readonly until: number } | undefined;
  return async () => {
    if (!token || token.until < Date.now()) {
      const text = await mint(platformActor, lifeS);
      token = { text, until: Date.now() + (lifeS * 1_000) / 2 };
    }
    return token.text;
  };
}
