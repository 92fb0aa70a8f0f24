import { randomUUID } from 'node:crypto';
import {
  CheckLog,
  CommandOptions,
  type CommandMessage,
  type CommandRoute,
  ImportXes,
  ListDeviations,
  type QueryRoute,
  type QueryType,
  RebuildView,
  Receipt,
  refuse,
  type Route,
  Uuid,
} from '@hoso/contracts';
import { z } from 'zod';
import type { GatewayParts } from './gateway-parts.ts';

/** A request as far as a route needs it. */
export interface EdgeRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** An answer with the headers that go with it. */
export interface EdgeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The schema of a command's body: its content without what the path names, and the options that every command has. */
export function bodyOf({ command, named }: CommandRoute): z.ZodObject {
  return z.strictObject({ ...without(command.data, [named]), ...CommandOptions.shape });
}

/** The schema of what a query takes beside its path: query string of a GET, body of a POST. */
export function questionOf({ query, params }: QueryRoute): z.ZodObject {
  return z.strictObject(without(query.ask, Object.keys(params.shape)));
}

function without(schema: z.ZodObject, names: readonly (string | undefined)[]): z.ZodRawShape {
  return Object.fromEntries(Object.entries(schema.shape).filter(([name]) => !names.includes(name)));
}

/** The token of a request: `Authorization: Bearer <token>`. */
export function tokenOf(headers: EdgeRequest['headers']): string | undefined {
  const [scheme, token] = headerOf(headers, 'authorization')?.split(' ') ?? [];
  return scheme?.toLowerCase() === 'bearer' ? token : undefined;
}

/** Checks that the bearer may use a route; services check units and dossiers themselves. */
export async function admit(
  parts: GatewayParts,
  access: Route['access'],
  headers: EdgeRequest['headers'],
): Promise<void> {
  const token = tokenOf(headers);
  if (access === 'anyone' && token === undefined) return;
  const actor = await parts.verify(token);
  if (Array.isArray(access) && !access.includes(actor.role)) refuse('RoleNotAllowed', { role: actor.role });
}

/** Answers one route of the contracts' table over the bus. */
export async function answerRoute(parts: GatewayParts, route: Route, request: EdgeRequest): Promise<EdgeAnswer> {
  await admit(parts, route.access, request.headers);
  return 'command' in route ? answerCommand(parts, route, request) : answerQuery(parts, route, request);
}

async function answerCommand(parts: GatewayParts, route: CommandRoute, request: EdgeRequest): Promise<EdgeAnswer> {
  const { id } = z.object({ id: z.string() }).parse(route.params.parse(request.params));
  const commandId = parseHeader('Command-Id', Uuid, headerOf(request.headers, 'command-id')) ?? randomUUID();
  const ifVersion = parseHeader('If-Match', IfMatch, headerOf(request.headers, 'if-match'));
  const body = bodyOf(route).parse(request.body ?? {});
  const { occurredAt, insist } = CommandOptions.strip().parse(body);
  const content = route.command.data.strip().parse(route.named === undefined ? body : { ...body, [route.named]: id });
  const message: CommandMessage = {
    type: route.command.name,
    commandId,
    id,
    data: content,
    occurredAt,
    insist,
    ifVersion,
  };
  const answer = await parts.bus.request(
    route.command.subject,
    { data: message, headers: travelling(request.headers) },
    parts.limits.requestTimeoutMs,
  );
  const receipt = Receipt.parse(answer);
  return {
    status: route.method === 'PUT' && receipt.version === 1 ? 201 : 200,
    headers: { etag: `"${receipt.version}"`, 'command-id': commandId },
    body: receipt,
  };
}

async function answerQuery(parts: GatewayParts, route: QueryRoute, request: EdgeRequest): Promise<EdgeAnswer> {
  const given = route.method === 'GET' ? request.query : request.body;
  const ask = { ...questionOf(route).parse(given ?? {}), ...route.params.parse(request.params) };
  const body = await askService(parts, route.query, ask, request.headers);
  return { status: 200, headers: versionOf(body), body };
}

/** Sends a question to its service; the longer time limit is for work over whole logs and views. */
export function askService(
  parts: GatewayParts,
  query: QueryType,
  ask: unknown,
  headers: EdgeRequest['headers'],
): Promise<unknown> {
  const { requestTimeoutMs, longRequestTimeoutMs } = parts.limits;
  const timeoutMs = longQueries.has(query.name) ? longRequestTimeoutMs : requestTimeoutMs;
  return parts.bus.request(query.subject, { data: ask, headers: travelling(headers) }, timeoutMs);
}

const longQueries = new Set<string>([CheckLog, ListDeviations, ImportXes, RebuildView].map(({ name }) => name));

/** `"3"`, `3` or `W/"3"`. */
const IfMatch = z
  .string()
  .regex(/^(?:W\/)?"?\d{1,15}"?$/)
  .transform((tag) => Number(tag.replaceAll(/\D/g, '')));

const WithVersion = z.object({ dossier: z.object({ version: z.int() }) });

function versionOf(body: unknown): Readonly<Record<string, string>> {
  const parsed = WithVersion.safeParse(body);
  return parsed.success ? { etag: `"${parsed.data.dossier.version}"` } : {};
}

function parseHeader<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  value: string | undefined,
): z.output<Schema> | undefined {
  if (value === undefined) return undefined;
  return z
    .map(z.string(), schema)
    .parse(new Map([[name, value]]))
    .get(name);
}

/** What goes on to the services: who asks, and the trace. */
function travelling(headers: EdgeRequest['headers']): Readonly<Record<string, string>> {
  const token = tokenOf(headers);
  const traceparent = headerOf(headers, 'traceparent');
  return { ...(token === undefined ? {} : { token }), ...(traceparent === undefined ? {} : { traceparent }) };
}

function headerOf(headers: EdgeRequest['headers'], name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}
