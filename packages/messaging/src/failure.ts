import { DomainError, isDomainError } from '@hoso/event-sourcing';

/** An error on its way to whoever asked, as JSON. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /**
   * What the error says of itself beside that: of a refusal `code` and `params`, of others any member that has a JSON
   * form.
   */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What crosses of an error. Its stack and its cause stay where it happened. */
export function failureOf(error: unknown): Failure {
  if (!Error.isError(error)) return { name: 'Error', message: String(error), details: {} };
  const details = Object.entries(error).filter(([member]) => !kept.has(member));
  return { name: error.name, message: error.message, details: Object.fromEntries(details.flatMap(withJson)) };
}

/** The error again. Refusals are `DomainError`; others keep name, message and members: recognise them by these. */
export function errorOf({ name, message, details }: Failure): Error {
  const error = new Error(message);
  Object.defineProperty(error, 'name', { value: name, enumerable: false });
  Object.assign(error, details);
  return isDomainError(error) ? new DomainError(error.code, error.params) : error;
}

/** What is said in a place of its own, or not to others. */
const kept = new Set(['name', 'message', 'stack', 'cause']);

function withJson([member, value]: readonly [string, unknown]): readonly (readonly [string, unknown])[] {
  const text = jsonText(value);
  return text === undefined ? [] : [[member, JSON.parse(text)]];
}

function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
