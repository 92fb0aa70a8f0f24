/** What a refusal may carry beside its code: the values its message names, in any language. */
export type RefusalParams = Readonly<Record<string, string | number | boolean>>;

/**
 * The one kind of "no" that the domain knows. `code` is contract: stable, documented, never reworded. The words a
 * person reads are made from `code` and `params` at the rim, in his language.
 *
 * Decision: `code` and `params`, no message. / Because every refusal is read in Vietnamese and in English, and a bus
 * carries it between processes. / Instead of: `DomainError(code, message)` with one English sentence thrown from the
 * core.
 */
export class DomainError extends Error {
  override readonly name: string = 'DomainError';

  constructor(
    readonly code: string,
    readonly params: RefusalParams = {},
  ) {
    super(Object.keys(params).length === 0 ? code : `${code} ${JSON.stringify(params)}`);
  }
}

/** Recognised by name, since a refusal may come from another realm or over a bus. */
export function isDomainError(error: unknown): error is DomainError {
  return Error.isError(error) && error.name === 'DomainError' && 'code' in error && 'params' in error;
}

/** Closes a switch: reaching it is a compile error while a case is missing, and a fault at run time. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
