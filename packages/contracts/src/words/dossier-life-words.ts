import type { CorrectableEntry } from '../dossier-corrections.ts';
import type { lifeTypes } from '../dossier-life.ts';
import type { NoticeMeans } from '../dossier-notices.ts';
import type { PauseCause } from '../dossier-pauses.ts';
import { localTime, type Said, type WordingsOf, wording } from './wording.ts';

const causes: Readonly<Record<PauseCause | 'supplement', Said>> = {
  'financial-obligation': ['chờ thực hiện nghĩa vụ tài chính', 'a financial obligation'],
  stop: ['dừng giải quyết', 'processing is stopped'],
  supplement: ['chờ bổ sung hồ sơ', 'a supplement is waited for'],
};
const times: Readonly<Record<'reception' | 'supplement' | 'return', Said>> = {
  reception: ['khi tiếp nhận', 'at reception'],
  supplement: ['khi bổ sung', 'with the supplement'],
  return: ['khi trả kết quả', 'with the result'],
};
const means: Readonly<Record<'cash' | 'transfer' | 'online', Said>> = {
  cash: ['tiền mặt', 'in cash'],
  transfer: ['chuyển khoản', 'by transfer'],
  online: ['trực tuyến', 'online'],
};

const notices: Readonly<Record<NoticeMeans, Said>> = {
  sms: ['tin nhắn', 'by text message'],
  email: ['thư điện tử', 'by e-mail'],
  phone: ['điện thoại', 'by telephone'],
  'social-network': ['mạng xã hội', 'by a social network'],
  letter: ['thư', 'by letter'],
  'in-person': ['trực tiếp', 'in person'],
};
type Exemption = 'submitted-electronically' | 'shown-only' | 'opinion-or-verification' | 'secret';
const exemptions: Readonly<Record<Exemption, Said>> = {
  'submitted-electronically': ['đã nộp bản điện tử', 'submitted electronically'],
  'shown-only': ['chỉ xuất trình để đối chiếu', 'only shown'],
  'opinion-or-verification': ['văn bản lấy ý kiến, xác minh', 'an opinion or a verification'],
  secret: ['tài liệu mật', 'a secret document'],
};

const parts: Readonly<Record<'issued' | 'refused' | 'returned' | 'recalled', Said>> = {
  issued: ['đã có kết quả', 'it has a result'],
  refused: ['từ chối', 'it was refused'],
  returned: ['trả lại', 'it was given back'],
  recalled: ['thu hồi kết quả', 'its result was recalled'],
};

const entries: Readonly<Record<CorrectableEntry, Said>> = {
  ScanStored: ['bản quét', 'a scan'],
  ScanExempted: ['miễn số hóa', 'an exemption from scanning'],
  OriginalsTaken: ['giữ bản chính', 'originals taken'],
  OriginalsReturned: ['trả bản chính', 'originals returned'],
  FeeCharged: ['thông báo phí, lệ phí', 'a fee charged'],
  FeePaid: ['nộp phí, lệ phí', 'a fee paid'],
  FeeReceiptIssued: ['biên lai', 'a receipt'],
  EarlyResultNotified: ['báo có kết quả trước hạn', 'a notice of an early result'],
  ReAppointmentNotified: ['báo ngày hẹn mới', 'a notice of a new date'],
  ResultNotified: ['báo đã có kết quả', 'a notice of the result'],
  SupplementRequested: ['yêu cầu bổ sung', 'a request for a supplement'],
  SupplementReceived: ['nhận bổ sung', 'a supplement received'],
  ReceptionRefused: ['từ chối tiếp nhận', 'a refusal at reception'],
  DueDateChanged: ['đổi ngày hẹn', 'a due date changed'],
  ResultReturned: ['trả kết quả', 'a result returned'],
  DossierWithdrawn: ['rút hồ sơ', 'a withdrawal'],
};

