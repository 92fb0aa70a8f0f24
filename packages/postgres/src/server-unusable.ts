/** A database, and which setting named it: what is wrong with it is said of that setting. */
export interface Address {
  /** `postgres://user:password@host:5432/database` */
  readonly url: string;
  readonly setting: string;
}

/**
 * `BadUrl`: the setting is no address of PostgreSQL. `Unreachable`: nobody answers there now. `Refused`: the server
 * lets us not in, or not do what we must. `TooOld`: it lacks what is needed. `NotDurable`: it acknowledges before
 * anything is on the disk.
 */
export type ServerUnusableCode = 'BadUrl' | 'Unreachable' | 'Refused' | 'TooOld' | 'NotDurable';

/**
 * The server that a setting names cannot be used as it is. The message names the setting, what is wrong and the remedy,
 * never a password.
 */
export class ServerUnusable extends Error {
  override readonly name = 'ServerUnusable';

  constructor(
    readonly code: ServerUnusableCode,
    readonly setting: string,
    said: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${setting}: ${said}. ${remedy}`, options);
  }
}

/** Throws `ServerUnusable` for what is no address of PostgreSQL. */
export function checkAddress({ url, setting }: Address): URL {
  const found = URL.canParse(url) ? new URL(url) : undefined;
  if (found && /^postgres(ql)?:$/.test(found.protocol)) return found;
  throw new ServerUnusable(
    'BadUrl',
    setting,
    'this is no address of a PostgreSQL database',
    'It has the form postgres://user:password@host:5432/database; other characters in it are written %xx.',
  );
}
