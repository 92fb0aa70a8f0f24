import { z } from 'zod';
import { CheckLog, ListDeviations, ListLogs, ReadLog, Replay } from './audit.ts';
import { caseRoutes } from './case-routes.ts';
import { counterRoutes } from './counter-routes.ts';
import { ListFindings } from './findings.ts';
import * as intake from './intake.ts';
import { RecordScan } from './dossier-scans.ts';
import { FindDossier, ListDossiers, SearchDossiers, TrackDossier } from './intake-queries.ts';
import { ListReads, ListRules, RejudgeLog } from './judging.ts';
import * as operations from './operations.ts';
import { postalRoutes } from './postal-routes.ts';
import { ListPapers } from './papers.ts';
import { registryRoutes } from './registry-routes.ts';
import { ask, dossier, inspection, none, post, put, readers, type Route, staff } from './route.ts';
import { DossierId, LogName, UnitId } from './scalars.ts';
import { CompareMoments, ListHeldDossiers, ListUnitLoads, ShowClock } from './timeline.ts';

/** The HTTP interface: the edge, its description and the command line are made from this table. */
export const routes: readonly Route[] = [
  ...registryRoutes,

  put('/dossiers/:id', intake.SubmitDossier, ['applicant', ...staff], dossier, 'Nộp hồ sơ', 'Submit a dossier'),
  post('scans', RecordScan, staff, 'Ghi nhận bản quét', 'Record a scan'),
  post('supplement-request', intake.RequestSupplement, staff, 'Yêu cầu bổ sung', 'Request a supplement'),
  post('supplement', intake.ReceiveSupplement, staff, 'Nhận bổ sung', 'Receive a supplement'),
  post('reception', intake.ReceiveDossier, staff, 'Tiếp nhận hồ sơ', 'Receive a dossier'),
  post('refusal', intake.RefuseDossier, staff, 'Từ chối tiếp nhận', 'Refuse at reception'),
  post('transfer', intake.TransferDossier, staff, 'Chuyển cơ quan giải quyết', 'Transfer to the agency'),
  post('due-date', intake.ChangeDueDate, staff, 'Đổi ngày hẹn', 'Change the due date'),
  post('return', intake.ReturnResult, staff, 'Trả kết quả', 'Return the result'),
  post('withdrawal', intake.WithdrawDossier, ['applicant', ...staff], 'Rút hồ sơ', 'Withdraw a dossier'),

  ...counterRoutes,
  ...caseRoutes,

  ...postalRoutes,

  ask('GET', '/dossiers', ListDossiers, 'signed-in', none, 'Danh sách hồ sơ', 'List dossiers'),
  ask('GET', '/dossiers/search', SearchDossiers, 'signed-in', none, 'Tìm hồ sơ', 'Search dossiers'),
  ask(
    'GET',
    '/dossiers/:id',
    FindDossier,
    'signed-in',
    z.strictObject({ id: z.union([DossierId, FindDossier.ask.shape.id]) }),
    'Xem hồ sơ',
    'Show a dossier',
  ),
  ask('GET', '/dossiers/:id/papers', ListPapers, 'signed-in', dossier, 'Giấy tờ của hồ sơ', "A dossier's papers"),
  ask(
    'GET',
    '/tracking/:code',
    TrackDossier,
    'anyone',
    z.strictObject({ code: TrackDossier.ask.shape.code }),
    'Tra cứu hồ sơ',
    'Track a dossier',
  ),

  ask('GET', '/logs', ListLogs, readers, none, 'Danh sách nhật ký', 'List logs'),
  ask('GET', '/logs/:log/events', ReadLog, inspection, z.strictObject({ log: LogName }), 'Đọc nhật ký', 'Read a log'),
  ask('GET', '/replay', Replay, 'signed-in', none, 'Tái hiện hồ sơ', 'Replay a dossier'),
  ask('GET', '/replay/difference', CompareMoments, 'signed-in', none, 'So sánh hai thời điểm', 'Compare two moments'),
  ask('GET', '/replay/clock', ShowClock, 'signed-in', none, 'Đồng hồ thời hạn từng ngày', 'The clock day by day'),
  ask('GET', '/units/loads', ListUnitLoads, readers, none, 'Hồ sơ nằm ở đâu', 'What lies in each unit'),
  ask(
    'GET',
    '/units/:unit/dossiers',
    ListHeldDossiers,
    readers,
    z.strictObject({ unit: UnitId }),
    'Hồ sơ nằm ở một đơn vị',
    'The dossiers that lie in a unit',
  ),
  ask('POST', '/checks', CheckLog, inspection, none, 'Kiểm tra nhật ký theo quy tắc', 'Check a log by rules'),
  ask('GET', '/findings', ListFindings, readers, none, 'Danh sách phát hiện', 'List findings'),
  ask('GET', '/rules', ListRules, 'signed-in', none, 'Các quy tắc đang áp dụng', 'List the rules in force'),
  ask('GET', '/reads', ListReads, ['inspector'], none, 'Các lần đọc dữ liệu cá nhân', 'List reads of personal data'),
  ask('POST', '/rejudge', RejudgeLog, inspection, none, 'Xét lại toàn bộ nhật ký', 'Judge a log again'),
  ask('POST', '/deviations', ListDeviations, inspection, none, 'Từng sai lệch', 'Single deviations'),

  ask(
    'GET',
    '/operations',
    operations.OperationsStatus,
    ['operator', 'inspector'],
    none,
    'Tình trạng vận hành',
    'State of operations',
  ),
  ask(
    'POST',
    '/operations/retry',
    operations.RetryHeld,
    ['operator'],
    none,
    'Thử lại hồ sơ bị giữ',
    'Retry held dossiers',
  ),
  ask('POST', '/operations/clock', operations.MoveClock, ['operator'], none, 'Đồng hồ của nhật ký', "The log's clock"),
  ask('GET', '/views', operations.ListViews, ['operator', 'inspector'], none, 'Danh sách khung nhìn', 'List views'),
  ask('POST', '/views/rebuild', operations.RebuildView, ['operator'], none, 'Dựng lại khung nhìn', 'Rebuild a view'),
];