/** The words of what befalls a dossier beside its way from submission to return. */
export const dossierLifeWords: WordingsOf<(typeof lifeTypes)[number]> = {
  DossierShared: wording('Chuyển cơ quan phối hợp', 'Shared with a further agency', ({ agency, dueAt }) => [
    `${agency} giải quyết phần việc của mình, hạn ${localTime(dueAt)}`,
    `${agency} does its part, due ${localTime(dueAt)}`,
  ]),
  PartRecorded: wording('Kết quả phần phối hợp', 'A part was recorded', ({ case: number, outcome }) => [
    `Vụ việc ${number}: ${parts[outcome][0]}`,
    `Case ${number}: ${parts[outcome][1]}`,
  ]),
  DossierTakenBack: wording('Nhận lại hồ sơ', 'Dossier taken back', () => [
    'Cơ quan trả lại vì không đúng thẩm quyền',
    "It was another agency's to decide",
  ]),
  ResultTakenBack: wording('Kết quả được thu hồi', 'Result taken back', () => [
    'Cơ quan thu hồi kết quả, hồ sơ lại đang được giải quyết',
    'The agency recalled its result: the dossier is in process again',
  ]),
  Paused: wording('Tạm dừng thời hạn', 'Clock paused', ({ cause, at, groundRef }) => [
    `Từ ${localTime(at)}: ${causes[cause][0]}${groundRef === undefined ? ', không nêu căn cứ' : `, ${groundRef}`}`,
    `From ${localTime(at)}: ${causes[cause][1]}${groundRef === undefined ? ', no ground stated' : `, ${groundRef}`}`,
  ]),
  Resumed: wording('Tiếp tục tính thời hạn', 'Clock resumed', ({ at, awaits, due }) => {
    if (awaits !== undefined) return [`Vẫn dừng: ${causes[awaits][0]}`, `It still stands: ${causes[awaits][1]}`];
    if (due === undefined) return [`Từ ${localTime(at)}`, `From ${localTime(at)}`];
    return [
      `Từ ${localTime(at)}, hẹn trả ${localTime(due.dueAt)}`,
      `From ${localTime(at)}, due ${localTime(due.dueAt)}`,
    ];
  }),
  OriginalsTaken: wording('Giữ bản chính', 'Originals taken', ({ documents }) => [
    `Giữ bản chính: ${documents.join(', ')}`,
    `Originals kept: ${documents.join(', ')}`,
  ]),
  OriginalsReturned: wording('Trả bản chính', 'Originals returned', ({ documents }) => [
    `Đã trả bản chính: ${documents.join(', ')}`,
    `Originals given back: ${documents.join(', ')}`,
  ]),
  FeeCharged: wording('Thông báo phí, lệ phí', 'Fee charged', ({ amount, payableAt, published }) => [
    `${amount} đồng, nộp ${times[payableAt][0]}${published === undefined ? '' : `; mức công bố ${published}`}`,
    `${amount} đồng, payable ${times[payableAt][1]}${published === undefined ? '' : `; published: ${published}`}`,
  ]),
  FeePaid: wording('Nộp phí, lệ phí', 'Fee paid', ({ payment, amount, means: by }) => [
    `Lần ${payment}: ${amount} đồng, ${means[by][0]}`,
    `Payment ${payment}: ${amount} đồng, ${means[by][1]}`,
  ]),
  FeeReceiptIssued: wording('Cấp biên lai', 'Fee receipt issued', ({ payment, receiptNo }) => [
    `Biên lai ${receiptNo} cho lần nộp ${payment}`,
    `Receipt ${receiptNo} for payment ${payment}`,
  ]),
  EarlyResultNotified: wording('Báo có kết quả trước hạn', 'Early result notified', ({ means: by, dueAt }) => [
    `${notices[by][0]}, trước ngày hẹn ${localTime(dueAt)}`,
    `${notices[by][1]}, before ${localTime(dueAt)}`,
  ]),
  ReAppointmentNotified: wording('Báo ngày hẹn mới', 'Re-appointment notified', ({ means: by, dueAt }) => [
    `${notices[by][0]}: hẹn trả ${localTime(dueAt)}`,
    `${notices[by][1]}: due ${localTime(dueAt)}`,
  ]),
  ResultNotified: wording('Báo đã có kết quả', 'Result notified', ({ means: by, finishedAt }) => [
    `${notices[by][0]}: có kết quả từ ${localTime(finishedAt)}`,
    `${notices[by][1]}: finished on ${localTime(finishedAt)}`,
  ]),
  ResolvedAtOnce: wording('Giải quyết ngay', 'Resolved at once', ({ finishedAt }) => [
    `Lúc ${localTime(finishedAt)}`,
    `On ${localTime(finishedAt)}`,
  ]),
  ScanExempted: wording('Miễn số hóa', 'Exempted from scanning', ({ document, because }) => [
    `${document}: ${exemptions[because][0]}`,
    `${document}: ${exemptions[because][1]}`,
  ]),
  Corrected: wording('Đính chính', 'Corrected', ({ of, entry }) => [
    `Bút toán thứ ${of} (${entries[entry][0]}) ghi nhầm, không còn giá trị`,
    `Entry ${of} (${entries[entry][1]}) was written by mistake and counts no more`,
  ]),
};
