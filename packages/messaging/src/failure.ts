import { DomainError, isDomainError, type RefusalParams } from '@hoso/event-sourcing';

/** An error on its way to whoever asked, as JSON. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /** What the error says of itself beside that: of a refusal `code` and `params`, of others any member that has a JSON form. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What crosses of an error. Its stack and its cause stay where it happened. */
export function failureOf(error: unknown): Failure {
  if (!Error.isError(error)) return { name: 'Error', message: String(error), details: {} };
  const {
    name,
    message,
    stack: _stack,
    cause: _cause,
    ...details
  }: Error & Record<string, unknown> = { ...error, ...plain(error) };
  return { name, message, details: jsonOf(details) };
}

/** The error again. Refusals are `DomainError`; others keep name, message and members: recognise them by these. */
export function errorOf({ name, message, details }: Failure): Error {
  const error = new Error(message);
  Object.defineProperty(error, 'name', { value: name, enumerable: false });
  Object.assign(error, details);
  return isDomainError(error) ? new DomainError(String(error.code), paramsOf(error.params)) : error;
}

function plain({ name, message }: Error): { readonly name: string; readonly message: string } {
  return { name, message };
}

function jsonOf(details: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(details).flatMap(([member, value]) => {
      const text = jsonText(value);
      return text === undefined ? [] : [[member, JSON.parse(text)]];
    }),
  );
}

function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function paramsOf(params: RefusalParams | undefined): RefusalParams {
  return params ?? {};
}
