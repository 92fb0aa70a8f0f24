import {
  type CommandRoute,
  type CounterList,
  counterLists,
  DossierId,
  fileRoutes,
  grantWords,
  CarrierId,
  CarrierMessage,
  CarrierMessageTaken,
  ImportProcedures,
  ImportReport,
  isAboutCase,
  ListReport,
  LogName,
  OpenScan,
  PaperName,
  ProcedureImportReport,
  type QueryRoute,
  ReadRegister,
  Receipt,
  ReconcileStatement,
  type Route,
  routes,
  Session,
  SignIn,
  Slug,
  StatementReport,
  StoredEvent,
  UnitId,
  Uuid,
} from '@hoso/contracts';
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { bodyOf, questionOf } from './answer-route.ts';
import { listBodyOf } from './list.controller.ts';
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
  for (const list of counterLists) paths[list.path] = { post: listed(list) };
  Object.assign(paths, besides);
  return createDocument({
    openapi: '3.1.1',
    info: { title: 'Hoso', version: '0.1.0', description: 'Administrative dossiers, replayable and provable.' },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths,
  });
}

const whoMay = (name: keyof typeof fileRoutes): string => grantWords(fileRoutes[name].access);
const carrierPath = { path: z.object({ carrier: CarrierId }) };
const logPath = { path: z.object({ log: LogName }) };

/** What goes beside the table of routes: files in and out, sessions of the page, the stream of changes. */
const besides = {
  '/procedures/imports': {
    post: {
      operationId: 'ImportProcedures',
      summary: 'Publish what a file of procedures says and the newest versions do not',
      description: `Công bố thủ tục trong tệp. JSON lines, or gzipped. Access: ${whoMay('importProcedures')}.`,
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
  '/carriers/{carrier}/events': {
    post: {
      operationId: 'TakeCarrierMessage',
      summary: 'What a carrier tells, signed after the Standard Webhooks scheme: see /partner/openapi.json',
      description: 'Tin định vị có ký của đơn vị vận chuyển. Access: whoever has signed it.',
      requestParams: carrierPath,
      requestBody: { required: true, content: { 'application/json': { schema: CarrierMessage } } },
      responses: {
        '200': { description: 'Taken', content: { 'application/json': { schema: CarrierMessageTaken } } },
        ...refusals(),
      },
    },
  },
  '/carriers/{carrier}/statements': {
    post: {
      operationId: 'ReconcileStatement',
      summary: "Lay a carrier's statement beside our own record",
      description: `Đối soát bảng kê. CSV: item,accepted_on,status,collected,remitted. Access: ${whoMay('reconcileStatement')}.`,
      security: [{ token: [] }],
      requestParams: { ...carrierPath, query: ReconcileStatement.ask.pick({ from: true, to: true }) },
      requestBody: { required: true, content: { 'text/csv': { schema: z.any() } } },
      responses: {
        '200': { description: 'What was found', content: { 'application/json': { schema: StatementReport } } },
        ...refusals(),
      },
    },
  },
  '/logs/{log}/imports': {
    post: {
      operationId: 'ImportXes',
      summary: 'Read an XES file into an imported log',
      description: `Đọc tệp XES vào nhật ký nhập. Plain or gzipped. Access: ${whoMay('importLog')}.`,
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
      description: `Toàn bộ nhật ký, mỗi sự kiện một dòng. Access: ${whoMay('exportLog')}.`,
      security: [{ token: [] }],
      requestParams: logPath,
      responses: {
        '200': { description: 'The log', content: { 'application/jsonl': { schema: StoredEvent } } },
        ...refusals(),
      },
    },
  },
  '/dossiers/{id}/papers/{paper}.pdf': {
    get: {
      operationId: 'PrintPaper',
      summary: "A dossier's paper as a PDF, to print and sign",
      description: `Một giấy của hồ sơ để in và ký. What it opens is recorded. Access: ${whoMay('readPaper')}.`,
      security: [{ token: [] }],
      requestParams: { path: z.object({ id: DossierId, paper: PaperName }) },
      responses: {
        '200': { description: 'The paper', content: { 'application/pdf': { schema: z.any() } } },
        ...refusals(),
      },
    },
  },
  '/dossiers/{id}/scans/{document}': {
    post: {
      operationId: 'UploadScan',
      summary: 'Hand in the scan of a document: a whole PDF, JPEG, PNG or TIFF',
      description:
        'Tải lên bản quét của một giấy tờ. Its type is told by its bytes; with Content-Digest (RFC 9530) it is ' +
        'compared with what was sent. It is kept sealed. ' +
        `Access: ${whoMay('storeScan')}.`,
      security: [{ token: [] }],
      requestParams: { path: z.object({ id: DossierId, document: Slug }) },
      requestBody: { required: true, content: { 'application/octet-stream': { schema: z.any() } } },
      responses: {
        '200': { description: 'It was there', content: { 'application/json': { schema: Receipt } } },
        '201': { description: 'Kept', content: { 'application/json': { schema: Receipt } } },
        ...refusals(),
      },
    },
    get: {
      operationId: 'DownloadScan',
      summary: 'The newest scan of a document, or the one that is named',
      description: `Tải về bản quét. That it is read is recorded. Access: ${whoMay('openScan')}.`,
      security: [{ token: [] }],
      requestParams: {
        path: z.object({ id: DossierId, document: Slug }),
        query: OpenScan.ask.pick({ sha256: true }),
      },
      responses: {
        '200': { description: 'The scan', content: { 'application/octet-stream': { schema: z.any() } } },
        ...refusals(),
      },
    },
  },
  '/units/{unit}/register.pdf': {
    get: {
      operationId: 'PrintRegister',
      summary: 'The register of a one-stop unit as a PDF',
      description: `Sổ theo dõi hồ sơ của bộ phận. What it opens is recorded. Access: ${whoMay('readRegister')}.`,
      security: [{ token: [] }],
      requestParams: { path: z.object({ unit: UnitId }), query: ReadRegister.ask.pick({ from: true, to: true }) },
      responses: {
        '200': { description: 'The register', content: { 'application/pdf': { schema: z.any() } } },
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
      description: `Luồng thay đổi. Goes on by \`Last-Event-ID\`, \`after\`. Access: ${whoMay('streamChanges')}.`,
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
      '200': { description: 'The answer', content: { 'application/json': { schema: route.query.answer } } },
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

function refusals(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(problems).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: Problem } } },
    ]),
  );
}
