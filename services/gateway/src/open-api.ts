import {
  type CommandRoute,
  ImportProcedures,
  ImportReport,
  isAboutCase,
  LogName,
  ProcedureImportReport,
  type QueryRoute,
  Receipt,
  type Route,
  routes,
  Session,
  SignIn,
  StoredEvent,
  Uuid,
} from '@hoso/contracts';
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { bodyOf, questionOf } from './answer-route.ts';
import { paperPaths } from './open-api-papers.ts';
import { operationOf } from './route-controller.ts';

/** RFC 9457, with a stable code and, for bad input, the fields. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), reason: z.string(), code: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

type Document = ReturnType<typeof createDocument>;

const problems = {
  '400': 'Bad input: `errors` names field and reason',
  '401': 'No token, or one that is not valid',
  '403': 'Not this role, unit or dossier',
  '404': 'Unknown',
  '409': 'Refused; `code` says why',
  '412': 'Not at the version of `If-Match`',
  '429': 'Too many requests',
  '503': 'Not now; `Retry-After` says when',
};

/** OpenAPI 3.1 of the whole HTTP interface, made from the contracts' table of routes. */
export function openApi(): Document {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: 'command' in route ? command(route) : query(route) };
  }
  Object.assign(paths, besides, paperPaths(refusals()));
  return createDocument({
    openapi: '3.1.1',
    info: { title: 'Hoso', version: '0.1.0', description: 'Administrative dossiers, replayable and provable.' },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths,
  });
}

const logPath = { path: z.object({ log: LogName }) };

/** What goes beside the table of routes: files in and out, sessions of the page, the stream of changes. */
const besides = {
  '/procedures/imports': {
    post: {
      operationId: 'ImportProcedures',
      summary: 'Publish what a file of procedures says and the newest versions do not',
      description: 'Công bố các thủ tục trong tệp. A JSON object a line, plain or gzipped. Access: registrar.',
      security: [{ token: [] }],
      requestParams: { query: ImportProcedures.ask.omit({ upload: true }) },
      requestBody: { required: true, content: { 'application/octet-stream': { schema: z.any() } } },
      responses: {
        '201': { description: 'Published', content: { 'application/json': { schema: ProcedureImportReport } } },
        '200': {
          description: 'All of it was there',
          content: { 'application/json': { schema: ProcedureImportReport } },
        },
        ...refusals(),
      },
    },
  },
  '/logs/{log}/imports': {
    post: {
      operationId: 'ImportXes',
      summary: 'Read an XES file into an imported log',
      description: 'Đọc tệp XES vào nhật ký nhập. Plain or gzipped. Access: inspector, operator.',
      security: [{ token: [] }],
      requestParams: logPath,
      requestBody: { required: true, content: { 'application/octet-stream': { schema: z.any() } } },
      responses: {
        '200': { description: 'All of it was there', content: { 'application/json': { schema: ImportReport } } },
        '201': { description: 'Imported', content: { 'application/json': { schema: ImportReport } } },
        ...refusals(),
      },
    },
  },
  '/logs/{log}/export': {
    get: {
      operationId: 'ExportLog',
      summary: 'A whole log, one stored event a line',
      description: 'Toàn bộ nhật ký, mỗi sự kiện một dòng. Access: inspector, operator.',
      security: [{ token: [] }],
      requestParams: logPath,
      responses: {
        '200': { description: 'The log', content: { 'application/jsonl': { schema: StoredEvent } } },
        ...refusals(),
      },
    },
  },
  '/session': {
    get: {
      operationId: 'ShowSession',
      summary: 'Who is signed in on the page, and on which log',
      description: 'Ai đang đăng nhập trên trang web. Access: anyone.',
      responses: {
        '200': { description: 'The session', content: { 'application/json': { schema: Session } } },
        ...refusals(),
      },
    },
    post: {
      operationId: 'SignIn',
      summary: 'Sign in on the page: by the secret of a link, or by choice on a simulated log',
      description: 'Đăng nhập trên trang web. The session is a cookie that no script reads. Access: anyone.',
      requestBody: { required: true, content: { 'application/json': { schema: SignIn } } },
      responses: {
        '200': { description: 'Signed in', content: { 'application/json': { schema: Session } } },
        ...refusals(),
      },
    },
    delete: {
      operationId: 'SignOut',
      summary: 'Sign out',
      description: 'Đăng xuất. Access: anyone.',
      responses: {
        '200': { description: 'Signed out', content: { 'application/json': { schema: Session } } },
        ...refusals(),
      },
    },
  },
  '/events/stream': {
    get: {
      operationId: 'ListenToChanges',
      summary: 'Server-sent events: how far the log is, and which dossiers changed',
      description: 'Luồng thay đổi. Resumed by `Last-Event-ID` or `after`, a position. Access: signed-in.',
      security: [{ token: [] }],
      requestParams: { query: z.object({ after: z.int().min(0).optional() }) },
      responses: {
        '200': { description: 'The stream', content: { 'text/event-stream': { schema: z.string() } } },
        ...refusals(),
      },
    },
  },
};

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
      '200': { description: 'The answer', content: { 'application/json': { schema: route.query.answer } } },
      ...refusals(),
    },
  };
}

function about(route: Route): object {
  const who = typeof route.access === 'string' ? route.access : route.access.join(', ');
  return {
    operationId: operationOf(route),
    summary: route.summary.en,
    description: `${route.summary.vi}. Access: ${who}.`,
    ...(route.access === 'anyone' ? {} : { security: [{ token: [] }] }),
  };
}

function refusals(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(problems).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: Problem } } },
    ]),
  );
}
