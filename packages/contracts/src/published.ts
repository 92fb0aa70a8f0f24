import { type AnyEventType, LogOpened } from '@hoso/event-sourcing';
import { findingEventTypes, PersonalDataRead } from './audit-events.ts';
import { caseEventTypes } from './case-events.ts';
import { ImportXes } from './audit.ts';
import { inspectionEventTypes } from './inspection-events.ts';
import { ListChanges } from './changes.ts';
import { FollowDueDate, MarkOverdue, ProposeAutoClose, Remind } from './case-time.ts';
import type { CommandType, QueryType } from './command-type.ts';
import { ActivityRecorded } from './imported.ts';
import { PauseClock, ResumeClock } from './dossier-pauses.ts';
import * as intake from './intake.ts';
import { NumberAllocated } from './numbers.ts';
import { CarriageTermsPublished } from './carriage-terms.ts';
import { ReconcileStatement, StatementReconciled } from './carrier-statements.ts';
import { carrierEventTypes, TakeCarrierMessage } from './carriers.ts';
import { ItemNumberDrawn, ItemNumberUsed, ItemRangeGranted } from './item-ranges.ts';
import * as petitions from './petitions.ts';
import * as postal from './postal.ts';
import { shipmentEventTypes } from './postal-events.ts';
import { FindCollection, FindRecipient } from './postal-queries.ts';
import { ClockMoved } from './log-clock.ts';
import { ImportProcedures } from './procedure-import.ts';
import { ReadRuleSets } from './judging.ts';
import { ReadLedger } from './ledger.ts';
import { ReadCases } from './log-export.ts';
import { NotifyApplicant, notificationTypes, ReadLetter, SendAgain } from './notifications.ts';
import { CheckScan, OpenScan, StoreScan } from './dossier-scans.ts';
import { ReadPaper, ReadRegister } from './papers.ts';
import * as processing from './processing.ts';
import * as registry from './registry.ts';
import { FinishDestruction, PersonalDataDestroyed } from './seal.ts';
import { routes } from './routes.ts';
import type { Words } from './scalars.ts';
import { FindDossierStanding, TakeDossierBack, TakeResultBack } from './taken-back.ts';

/** Every type of event that is published, by the category of the streams that hold it. */
export const publishedEvents: Readonly<Record<string, readonly AnyEventType[]>> = {
  log: [LogOpened],
  clock: [ClockMoved],
  procedure: [registry.ProcedurePublished],
  unit: registry.unitEventTypes,
  calendar: [registry.CalendarPublished],
  ruleset: [registry.RuleSetPublished],
  dossier: [...intake.dossierEventTypes, ActivityRecorded],
  petition: petitions.petitionEventTypes,
  petitionbook: petitions.petitionBookTypes,
  numbering: [NumberAllocated],
  case: caseEventTypes,
  shipment: shipmentEventTypes,
  itemrange: [ItemRangeGranted],
  itemnumber: [ItemNumberDrawn],
  item: [ItemNumberUsed],
  carriageterms: [CarriageTermsPublished],
  carrier: carrierEventTypes,
  statement: [StatementReconciled],
  finding: findingEventTypes,
  access: [PersonalDataRead],
  inspection: inspectionEventTypes,
  seal: [PersonalDataDestroyed],
  notification: notificationTypes,
};

/** What is said of a command or query on the bus. */
interface OnTheBus {
  readonly summary: Words;
  /** Absent where it has no route of its own: the platform's own parts send it. */
  readonly access?: (typeof routes)[number]['access'];
}
export type PublishedCommand = OnTheBus & { readonly command: CommandType };
export type PublishedQuery = OnTheBus & { readonly query: QueryType };

function sent(command: CommandType, vi: string, en: string): PublishedCommand {
  return { command, summary: { vi, en } };
}

function asked(query: QueryType, vi: string, en: string): PublishedQuery {
  return { query, summary: { vi, en } };
}

