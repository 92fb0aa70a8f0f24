import { describe, expect, it } from '@jest/globals';
import { backends, isHad, mustBeHad } from '../backends.ts';
import type { Kind } from '../kinds.ts';

/**
 * Specs on a real server. Where none can be had each suite of `titles` is there all the same: skipped, with the reason,
 * or failed where the server must be had.
 */
export async function onServer(
  kind: Kind,
  titles: readonly string[],
  specs: (url: string) => void | Promise<void>,
): Promise<void> {
  const server = await backends[kind]();
  if (isHad(server)) return await specs(server.url);
  for (const title of titles) {
    describe(title, () => {
      if (mustBeHad(kind)) it('has a server', () => expect(server.missing).toBe(''));
      else it.skip(`skipped: ${server.missing}`, () => {});
    });
  }
}
