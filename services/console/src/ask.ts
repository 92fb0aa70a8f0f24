import type { Language } from './language.ts';

/** A problem of RFC 9457, as the platform words it. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** Fields of what was sent that are not as they must be. */
  readonly errors: readonly FieldError[];
}

export interface FieldError {
  readonly field: string;
  readonly reason: string;
}

export type Answer<Value> =
  | { readonly kind: 'told'; readonly value: Value }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unreachable' };

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly language: Language;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the platform. Rejects only when `signal` says that nobody waits any more. */
export async function ask<Value>(
  path: string,
  { method = 'GET', body, language, signal, headers = {} }: Asking,
): Promise<Answer<Value>> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        'accept-language': language,
        // The platform takes a session's cookie for what its own page writes, and no other page can send this header.
        ...(method === 'GET' ? {} : { 'hoso-page': '1' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    // The gateway answers by the same contract that this page's types are made of.
    const answer = await response.json();
    if (response.ok) return { kind: 'told', value: answer };
    const { code = 'Unknown', detail = response.statusText, errors = [] } = answer ?? {};
    const { status } = response;
    return { kind: 'refused', problem: { status, code: String(code), detail: String(detail), errors } };
  } catch {
    signal?.throwIfAborted();
    return { kind: 'unreachable' };
  }
}

/** A path with its question; what is `undefined` is not asked. */
export function question(path: string, members: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
