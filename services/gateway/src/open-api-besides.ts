import {
  InspectionId,
  DossierId,
  fileRoutes,
  grantWords,
  CarrierId,
  CarrierMessage,
  CarrierMessageTaken,
  ExportOptions,
  ImportProcedures,
  ImportReport,
  ImportXes,
  LogName,
  OpenScan,
  PaperName,
  ProcedureImportReport,
  ReadRegister,
  Receipt,
  ReconcileStatement,
  Session,
  SignIn,
  Slug,
  StatementReport,
  StoredEvent,
  UnitId,
  Uuid,
} from '@hoso/contracts';
import { z } from 'zod';
import { refusals } from './open-api-refusals.ts';
import { tableFiles } from './open-api-tables.ts';

const whoMay = (name: keyof typeof fileRoutes): string => grantWords(fileRoutes[name].access);
const carrierPath = { path: z.object({ carrier: CarrierId }) };
const logPath = { path: z.object({ log: LogName }) };

/** What goes beside the table of routes: files in and out, sessions of the page, the stream of changes. */
export const besides = {
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
      description:
        'Đối soát bảng kê. CSV: item,accepted_on,status,collected,remitted. ' +
        `Access: ${whoMay('reconcileStatement')}.`,
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
      summary: 'Read an event log of another system, XES or OCEL 2.0 (JSON, SQLite), into an imported log',
      description:
        'Đọc nhật ký của hệ thống khác vào nhật ký nhập. Plain or gzipped. `case`: which objects of an OCEL file are ' +
        `its cases; by default \`dossier\`. Access: ${whoMay('importLog')}.`,
      security: [{ token: [] }],
      requestParams: { ...logPath, query: ImportXes.ask.pick({ case: true }) },
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
      summary: 'A whole log: as it is stored, one event a line, or in a format of other systems',
      description:
        'Toàn bộ nhật ký. `personal`: with what is sealed, for inspectors; that it is read is recorded first. ' +
        `Access: ${whoMay('exportLog')}.`,
      security: [{ token: [] }],
      requestParams: { ...logPath, query: ExportOptions },
      responses: {
        '200': {
          description: 'The log',
          content: {
            'application/jsonl': { schema: StoredEvent },
            'application/xml': { schema: z.any() },
            'application/json': { schema: z.any() },
            'application/vnd.sqlite3': { schema: z.any() },
          },
        },
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
  '/dossiers/{id}/letters/{notification}.pdf': {
    get: {
      operationId: 'PrintLetter',
      summary: 'A letter that was made out to the applicant, as a PDF to print and post',
      description: `Thư thông báo để in và gửi. What it opens is recorded. Access: ${whoMay('readLetter')}.`,
      security: [{ token: [] }],
      requestParams: { path: z.object({ id: DossierId, notification: Uuid }) },
      responses: {
        '200': { description: 'The letter', content: { 'application/pdf': { schema: z.any() } } },
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
  '/inspections/{id}/papers/conclusion.{language}.pdf': {
    get: {
      operationId: 'PrintConclusion',
      summary: 'The result paper of an inspection as a PDF',
      description: `Kết luận kiểm tra, mỗi câu có chứng cứ. Access: ${whoMay('readConclusion')}.`,
      security: [{ token: [] }],
      requestParams: { path: z.object({ id: InspectionId, language: z.enum(['vi', 'en']) }) },
      responses: {
        '200': { description: 'The paper', content: { 'application/pdf': { schema: z.any() } } },
        ...refusals(),
      },
    },
  },
  '/inspections/{id}/pack.zip': {
    get: {
      operationId: 'PackInspection',
      summary: 'An inspection with all its evidence, for `hoso verify` on any machine',
      description: `Bộ chứng cứ; mỗi lần tải được ghi lại. Each download is recorded. Access: ${whoMay('readPack')}.`,
      security: [{ token: [] }],
      requestParams: {
        path: z.object({ id: InspectionId }),
        query: z.object({ personal: z.enum(['true', 'false']).optional() }),
      },
      responses: {
        '200': { description: 'The pack', content: { 'application/zip': { schema: z.any() } } },
        ...refusals(),
      },
    },
  },
  ...tableFiles(),
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
