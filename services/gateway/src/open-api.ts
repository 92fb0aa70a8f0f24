import {
  type CommandRoute,
  type CounterList,
  counterLists,
  grantWords,
  isAboutCase,
  ListReport,
  listRouteOf,
  type QueryRoute,
  Receipt,
  type Route,
  routes,
  Uuid,
} from '@hoso/contracts';
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { bodyOf, questionOf } from './answer-route.ts';
import { listBodyOf } from './list.controller.ts';
import { besides } from './open-api-besides.ts';
import { ledgerFiles } from './open-api-ledger.ts';
import { refusals } from './open-api-refusals.ts';
import { operationOf } from './route-controller.ts';

type Document = ReturnType<typeof createDocument>;

/** OpenAPI 3.1 of the whole HTTP interface, made from the contracts' table of routes. */
export function openApi(): Document {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: 'command' in route ? command(route) : query(route) };
  }
  for (const list of counterLists) paths[list.path] = { post: listed(list) };
  Object.assign(paths, besides, ledgerFiles);
  return createDocument({
    openapi: '3.1.1',
    info: { title: 'Hoso', version: '0.1.0', description: 'Administrative dossiers, replayable and provable.' },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths,
  });
}

function command(route: CommandRoute): object {
  return {
    ...about(route),
    requestParams: {
      path: route.params,
      header: z.object({ 'command-id': Uuid.optional(), 'if-match': ifMatch(route).optional() }),
    },
    requestBody: { required: true, content: { 'application/json': { schema: bodyOf(route) } } },
    responses: {
      '200': { description: 'Done, now or before', content: { 'application/json': { schema: Receipt } } },
      ...(route.method === 'PUT'
        ? { '201': { description: 'Made', content: { 'application/json': { schema: Receipt } } } }
        : {}),
      ...refusals(),
    },
  };
}

function listed(list: CounterList): object {
  const { each, name, summary } = list;
  return {
    ...about(each),
    operationId: name,
    summary: summary.en,
    description: `${summary.vi}. Each item succeeds or fails by itself. Access: ${grantWords(each.access)}.`,
    requestParams: { header: z.object({ 'command-id': Uuid.optional() }) },
    requestBody: { required: true, content: { 'application/json': { schema: listBodyOf(list) } } },
    responses: {
      '200': { description: 'What became of each', content: { 'application/json': { schema: ListReport } } },
      ...refusals(),
    },
  };
}

/** The versions of a dossier and of its case are counted apart: each command says whose it compares. */
function ifMatch(route: CommandRoute): z.ZodString {
  const ofCase = 'The version of the case: the ETag of its last receipt, `"case-<case>-<caseVersion>"` of the dossier';
  const ofOwn = 'The version of what the path names: its ETag, for a dossier its `version`';
  return z.string().meta({
    description: `${isAboutCase(route) ? ofCase : ofOwn}. Refused (412) unless it is still at it`,
    examples: [isAboutCase(route) ? '"case-1-3"' : '"3"'],
  });
}

function query(route: QueryRoute): object {
  const asked = questionOf(route);
  return {
    ...about(route),
    requestParams: { path: route.params, ...(route.method === 'GET' ? { query: asked } : {}) },
    ...(route.method === 'POST'
      ? { requestBody: { required: true, content: { 'application/json': { schema: asked } } } }
      : {}),
    responses: {
      '200': {
        description: listRouteOf(route) ? 'The answer; as CSV the whole list' : 'The answer',
        content: {
          'application/json': { schema: route.query.answer },
          ...(listRouteOf(route) ? { 'text/csv': { schema: z.string() } } : {}),
        },
      },
      ...refusals(),
    },
  };
}

function about(route: Route): object {
  return {
    operationId: operationOf(route),
    summary: route.summary.en,
    description: `${route.summary.vi}. Access: ${grantWords(route.access)}.`,
    ...(route.access.kind === 'open' ? {} : { security: [{ token: [] }] }),
  };
}
