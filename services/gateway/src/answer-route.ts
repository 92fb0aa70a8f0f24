import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  admits,
  CheckLog,
  CommandAnswer,
  CommandOptions,
  DrawSample,
  form,
  GiveEvidence,
  type CommandMessage,
  type CommandRoute,
  type Grant,
  ImportProcedures,
  ImportXes,
  ListCountedDossiers,
  ListDeviations,
  ListPopulation,
  ListSignals,
  ListScoredDossiers,
  ListVariants,
  namedByTag,
  ProveConsistency,
  ProveInclusion,
  type QueryRoute,
  type QueryType,
  ReconcileStatement,
  ReadCases,
  RebuildView,
  RejudgeLog,
  refuse,
  ReplayFitness,
  type Route,
  ShowDirectlyFollows,
  ShowFigures,
  ShowForecast,
  ShowLedger,
  ShowProcessMap,
  ShowProfile,
  ShowScores,
  ShowServiceIndex,
  tagAfter,
  tagPrefix,
  Uuid,
  WhatIf,
} from '@hoso/contracts';
import { bearerToken, Fault } from '@hoso/nest';
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

/** The token of a request. Throws `Unauthorised` for a scheme other than `Bearer`. */
export function tokenOf(headers: EdgeRequest['headers']): string | undefined {
  // An empty header is none.
  return bearerToken(headerOf(headers, 'authorization') || undefined);
}

/** Checks that the bearer may use a route; services check units and dossiers themselves. */
export async function admit(parts: GatewayParts, access: Grant, headers: EdgeRequest['headers']): Promise<void> {
  const token = tokenOf(headers);
  if (token === undefined && admits(access, undefined)) return;
  const { role } = await parts.verify(token);
  if (!admits(access, role)) refuse('RoleNotAllowed', { role });
}

/** Answers requests to one route over the bus. */
export type AnswerRoute = (parts: GatewayParts, request: EdgeRequest) => Promise<EdgeAnswer>;

/**
 * What answers a route of the contracts' table. Its schemas are made here, once: zod compiles each that is made anew.
 */
export function answerOf(route: Route): AnswerRoute {
  const answer = 'command' in route ? commandAnswer(route) : queryAnswer(route);
  return async (parts, request) => {
    await admit(parts, route.access, request.headers);
    // A file is taken nowhere in the table of routes: its stream is not the JSON that these read.
    if (isStream(request.body)) throw new Fault('InvalidInput', 'UnsupportedMediaType');
    return answer(parts, request);
  };
}

/** Whether a body is that of a file, still on its way in. */
export function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** What a command is about: the one parameter of its path. */
const About = z.record(z.string(), z.string()).transform((params) => Object.values(params).join());
const Options = CommandOptions.strip();
/** `"3"`, `3` or `W/"3"`, of a case `"case-1-3"`, of a shipment `"shipment-1-3"`. */
const IfMatch = z
  .string()
  .regex(/^(?:W\/)?"?(?:(?:case|shipment)-\d{1,2}-)?\d{1,15}"?$/, form('EntityTagForm'))
  .transform((tag) => /^(?:W\/)?"?(.*?)(\d+)"?$/.exec(tag) ?? [])
  .transform(([, prefix = '', version]) => ({ prefix, version: Number(version) }));
const CommandHeaders = z.object({ 'Command-Id': Uuid.optional(), 'If-Match': IfMatch.optional() });

function commandAnswer(route: CommandRoute): AnswerRoute {
  const Body = bodyOf(route);
  const Content = route.command.data.strip();
  return async ({ bus, limits }, { params, body, headers }) => {
    const id = About.parse(route.params.parse(params));
    const { 'Command-Id': commandId = randomUUID(), 'If-Match': ifMatch } = CommandHeaders.parse({
      'Command-Id': headerOf(headers, 'command-id'),
      'If-Match': headerOf(headers, 'if-match'),
    });
    const given = Body.parse(body ?? {});
    const content = Content.parse(route.named === undefined ? given : { ...given, [route.named]: id });
    const data = namedByTag(route, content, ifMatch?.prefix);
    const prefix = tagPrefix(route, data);
    if (ifMatch && ifMatch.prefix !== prefix) refuse('TagOfAnother', { example: `"${prefix}${ifMatch.version}"` });
    const message: CommandMessage = {
      type: route.command.name,
      commandId,
      id,
      data,
      ...Options.parse(given),
      ifVersion: ifMatch?.version,
    };
    const answer = await bus.request(
      route.command.subject,
      { data: message, headers: travelling(headers) },
      longCommands.has(route.command.name) ? limits.longRequestTimeoutMs : limits.requestTimeoutMs,
    );
    const { repeated, ...receipt } = CommandAnswer.parse(answer);
    return {
      status: route.method === 'PUT' && receipt.version === 1 && !repeated ? 201 : 200,
      headers: { etag: tagAfter(route, data, receipt), 'command-id': commandId },
      body: receipt,
    };
  };
}

function queryAnswer(route: QueryRoute): AnswerRoute {
  const Question = questionOf(route);
  return async (parts, { params, query, body, headers }) => {
    const given = route.method === 'GET' ? query : body;
    const ask = { ...Question.parse(given ?? {}), ...route.params.parse(params) };
    const answer = await askService(parts, route.query, ask, headers);
    return { status: 200, headers: versionOf(answer), body: answer };
  };
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

/** A sample is drawn of a log that is read for it. */
const longCommands = new Set<string>([DrawSample.name]);
const longQueries = new Set<string>(
  [
    ...[CheckLog, ListDeviations, ImportProcedures, ImportXes, ReconcileStatement, RebuildView, RejudgeLog],
    ...[ListSignals, WhatIf],
    ...[ShowDirectlyFollows, ListVariants, ShowProfile, ReplayFitness, ShowProcessMap, ListPopulation, ReadCases],
    // The first question reads every dossier's numbers.
    ...[ShowFigures, ListCountedDossiers, ShowScores, ListScoredDossiers, ShowServiceIndex, ShowForecast],
    // A log that nobody has asked about before is sealed first.
    ...[ShowLedger, ProveInclusion, ProveConsistency, GiveEvidence],
  ].map(({ name }) => name),
);

const WithVersion = z.object({ dossier: z.object({ version: z.int() }) });

function versionOf(body: unknown): Readonly<Record<string, string>> {
  const parsed = WithVersion.safeParse(body);
  return parsed.success ? { etag: `"${parsed.data.dossier.version}"` } : {};
}

/** What goes on to the services: who asks, and the trace. */
export function travelling(headers: EdgeRequest['headers']): Readonly<Record<string, string>> {
  const token = tokenOf(headers);
  const traceparent = headerOf(headers, 'traceparent');
  return { ...(token === undefined ? {} : { token }), ...(traceparent === undefined ? {} : { traceparent }) };
}

function headerOf(headers: EdgeRequest['headers'], name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}
