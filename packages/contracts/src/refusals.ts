import { postalRefusals } from './postal-refusals.ts';
import { petitionRefusals } from './petition-refusals.ts';
import { caseRefusals } from './case-refusals.ts';
import { ledgerRefusals } from './ledger-refusals.ts';
import { counterRefusals } from './counter-refusals.ts';
import { findingRefusals } from './finding-refusals.ts';
import { inspectionRefusals } from './inspection-refusals.ts';
import { conflict, forbidden, invalid, notFound, type Refusal } from './refusal.ts';

/**
 * Every refusal by its code: contract, documented at `/docs`. `{…}` stands for the refusal's parameters. Where a
 * parameter is itself a sentence in English, as `reason`, another one, `reasonVi`, has it in Vietnamese.
 */
export const refusals = {
  // anywhere
  CommandIdReused: conflict(
    'Mã lệnh {commandId} đã dùng cho việc khác',
    'Command id {commandId} was already used for something else',
  ),
  OccurredInFuture: invalid('Thời điểm {occurredAt} ở tương lai', '{occurredAt} lies in the future'),
  StaleVersion: {
    kind: 'stale',
    vi: 'Dữ liệu đã đổi: phiên bản {actual}, không phải {expected}',
    en: 'It has changed: version {actual}, not {expected}',
  },
  TagOfAnother: invalid(
    'If-Match nêu phiên bản của thứ khác; lệnh này cần dạng {example}',
    'If-Match names a version of something else; this command takes the form {example}',
  ),
  NotYetComplete: {
    kind: 'unavailable',
    vi: 'Chưa cập nhật đến sự kiện {atLeast}',
    en: 'Not yet complete up to event {atLeast}',
  },
  UnknownCommand: invalid('Không có lệnh {type}', 'There is no command {type}'),
  DossierUnfinished: conflict(
    'Hồ sơ chưa kết thúc ({status}): chưa được hủy khóa dữ liệu cá nhân. Có thể kiên quyết (insist) kèm lý do',
    'The dossier is not at its end ({status}): its data is still needed. It can be insisted upon with a reason',
  ),
  PetitionUnanswered: conflict(
    'Phản ánh {petition} về hồ sơ chưa được trả lời: chưa được hủy khóa dữ liệu cá nhân',
    'The petition {petition} about the dossier is not answered: its personal data is still needed',
  ),
  SealKept: conflict('Khóa dữ liệu cá nhân của hồ sơ {id} chưa bị hủy', 'The seal of {id} was not destroyed'),
  KeyDestroyed: conflict(
    'Khóa dữ liệu cá nhân của hồ sơ đã bị hủy',
    "The key of the dossier's personal data was destroyed",
  ),
  // who
  WrongUnit: forbidden('Hồ sơ thuộc đơn vị {unit}', 'This belongs to the unit {unit}'),
  WrongRole: forbidden(
    'Vai trò {role} không được làm việc này; cần {allowed}. Có thể kiên quyết (insist) kèm lý do',
    'The role {role} may not do this; it takes {allowed}. It can be insisted upon with a reason',
  ),
  RoleNotAllowed: forbidden('Vai trò {role} không được làm việc này', 'The role {role} may not do this'),
  OwnWork: forbidden(
    'Không tự duyệt việc của chính mình. Có thể kiên quyết (insist) kèm lý do',
    "One does not approve one's own work. It can be insisted upon with a reason",
  ),
  NotYourDossier: forbidden('Đây không phải hồ sơ của bạn', 'This is not your dossier'),
  // registry
  ProcedureNotFound: notFound(
    'Không có thủ tục {code} có hiệu lực ngày {on}',
    'No procedure {code} is in force on {on}',
  ),
  UnitNotFound: notFound('Không có đơn vị {id}', 'There is no unit {id}'),
  UnitNotInForce: notFound('Ngày {on} không có đơn vị {id}', 'There is no unit {id} on {on}'),
  OfficerNotFound: notFound(
    'Ngày {on} đơn vị {id} không có {officer} giữ vai trò {role}',
    'On {on} the unit {id} has no {officer} in the role {role}',
  ),
  OfficerInOffice: conflict(
    '{officer} đã giữ vai trò {role} tại đơn vị {id} trong thời gian đó',
    '{officer} has the role {role} in the unit {id} at that time already',
  ),
  VersionNotFound: notFound('{id} không có phiên bản {version}', '{id} has no version {version}'),
  CalendarNotFound: notFound('Không có lịch {id}', 'There is no calendar {id}'),
  CalendarInvalid: invalid('Lịch sai: {reason}', 'The calendar is wrong: {reason}'),
  EffectiveTooEarly: conflict(
    'Phiên bản mới không được có hiệu lực trước {effectiveFrom}',
    'A new version must not take effect before {effectiveFrom}',
  ),
  AlreadyCorrected: conflict(
    'Tỉnh đã công bố phiên bản của mình có hiệu lực từ {effectiveFrom}; bản kèm theo nền tảng không thay thế',
    'The province has published its own version in force from {effectiveFrom}; what is shipped does not replace it',
  ),
  ProcedureInvalid: invalid('Thủ tục sai: {reason}', 'The procedure is wrong: {reason}'),
  RuleSetNotFound: notFound('Không có bộ quy định {id}', 'There is no rule set {id}'),
  RuleSetInvalid: invalid('Bộ quy định sai: {reason}', 'The rule set is wrong: {reason}'),
  LawNotFound: notFound(
    'Không có bộ quy định nào có hiệu lực ngày {on} nêu biểu mẫu và cấu trúc mã hồ sơ',
    'No rule set in force on {on} says which forms and which codes dossiers have',
  ),
  VariantUnknown: invalid('Thủ tục {code} không có trường hợp {variant}', 'Procedure {code} has no case {variant}'),
  UnitInvalid: invalid('Đơn vị sai: {reason}', 'The unit is wrong: {reason}'),
  NotAOneStopUnit: invalid(
    '{id} không phải Bộ phận Một cửa có mã định danh',
    '{id} is not a one-stop unit with an identifier',
  ),
  NotAnAgencyOfUnit: invalid(
    'Bộ phận {oneStop} không tiếp nhận cho cơ quan {agency}',
    '{oneStop} does not receive for the agency {agency}',
  ),
  // numbers
  MeasureNotInForce: invalid(
    '{measure} chỉ áp dụng từ {from}; kỳ đã hỏi kết thúc trước đó',
    '{measure} applies from {from} on; the period ends before',
  ),
  IndexNotPerDossier: invalid(
    'Chỉ số {index} không chấm theo từng hồ sơ: chỉ số 8 theo phản ánh, chỉ số 9 theo số hồ sơ nhận trực tuyến ' +
      '(figures/dossiers, channel online), chỉ số 4 đến 7 chưa biết',
    'Index {index} is not given dossier by dossier: 8 goes by petitions, 9 by the share of what was received online ' +
      '(figures/dossiers, channel online), and 4 to 7 are not known',
  ),
  PointsOfIndex: invalid(
    'Phải nêu chỉ số (index) mà số điểm (points) thuộc về: 1, 2 hoặc 3',
    'Say of which index the points are: 1, 2 or 3 (index)',
  ),
  // intake
  DossierNotFound: notFound('Không có hồ sơ {id}', 'There is no dossier {id}'),
  AlreadySubmitted: conflict(
    'Hồ sơ đã được nộp với nội dung khác',
    'The dossier was already submitted with other content',
  ),
  ChannelNotOffered: invalid(
    'Thủ tục {code} không nhận qua kênh {channel}',
    'Procedure {code} is not offered by {channel}',
  ),
  NotInState: conflict(
    'Hồ sơ đang ở trạng thái {status}; không thể: {command}',
    'The dossier is {status}: {command} is impossible',
  ),
  SupplementAlreadyRequested: conflict(
    'Chỉ được yêu cầu bổ sung một lần (61 Đ17.1.a). Có thể kiên quyết (insist) kèm lý do',
    'A supplement is requested once (61 Đ17.1.a). It can be insisted upon with a reason',
  ),
  FieldRequired: conflict(
    'Thiếu {field}. Có thể kiên quyết (insist) kèm lý do',
    '{field} is missing. It can be insisted upon with a reason',
  ),
  DueDateNotLawful: conflict(
    'Ngày hẹn {dueAt} muộn hơn ngày theo quy định {lawfulDueAt}. Có thể kiên quyết (insist) kèm lý do',
    'The appointment {dueAt} is later than the lawful {lawfulDueAt}. It can be insisted upon with a reason',
  ),
  DueDateRequired: invalid(
    'Thời hạn của thủ tục {code} không có đơn vị: phải nêu ngày hẹn (dueAt)',
    'The term of procedure {code} has no unit: a due date (dueAt) must be given',
  ),
  DueDateInPast: invalid('Ngày hẹn {dueAt} trước khi tiếp nhận', 'The appointment {dueAt} lies before reception'),
  SlipRequired: conflict(
    'Đổi ngày hẹn phải có phiếu đề nghị gia hạn (61 Đ19.9). Có thể kiên quyết (insist) kèm lý do',
    'Moving the due date takes an extension slip (61 Đ19.9). It can be insisted upon with a reason',
  ),
  SlipUnknown: conflict(
    'Hồ sơ không có phiếu đề nghị gia hạn {slip} vào lúc đó (61 Đ19.9); xem phiếu gia hạn (extensionSlips). ' +
      'Có thể kiên quyết (insist) kèm lý do',
    'The dossier had no extension slip {slip} at that time (61 Đ19.9); its extensionSlips tells those that it has. ' +
      'It can be insisted upon with a reason',
  ),
  SlipSaysEarlier: conflict(
    'Phiếu {slip} chỉ đề nghị gia hạn đến {newDueAt} (61 Đ19.9). Có thể kiên quyết (insist) kèm lý do',
    'The slip {slip} asks for an extension to {newDueAt} at most (61 Đ19.9). It can be insisted upon with a reason',
  ),
  NotScanned: conflict(
    'Chưa số hóa: {documents} (61 Đ17.1). Có thể kiên quyết (insist) kèm lý do',
    'Not scanned: {documents} (61 Đ17.1). It can be insisted upon with a reason',
  ),
  BeforeReception: invalid(
    '{occurredAt} trước sự kiện trước đó {last}',
    '{occurredAt} lies before what came before it, {last}',
  ),
  NumbersExhausted: conflict(
    'Hết số hồ sơ trong ngày của {agency}',
    'The numbers of {agency} for this day are used up',
  ),
  TermUnknown: conflict(
    'Thủ tục {code} không có thời hạn cho kênh {channel}',
    'Procedure {code} has no term for {channel}',
  ),
  TermBeyondCalendar: conflict(
    'Thời hạn vượt quá lịch đã biết ({known})',
    'The term reaches beyond the known calendar ({known})',
  ),
  WrongSecret: notFound('Không có hồ sơ với mã và mật khẩu này', 'There is no dossier with this code and secret'),
  ShipmentUnderWay: conflict(
    'Kết quả đang gửi qua bưu điện; chỉ trả tại quầy khi bưu gửi đã chuyển hoàn hoặc bị hủy',
    'The result goes by post: it is returned at the counter once its shipment came back or was cancelled',
  ),
  ...counterRefusals,
  // petitions
  ...petitionRefusals,
  // papers
  PaperNotFound: notFound('Hồ sơ {dossier} không có giấy {paper}', 'The dossier {dossier} has no paper {paper}'),
  ScanRefused: invalid(
    'Không nhận tệp này làm bản quét: {reason}. Bản quét là một tệp PDF, JPEG, PNG hoặc TIFF nguyên vẹn',
    'This file is not taken as a scan: {reason}. A scan is a whole PDF, JPEG, PNG or TIFF',
  ),
  ContentDiffers: invalid(
    'Nội dung nhận được có SHA-256 {sha256}, khác Content-Digest đã nêu: hãy gửi lại',
    'What came in has the SHA-256 {sha256}, not that of Content-Digest: send it again',
  ),
  ScanNotFound: notFound(
    'Hồ sơ {dossier} không có bản quét nào của {document} được lưu tại đây',
    'No scan of {document} of dossier {dossier} is kept here',
  ),
  PeriodInvalid: invalid(
    'Khoảng thời gian từ {from} đến {to} sai: ngày cuối không trước ngày đầu, dài nhất {daysMax} ngày',
    'The period from {from} to {to} is wrong: it does not end before it begins and has at most {daysMax} days',
  ),
  // postal-delivery
  ...postalRefusals,
  // processing
  ...caseRefusals,
  // audit
  LogNotFound: notFound('Không có nhật ký {log}', 'There is no log {log}'),
  LogUnreadable: {
    kind: 'unavailable',
    vi: 'Không đọc được nhật ký {log}: tệp bị hỏng hoặc không phải nhật ký của Hoso',
    en: 'The log {log} cannot be read: its file is damaged or not a log of Hoso',
  },
  LogNotImported: conflict('{log} không phải nhật ký nhập vào', '{log} is not an imported log'),
  PositionBeyondHead: invalid(
    'Nhật ký {log} mới có đến sự kiện {head}; chưa có sự kiện {position}',
    'The log {log} goes up to event {head}; there is no event {position} yet',
  ),
  ImportUnfinished: conflict(
    'Việc nhập vào {log} chưa xong ({recorded}/{wanted} sự kiện): hãy nhập lại đúng tệp đó (SHA-256 {file})',
    'The import into {log} is not finished ({recorded} of {wanted} events): import the same file again ({file})',
  ),
  ImportOfOtherCases: conflict(
    'Việc nhập vào {log} đã bắt đầu với các vụ khác ({recorded}/{wanted} sự kiện; nay sẽ thêm {fresh}): ' +
      'hãy nêu cùng loại vụ (case) như lần đầu',
    'The import into {log} was begun with other cases ({recorded} of {wanted} events; this would add {fresh}): ' +
      'name the same type of case as the first time',
  ),
  ImportNotBegun: conflict(
    'Nhật ký {log} chưa có gì: việc nhập bị ngắt trước sự kiện đầu tiên, hãy nhập lại tệp',
    '{log} holds nothing yet: its import was cut off before its first event, import the file again',
  ),
  ...ledgerRefusals,
  ...findingRefusals,
  ...inspectionRefusals,
  CaseDiffers: conflict('Vụ việc {case} đã nhập với nội dung khác', 'Case {case} was imported with other content'),
  FileNotReadable: invalid('Không đọc được tệp: {reason}', 'The file cannot be read: {reason}'),
  RulesInvalid: invalid('Tệp quy tắc sai: {reason}', 'The rule file is wrong: {reason}'),
  JudgingTooLong: invalid(
    'Bộ quy tắc xét quá {minutes} phút chưa xong: hãy xem lại các biểu thức (pattern) hoặc thu hẹp khoảng thời gian',
    'The rule set was not done within {minutes} minutes: look at its patterns, or ask about a shorter span',
  ),
  NetInvalid: invalid('Mạng Petri sai: {reason}', 'The Petri net is wrong: {reason}'),
  MapTooLarge: conflict(
    'Nhật ký {log} có {activities} loại việc, sơ đồ vẽ được nhiều nhất {most}',
    'The log {log} has {activities} activities; a map has at most {most}',
  ),
  NetMissing: conflict(
    'Nhật ký {log} không kèm quy trình nội bộ nào: hãy đưa một mạng Petri (PNML)',
    'The log {log} has no internal process of its own: give a Petri net (PNML)',
  ),
  UploadNotFound: notFound('Không có tệp tải lên {sha256}', 'There is no upload {sha256}'),
  FollowerNotFound: notFound(
    'Không có khung nhìn, chính sách hay bộ quy tắc nào tên {follower}',
    'There is no view, policy or set of rules {follower}',
  ),
  ViewNotFound: notFound('Không có khung nhìn {view}', 'There is no view {view}'),
  ClockNotSimulated: conflict(
    'Nhật ký {log} là nhật ký thật: đồng hồ của nó không chỉnh được',
    'The log {log} is not simulated: nobody moves its clock',
  ),
  ClockNotBackwards: conflict(
    'Đồng hồ đang ở {now}: không thể lùi về {to}',
    'The clock stands at {now}: it does not go back to {to}',
  ),
  ClockTooFar: invalid(
    'Mỗi lần chỉ tiến đồng hồ tối đa {daysMax} ngày: {to} quá xa {now}',
    'The clock moves on by at most {daysMax} days at a time: {to} is too far from {now}',
  ),
  ClockWaits: {
    kind: 'unavailable',
    vi: 'Còn sự kiện chưa được xử lý: đồng hồ chưa tiến được',
    en: 'Events are yet to be followed: the clock waits for them',
  },
  RebuildRunning: conflict('Khung nhìn {view} đang được dựng lại', 'The view {view} is being rebuilt'),
} as const satisfies Record<string, Refusal>;

export type RefusalCode = keyof typeof refusals;