/** Every command on the bus: those that have a route, and those that policies send. */
export const publishedCommands: readonly PublishedCommand[] = [
  ...routes.filter((route) => 'command' in route),
  sent(StoreScan, 'Lưu bản quét đã tải lên', 'Store a scan that was handed in'),
  sent(intake.SubmitCollected, 'Nộp hồ sơ bưu chính đã nhận', 'Submit what the post collected'),
  sent(intake.RecordResult, 'Ghi nhận cơ quan đã giải quyết xong', 'Record that the agency has finished'),
  sent(intake.RecordReturned, 'Ghi nhận bưu chính đã trả kết quả', 'Record that the post delivered the result'),
  sent(
    intake.RecordNotDelivered,
    'Ghi nhận bưu chính không phát được kết quả',
    'Record that the post no longer carries the result',
  ),
  sent(PauseClock, 'Tạm dừng đồng hồ thời hạn', "Let the dossier's clock stand"),
  sent(ResumeClock, 'Cho đồng hồ thời hạn chạy tiếp', "Let the dossier's clock run again"),
  sent(TakeDossierBack, 'Nhận lại hồ sơ cơ quan trả vì không đúng thẩm quyền', 'Take a dossier of another agency back'),
  sent(TakeResultBack, 'Ghi nhận cơ quan thu hồi kết quả', 'Record that the agency recalled its result'),
  sent(processing.OpenCase, 'Mở việc giải quyết tại cơ quan', 'Open the case at the agency'),
  sent(FollowDueDate, 'Cập nhật hạn của vụ việc theo hồ sơ', "The case follows its dossier's due date"),
  sent(Remind, 'Nhắc sắp đến hạn', 'Remind that a date comes near'),
  sent(MarkOverdue, 'Đánh dấu quá hạn', 'Mark a case overdue'),
  sent(ProposeAutoClose, 'Đề xuất đóng vì không bổ sung', 'Propose to close what was never supplemented'),
  sent(processing.CloseCase, 'Đóng việc giải quyết vì hồ sơ được rút', 'Close the case of a withdrawn dossier'),
  sent(petitions.RemindPetition, 'Nhắc sắp đến hạn trả lời', 'Remind that a petition is to be answered'),
  sent(petitions.MarkPetitionOverdue, 'Đánh dấu phản ánh, kiến nghị quá hạn', 'Mark a petition overdue'),
  sent(FinishDestruction, 'Hoàn tất việc hủy khóa', 'See to it that a destroyed key is gone'),
  sent(NotifyApplicant, 'Báo cho người nộp', 'Tell the applicant'),
  sent(SendAgain, 'Gửi lại thông báo', 'Send a notification again'),
  sent(postal.ArrangeShipment, 'Thu xếp gửi kết quả qua bưu chính', 'Arrange the shipment of a result'),
];

/** Every query on the bus: those that have a route, and those that services, gateway and files ask. */
export const publishedQueries: readonly PublishedQuery[] = [
  ...routes.filter((route) => 'query' in route),
  asked(ListChanges, 'Hồ sơ nào đã thay đổi', 'Which dossiers changed'),
  asked(FindCollection, 'Người nộp khai gì khi bưu chính nhận hồ sơ', 'What the applicant said at the collection'),
  asked(ReconcileStatement, 'Đối soát bảng kê đã tải lên', 'Reconcile an uploaded statement'),
  asked(TakeCarrierMessage, 'Nhận tin định vị có ký', 'Take a signed message of a carrier'),
  asked(FindRecipient, 'Kết quả gửi đến ai', 'To whom a result goes'),
  asked(FindDossierStanding, 'Hồ sơ đang ở đâu theo sổ một cửa', 'How a dossier stands at the one-stop unit'),
  asked(processing.FindExtensionSlip, 'Phiếu gia hạn được ghi khi nào', 'When an extension slip was recorded'),
  asked(CheckScan, 'Có nhận bản quét lúc này không', 'Whether a scan would be taken now'),
  asked(OpenScan, 'Mở một bản quét đã lưu', 'Open a scan that is kept here'),
  asked(ReadPaper, 'Nội dung một giấy của hồ sơ', 'What a paper of a dossier says'),
  asked(ReadLedger, 'Một tệp của sổ niêm phong', 'A file of the ledger'),
  asked(ReadRuleSets, 'Các tệp quy tắc đang áp dụng, nguyên vẹn', 'The rule files in force, whole'),
  asked(ReadCases, 'Hồ sơ của một nhật ký, để xuất', 'The cases of a log, to give it away'),
  asked(ReadLetter, 'Nội dung một thư thông báo', 'What a letter says'),
  asked(ReadRegister, 'Sổ theo dõi hồ sơ của một bộ phận', "A one-stop unit's register"),
  asked(
    ImportProcedures,
    'Công bố các thủ tục trong tệp đã tải lên',
    'Publish what an uploaded file of procedures says',
  ),
  asked(ImportXes, 'Đọc tệp XES đã tải lên vào nhật ký nhập', 'Read an uploaded XES file into an imported log'),
];
