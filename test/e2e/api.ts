import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Actor, FindDossier, OperationsStatus, Receipt, StoredEvent } from '@hoso/contracts';
import { mintToken, tokenKeys } from '@hoso/nest';
import type { z } from 'zod';

/** An answer over HTTP; `body` is its JSON, or its text where it is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface Asked {
  /** As whom; nobody where it is left out. */
  readonly as?: Actor | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the wait for an answer. */
  readonly signal?: AbortSignal;
}

/** A platform over HTTP, as its clients see it. */
export interface Api {
  readonly url: string;
  readonly send: (method: string, path: string, asked?: Asked) => Promise<Answer>;
  /** Sends a command that must succeed. */
  readonly command: (path: string, asked: Asked & { readonly as: Actor }) => Promise<Receipt>;
  readonly dossier: (
    id: string,
    as: Actor,
    atLeast?: number,
  ) => Promise<z.output<typeof FindDossier.answer>['dossier']>;
  /** A log as it is stored, the main one unless another is named. */
  readonly exported: (log?: string) => Promise<readonly StoredEvent[]>;
  readonly operations: () => Promise<z.output<typeof OperationsStatus.answer>>;
}

export const operator: Actor = { id: 'operator-2102', role: 'operator', unit: 'platform' };
export const inspector: Actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' };
export const clerk: Actor = { id: 'clerk-0702', role: 'clerk', unit: 'ha-long-one-stop' };
export const head: Actor = { id: 'head-0801', role: 'head', unit: 'ha-long-office' };
export const officer: Actor = { id: 'officer-0802', role: 'officer', unit: 'ha-long-office' };
export const applicant: Actor = { id: 'citizen-1', role: 'applicant', unit: 'public' };

/** A submission at the counter, as a clerk records it. */
export const submission = {
  procedure: '1.001612',
  channel: 'counter',
  oneStop: 'ha-long-one-stop',
  applicant: { kind: 'citizen', name: 'Nguyễn Thị Hoa', idNumber: '022180001234', phone: '0912 345 678' },
  returnBy: 'counter',
} as const;

/** The platform at an address, with tokens made by the key of its data folder. */
export function api(url: string, data: string): Api {
  const tokens = new Map<Actor, Promise<string>>();
  const tokenOf = (actor: Actor): Promise<string> => {
    const token = tokens.get(actor) ?? tokenFor(data, actor);
    tokens.set(actor, token);
    return token;
  };
  const send = async (
    method: string,
    path: string,
    { as, body, headers = {}, signal }: Asked = {},
  ): Promise<Answer> => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${await tokenOf(as)}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'accept-language': 'en',
        ...headers,
      },
      ...(body === undefined ? {} : { body: contentOf(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  };
  const must = async (method: string, path: string, asked: Asked): Promise<unknown> => {
    // A question is put again, as a client would, where a view is behind.
    const { status, body } = await until(`an answer to ${method} ${path}`, async () => {
      const answer = await send(method, path, asked);
      return method === 'GET' && answer.status === 503 ? undefined : answer;
    });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  return {
    url,
    send,
    command: async (path, asked) =>
      Receipt.parse(await must(path.split('/').length === 3 ? 'PUT' : 'POST', path, { body: {}, ...asked })),
    dossier: async (id, as, atLeast) => {
      const question = atLeast === undefined ? '' : `?atLeast=${atLeast}`;
      return FindDossier.answer.parse(await must('GET', `/dossiers/${id}${question}`, { as })).dossier;
    },
    exported: async (log = 'main') => {
      const text = String(await must('GET', `/logs/${log}/export`, { as: operator }));
      return text.split('\n').flatMap((line) => (line === '' ? [] : [StoredEvent.parse(JSON.parse(line))]));
    },
    operations: async () => OperationsStatus.answer.parse(await must('GET', '/operations', { as: operator })),
  };
}

/** A token with the key of a data folder. */
export function tokenFor(data: string, actor: Actor, expiresInS = 3_600, at?: number): Promise<string> {
  return mintToken(tokenKeys(join(data, 'keys')), actor, { expiresInS, ...(at === undefined ? {} : { at }) });
}

/** Asks again until there is an answer; what a policy does comes a moment after what it answers to. */
export async function until<Told>(
  what: string,
  look: () => Promise<Told | undefined>,
  withinMs = 60_000,
): Promise<Told> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const told = await look();
    if (told !== undefined) return told;
    if (performance.now() > deadline) throw new Error(`after ${withinMs} ms: not ${what}`);
    await delay(20);
  }
}

function contentOf(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

/** A line of its own would be JSON too: an export is text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
