import { readFile } from 'node:fs/promises';

/** A token that was renewed in its file is used after so long at the latest, without a restart. */
const rememberedMs = 30_000;

/** The platform's own token, as its file holds it now. */
export function serviceToken(path: string, elapsedMs = () => performance.now()): () => Promise<string> {
  let known: { readonly token: Promise<string>; readonly until: number } | undefined;
  return async () => {
    if (!known || elapsedMs() >= known.until) {
      const token = readFile(path, 'utf8').then((text) => text.trim());
      known = { token, until: elapsedMs() + rememberedMs };
      token.catch(() => {
        known = undefined;
      });
    }
    return await known.token;
  };
}
