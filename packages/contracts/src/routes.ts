import { z } from 'zod';
import { may } from './access.ts';
import { CheckLog, ListDeviations, ListLogs, ReadLog, Replay } from './audit.ts';
import { ShowBeside } from './beside.ts';
import { caseRoutes } from './case-routes.ts';
import { conformanceRoutes } from './conformance-routes.ts';
import { counterRoutes } from './counter-routes.ts';
import { inspectionRoutes } from './inspection-routes.ts';
import { findingRoutes } from './finding-routes.ts';
import { figureRoutes } from './figure-routes.ts';
import * as intake from './intake.ts';
import { RecordScan } from './dossier-scans.ts';
import { FindDossier, ListDossiers, SearchDossiers, TrackDossier } from './intake-queries.ts';
import { ListReads, ListRules, RejudgeLog } from './judging.ts';
import * as operations from './operations.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { petitionRoutes } from './petition-routes.ts';
import { postalRoutes } from './postal-routes.ts';
import { ListLetters, ListNotifications } from './notifications.ts';
import { ListPapers } from './papers.ts';
import { DestroySeal } from './seal.ts';
import { registryRoutes } from './registry-routes.ts';
import { ask, dossier, none, post, put, type Route } from './route.ts';
import { DossierId, LogName, UnitId } from './scalars.ts';
import { CompareMoments, ListHeldDossiers, ListUnitLoads, ShowClock } from './timeline.ts';

/** The HTTP interface: the edge, its description and the command line are made from this table. */
export const routes: readonly Route[] = [
  ...registryRoutes,

  put('/dossiers/:id', intake.SubmitDossier, may.counterOrApplicant, dossier, 'Nộp hồ sơ', 'Submit a dossier'),
  post('scans', RecordScan, may.counter, 'Ghi nhận bản quét', 'Record a scan'),
  post('supplement-request', intake.RequestSupplement, may.counter, 'Yêu cầu bổ sung', 'Request a supplement'),
  post('supplement', intake.ReceiveSupplement, may.counter, 'Nhận bổ sung', 'Receive a supplement'),
  post('reception', intake.ReceiveDossier, may.counter, 'Tiếp nhận hồ sơ', 'Receive a dossier'),
  post('refusal', intake.RefuseDossier, may.counter, 'Từ chối tiếp nhận', 'Refuse at reception'),
  post('transfer', intake.TransferDossier, may.counter, 'Chuyển cơ quan giải quyết', 'Transfer to the agency'),
  post('due-date', intake.ChangeDueDate, may.counter, 'Đổi ngày hẹn', 'Change the due date'),
  post('return', intake.ReturnResult, may.counter, 'Trả kết quả', 'Return the result'),
  post('withdrawal', intake.WithdrawDossier, may.counterOrApplicant, 'Rút hồ sơ', 'Withdraw a dossier'),

  ...counterRoutes,
  post(
    'seal-destruction',
    DestroySeal,
    may.destroySeals,
    'Hủy khóa dữ liệu cá nhân của hồ sơ',
    "Destroy the key of a dossier's personal data",
  ),
  ...caseRoutes,

  ...postalRoutes,

  ...petitionRoutes,

  ask('GET', '/dossiers', ListDossiers, may.read, none, 'Danh sách hồ sơ', 'List dossiers'),
  ask('GET', '/dossiers/search', SearchDossiers, may.read, none, 'Tìm hồ sơ', 'Search dossiers'),
  ask(
    'GET',
    '/dossiers/:id',
    FindDossier,
    may.read,
    z.strictObject({ id: z.union([DossierId, FindDossier.ask.shape.id]) }),
    'Xem hồ sơ',
    'Show a dossier',
  ),
  ask('GET', '/dossiers/:id/papers', ListPapers, may.read, dossier, 'Giấy tờ của hồ sơ', "A dossier's papers"),
  ask(
    'GET',
    '/dossiers/:id/notifications',
    ListNotifications,
    may.read,
    dossier,
    'Đã báo cho người nộp những gì',
    'What the applicant was told',
  ),
  ask(
    'GET',
    '/units/:unit/letters',
    ListLetters,
    may.readRegister,
    z.strictObject({ unit: UnitId }),
    'Thư chờ gửi của một bộ phận',
    'Letters that wait to be posted',
  ),
  ask(
    'GET',
    '/tracking/:code',
    TrackDossier,
    may.open,
    z.strictObject({ code: TrackDossier.ask.shape.code }),
    'Tra cứu hồ sơ',
    'Track a dossier',
  ),

  ask('GET', '/logs', ListLogs, may.seeLogs, none, 'Danh sách nhật ký', 'List logs'),
  ask('GET', '/logs/:log/events', ReadLog, may.inspect, z.strictObject({ log: LogName }), 'Đọc nhật ký', 'Read a log'),
  ...conformanceRoutes,
  ask('GET', '/replay', Replay, may.read, none, 'Tái hiện hồ sơ', 'Replay a dossier'),
  ask('GET', '/replay/difference', CompareMoments, may.read, none, 'So sánh hai thời điểm', 'Compare two moments'),
  ask(
    'GET',
    '/replay/beside',
    ShowBeside,
    may.seeBeside,
    none,
    'Phản ánh, thông báo, chức vụ, pháp luật và lượt đọc bên cạnh hồ sơ',
    'Petitions, notifications, roles, law and reads beside a dossier',
  ),
  ask('GET', '/replay/clock', ShowClock, may.read, none, 'Đồng hồ thời hạn từng ngày', 'The clock day by day'),
  ask('GET', '/units/loads', ListUnitLoads, may.readInOffice, none, 'Hồ sơ nằm ở đâu', 'What lies in each unit'),
  ask(
    'GET',
    '/units/:unit/dossiers',
    ListHeldDossiers,
    may.readInOffice,
    z.strictObject({ unit: UnitId }),
    'Hồ sơ nằm ở một đơn vị',
    'The dossiers that lie in a unit',
  ),
  ...figureRoutes,
  ask('POST', '/checks', CheckLog, may.inspect, none, 'Kiểm tra nhật ký theo quy tắc', 'Check a log by rules'),
  ...findingRoutes,
  ask('GET', '/rules', ListRules, may.signedIn, none, 'Các quy tắc đang áp dụng', 'List the rules in force'),
  ask('GET', '/reads', ListReads, may.seeReads, none, 'Các lần đọc dữ liệu cá nhân', 'List reads of personal data'),
  ask('POST', '/rejudge', RejudgeLog, may.inspect, none, 'Xét lại toàn bộ nhật ký', 'Judge a log again'),
  ...ledgerRoutes,
  ...inspectionRoutes,
  ask('POST', '/deviations', ListDeviations, may.inspect, none, 'Từng sai lệch', 'Single deviations'),

  ask('GET', '/operations', operations.OperationsStatus, may.watch, none, 'Tình trạng vận hành', 'State of operations'),
  ask(
    'POST',
    '/operations/retry',
    operations.RetryHeld,
    may.operate,
    none,
    'Thử lại hồ sơ bị giữ',
    'Retry held dossiers',
  ),
  ask('POST', '/operations/clock', operations.MoveClock, may.operate, none, 'Đồng hồ của nhật ký', "The log's clock"),
  ask('GET', '/views', operations.ListViews, may.watch, none, 'Danh sách khung nhìn', 'List views'),
  ask('POST', '/views/rebuild', operations.RebuildView, may.operate, none, 'Dựng lại khung nhìn', 'Rebuild a view'),
];
