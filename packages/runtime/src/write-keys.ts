import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mintToken, tokenKeys } from '@hoso/nest';

/** Who the platform is when it speaks for itself. */
export const platformActor = { id: 'platform', role: 'system', unit: 'platform' } as const;

/**
 * The keys of a platform whose services are processes of their own: `token.key`, for the gateway alone, is made where
 * it is not there; `token.pub` and `service.token`, for services, are written anew, the token to hold for so long.
 */
export function writeKeys(folder: string, tokenLastsS: number): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = tokenKeys(folder);
  write(join(folder, 'token.pub'), `${JSON.stringify(keys.publicJwk)}\n`, 0o644);
  return mintToken(keys, platformActor, { expiresInS: tokenLastsS }).then((token) =>
    write(join(folder, 'service.token'), `${token}\n`, 0o600),
  );
}

/** Whoever reads it meanwhile gets the old one or the new one, never half of it. */
function write(path: string, text: string, mode: number): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, text, { mode });
  chmodSync(draft, mode);
  renameSync(draft, path);
}
