import { type Grant, may } from './access.ts';
import type { Words } from './scalars.ts';

/** What the edge answers by streams instead of JSON: files in and out, and news as it happens. */
export interface FileRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly access: Grant;
  readonly summary: Words;
}

const of = (method: FileRoute['method'], path: string, access: Grant, vi: string, en: string): FileRoute => ({
  method,
  path,
  access,
  summary: { vi, en },
});

/** Each by the name of its operation; who may use it stands here and nowhere else, as in `routes`. */
export const fileRoutes = {
  importProcedures: of('POST', '/procedures/imports', may.register, 'Nhập tệp thủ tục', 'Import procedures'),
  importLog: of('POST', '/logs/:log/imports', may.inspect, 'Nhập nhật ký', 'Import a log'),
  exportLog: of('GET', '/logs/:log/export', may.inspect, 'Xuất nhật ký', 'Export a log'),
  readPaper: of('GET', '/dossiers/:id/papers/:file', may.readPapers, 'Giấy tờ của hồ sơ (PDF)', 'A paper as PDF'),
  readRegister: of('GET', '/units/:unit/register.pdf', may.readRegister, 'Sổ theo dõi (PDF)', 'A register as PDF'),
  readLetter: of('GET', '/dossiers/:id/letters/:file', may.readLetters, 'Thư thông báo (PDF)', 'A letter as PDF'),
  readConclusion: of(
    'GET',
    '/inspections/:id/papers/:file',
    may.seeInspections,
    'Kết luận kiểm tra (PDF)',
    "An inspection's result as PDF",
  ),
  readPack: of(
    'GET',
    '/inspections/:id/pack.zip',
    may.conduct,
    'Bộ chứng cứ của cuộc kiểm tra (zip)',
    'An inspection with all its evidence, as a zip',
  ),
  figuresCsv: of('GET', '/figures.csv', may.readInOffice, 'Số liệu (CSV)', 'Figures as CSV'),
  figuresXlsx: of('GET', '/figures.xlsx', may.readInOffice, 'Số liệu (XLSX)', 'Figures as XLSX'),
  scoresCsv: of('GET', '/scores.csv', may.readInOffice, 'Điểm (CSV)', 'Scores as CSV'),
  scoresXlsx: of('GET', '/scores.xlsx', may.readInOffice, 'Điểm (XLSX)', 'Scores as XLSX'),
  forecastCsv: of('GET', '/forecast.csv', may.readInOffice, 'Dự báo (CSV)', 'A forecast as CSV'),
  forecastXlsx: of('GET', '/forecast.xlsx', may.readInOffice, 'Dự báo (XLSX)', 'A forecast as XLSX'),
  readCheckpoint: of('GET', '/ledger/checkpoint', may.open, 'Điểm chốt mới nhất', 'The newest checkpoint'),
  readTile: of('GET', '/ledger/tile/:path', may.open, 'Một ô của sổ niêm phong', 'A tile of the ledger'),
  storeScan: of('POST', '/dossiers/:id/scans/:document', may.counter, 'Tải lên bản quét', 'Upload a scan'),
  openScan: of('GET', '/dossiers/:id/scans/:document', may.readPapers, 'Tải về bản quét', 'Download a scan'),
  takeCarrierMessage: of(
    'POST',
    '/carriers/:carrier/events',
    may.open,
    'Tin của đơn vị vận chuyển',
    "A carrier's message",
  ),
  reconcileStatement: of(
    'POST',
    '/carriers/:carrier/statements',
    may.inspect,
    'Đối soát bảng kê',
    'Reconcile a statement',
  ),
  streamChanges: of('GET', '/events/stream', may.signedIn, 'Luồng thay đổi', 'Changes as they happen'),
} as const satisfies Readonly<Record<string, FileRoute>>;
