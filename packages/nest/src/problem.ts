import { paramWords, type Refusal, type RefusalKind } from '@hoso/contracts';
import type { RefusalParams } from '@hoso/event-sourcing';
import { HttpException } from '@nestjs/common';
import { z } from 'zod';
import { edgeRefusals } from './edge-refusals.ts';
import { Fault, faultOf, fieldsOf } from './fault.ts';
import type { Language } from './language.ts';

/**
 * RFC 9457. `code` is the stable name of the refusal; `errors` names fields; `instance` is what the log calls a fault
 * of ours.
 */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance?: string;
  readonly errors?: readonly { readonly field: string; readonly reason: string; readonly code: string }[];
}

/** Words and kind of each refusal, by code. */
export type Refusals = Readonly<Record<string, Refusal>>;

export const problemType = 'application/problem+json';

/** Whatever was thrown, as a problem in the client's language. Nothing of an error that nobody expected is in it. */
export function problemOf(error: unknown, language: Language, refusals: Refusals): Problem {
  const fault = edgeFaultOf(error);
  const { kind, vi, en } = wordsOf(fault, refusals);
  const { status, title } = kinds[kind];
  const errors = fieldsOf(fault).map((field) => ({
    field: field.field,
    reason: refusals[field.code]?.[language] ?? field[language],
    code: field.code,
  }));
  const reference = fault.name === 'Internal' ? fault.params['reference'] : undefined;
  return {
    type: `/problems/${fault.code}`,
    title: title[language],
    status,
    code: fault.code,
    detail: filled(language === 'vi' ? vi : en, fault.params, language),
    ...(reference === undefined ? {} : { instance: `urn:uuid:${reference}` }),
    ...(errors.length === 0 ? {} : { errors }),
  };
}

/** The headers that go with a problem. */
export function problemHeaders({ status, code }: Problem, language: Language): Readonly<Record<string, string>> {
  return {
    'content-language': language,
    'cache-control': 'no-store',
    ...(status === kinds.unavailable.status || status === kinds.tooMany.status ? { 'retry-after': '1' } : {}),
    // RFC 6750 §3.1: no error is named where no token was given.
    ...(status === kinds.unauthorised.status
      ? { 'www-authenticate': `Bearer realm="hoso"${code === 'TokenMissing' ? '' : ', error="invalid_token"'}` }
      : {}),
  };
}

/** The status of each kind of refusal, for descriptions of the interface. */
export function statusOf(kind: RefusalKind): number {
  return kinds[kind].status;
}

/** What was thrown as a fault, errors of HTTP itself among it. */
export function edgeFaultOf(error: unknown): Fault {
  // Nest wraps what Fastify refused before a route was reached.
  const { cause } = error instanceof HttpException ? error : { cause: error };
  const refused = FastifyError.safeParse(cause);
  const code = refused.success ? refused.data.code : undefined;
  const status = error instanceof HttpException ? error.getStatus() : refused.data?.statusCode;
  if (status === undefined || status >= 500) return faultOf(error);
  const malformed = code !== undefined && notJson.has(code);
  return new Fault('InvalidInput', malformed ? 'MalformedJson' : (edgeCodes[status] ?? 'BadRequest'));
}

type Kind = RefusalKind | (typeof edgeRefusals)[keyof typeof edgeRefusals]['kind'];
type Worded = { readonly kind: Kind; readonly vi: string; readonly en: string };

const kinds: Readonly<Record<Kind, { readonly status: number; readonly title: Readonly<Record<Language, string>> }>> = {
  invalid: { status: 400, title: { vi: 'Dữ liệu không hợp lệ', en: 'Invalid input' } },
  unauthorised: { status: 401, title: { vi: 'Chưa xác thực', en: 'Not authenticated' } },
  forbidden: { status: 403, title: { vi: 'Không được phép', en: 'Not allowed' } },
  notFound: { status: 404, title: { vi: 'Không tìm thấy', en: 'Not found' } },
  conflict: { status: 409, title: { vi: 'Bị từ chối', en: 'Refused' } },
  stale: { status: 412, title: { vi: 'Dữ liệu đã thay đổi', en: 'Changed meanwhile' } },
  tooLarge: { status: 413, title: { vi: 'Quá lớn', en: 'Too large' } },
  unsupported: { status: 415, title: { vi: 'Không hỗ trợ', en: 'Unsupported media type' } },
  tooMany: { status: 429, title: { vi: 'Quá nhiều yêu cầu', en: 'Too many requests' } },
  internal: { status: 500, title: { vi: 'Lỗi nền tảng', en: 'Internal fault' } },
  unavailable: { status: 503, title: { vi: 'Tạm thời không phục vụ', en: 'Unavailable for now' } },
};

const edgeCodes: Readonly<Record<number, keyof typeof edgeRefusals>> = {
  404: 'RouteNotFound',
  413: 'BodyTooLarge',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
};
const notJson: ReadonlySet<string> = new Set(['FST_ERR_CTP_INVALID_JSON_BODY', 'FST_ERR_CTP_EMPTY_JSON_BODY']);

/** Fastify's errors, which are no `Error`s to the language, the plain one of its rate limiter, and that of blobs. */
const FastifyError = z.union([
  z.object({ name: z.literal('FastifyError'), statusCode: z.number(), code: z.string() }),
  z.object({ statusCode: z.literal(429), code: z.undefined().optional() }),
  z.object({ name: z.literal('BlobTooLarge'), statusCode: z.literal(413), code: z.undefined().optional() }),
]);

/** A code that no catalogue knows is still a refusal; one of an unknown fault is a fault. */
function wordsOf({ name, code }: Fault, refusals: Refusals): Worded {
  const edge: Readonly<Record<string, Worded>> = edgeRefusals;
  if (name !== 'DomainError') return edge[code] ?? edgeRefusals.Internal;
  return refusals[code] ?? { kind: 'conflict', vi: `Bị từ chối: ${code}`, en: `Refused: ${code}` };
}

function filled(words: string, params: RefusalParams, language: Language): string {
  const told = (name: string) => (language === 'vi' ? params[`${name}Vi`] : undefined) ?? params[name] ?? '?';
  return words.replace(/\{(\w+)\}/g, (_, name: string) => paramWords(name, told(name), language));
}
