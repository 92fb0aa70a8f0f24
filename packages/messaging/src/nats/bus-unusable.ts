/** Why a bus cannot be used. */
export type Unusable =
  | 'malformed'
  | 'unreachable'
  | 'refused'
  | 'tooOld'
  | 'withoutJetStream'
  | 'notAllowed'
  | 'noStream'
  | 'foreignStream'
  | 'differs'
  | 'silent';

/**
 * The bus that `BUS_URL` names cannot be used as it is. The message names the setting, what is wrong and the remedy; it
 * never holds a password.
 */
export class BusUnusable extends Error {
  override readonly name = 'BusUnusable';

  constructor(
    readonly reason: Unusable,
    said: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super(`BUS_URL: ${said}. ${remedy}`, options);
  }
}
