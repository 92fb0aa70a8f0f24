import type { Channel, ReturnBy } from '../scalars.ts';
import type { dossierEventTypes } from '../intake.ts';
import { dossierLifeWords } from './dossier-life-words.ts';
import { localTime, type Said, type WordingsOf, wording } from './wording.ts';

const channels: Readonly<Record<Channel, Said>> = {
  counter: ['trực tiếp', 'at the counter'],
  online: ['trực tuyến', 'online'],
  post: ['qua bưu chính', 'by post'],
};
const ways: Readonly<Record<ReturnBy, Said>> = channels;
const causes: Readonly<Record<'extension' | 'restart' | 'pause' | 'correction', Said>> = {
  extension: ['gia hạn', 'extension'],
  restart: ['tính lại từ đầu', 'restart'],
  pause: ['tạm dừng', 'pause'],
  correction: ['đính chính', 'correction'],
};
const outcomes: Readonly<Record<'issued' | 'refused', Said>> = {
  issued: ['Đã ban hành kết quả', 'The result was issued'],
  refused: ['Đã từ chối giải quyết', 'It was refused'],
};
const undelivered: Readonly<Record<'cancelled' | 'taken-back' | 'lost', Said>> = {
  cancelled: ['hủy gửi', 'cancelled'],
  'taken-back': ['chuyển hoàn, đã nhận lại', 'sent back and taken back'],
  lost: ['bị mất', 'lost'],
};
export const recipients: Readonly<Record<'applicant' | 'authorised-person', Said>> = {
  applicant: ['người nộp', 'the applicant'],
  'authorised-person': ['người được ủy quyền', 'an authorised person'],
};

/** The words of a dossier's own stream. */
export const dossierWords: WordingsOf<(typeof dossierEventTypes)[number]> = {
  DossierSubmitted: wording('Nộp hồ sơ', 'Dossier submitted', ({ procedure, channel, oneStop }) => [
    `Thủ tục ${procedure}, nộp ${channels[channel][0]}, tại ${oneStop}`,
    `Procedure ${procedure}, ${channels[channel][1]}, to ${oneStop}`,
  ]),
  ScanStored: wording('Lưu bản quét', 'Scan stored', ({ document, mediaType }) => [
    `Bản quét ${document} (${mediaType})`,
    `The scan of ${document} (${mediaType})`,
  ]),
  SupplementRequested: wording('Yêu cầu bổ sung', 'Supplement requested', ({ count }) => [
    `Yêu cầu bổ sung khi tiếp nhận, lần ${count}`,
    `Request ${count} at reception`,
  ]),
  SupplementReceived: wording('Nhận bổ sung', 'Supplement received', () => [
    'Giấy tờ bổ sung đã nộp tại Bộ phận Một cửa',
    'The missing papers came in at the one-stop unit',
  ]),
  DossierReceived: wording('Tiếp nhận hồ sơ', 'Dossier received', ({ code, dueAt, withoutSlip }) => [
    `Mã ${code}, hẹn trả ${localTime(dueAt)}${withoutSlip ? ', không cấp giấy tiếp nhận' : ''}`,
    `Code ${code}, due ${localTime(dueAt)}${withoutSlip ? ', no slip given' : ''}`,
  ]),
  ReceptionRefused: wording('Từ chối tiếp nhận', 'Reception refused', ({ reason, because }) => {
    const [vi, en]: Said = because === undefined ? ['Không tiếp nhận', 'Not received'] : neverSupplied;
    return [
      `${vi}, ${reason === undefined ? 'không' : 'có'} nêu lý do`,
      `${en}, ${reason === undefined ? 'no reason stated' : 'with a reason'}`,
    ];
  }),
  TransferredToAgency: wording('Chuyển cơ quan giải quyết', 'Transferred to the agency', ({ agency, oneStop }) => [
    `Từ ${oneStop} đến ${agency}`,
    `From ${oneStop} to ${agency}`,
  ]),
  DueDateChanged: wording('Đổi ngày hẹn', 'Due date changed', ({ from, to, cause, slipRef }) => [
    `Từ ${localTime(from)} sang ${localTime(to)}: ${causes[cause][0]}${slip(slipRef)[0]}`,
    `From ${localTime(from)} to ${localTime(to)}: ${causes[cause][1]}${slip(slipRef)[1]}`,
  ]),
  ClockRestarted: wording('Tính lại thời hạn', 'Clock restarted', ({ at, from, dueAt }) => [
    `Từ ${localTime(at)}, ${dueAt === undefined ? 'vẫn ' : ''}hẹn trả ${localTime(dueAt ?? from)}`,
    `From ${localTime(at)}, ${dueAt === undefined ? 'still ' : ''}due ${localTime(dueAt ?? from)}`,
  ]),
  ResultRecorded: wording('Ghi nhận kết quả', 'Result recorded', ({ outcome, finishedAt, returnBy }) => [
    `${outcomes[outcome][0]} lúc ${localTime(finishedAt)}, trả ${ways[returnBy][0]}`,
    `${outcomes[outcome][1]} on ${localTime(finishedAt)}, to be returned ${ways[returnBy][1]}`,
  ]),
  ResultReadyToReturn: wording('Kết quả chờ bưu điện', 'Result ready for the post', ({ oneStop, finishedAt }) => [
    `Tại ${oneStop}, từ ${localTime(finishedAt)}`,
    `At ${oneStop}, since ${localTime(finishedAt)}`,
  ]),
  ResultNotDelivered: wording('Bưu điện không phát được', 'Result not delivered', ({ shipment, because }) => [
    `Bưu gửi thứ ${shipment}: ${undelivered[because][0]}`,
    `Shipment ${shipment}: ${undelivered[because][1]}`,
  ]),
  ResultReturned: wording('Trả kết quả', 'Result returned', ({ by, to }) => [
    `Trả ${ways[by][0]} cho ${recipients[to][0]}`,
    `Returned ${ways[by][1]} to ${recipients[to][1]}`,
  ]),
  DossierWithdrawn: wording('Rút hồ sơ', 'Dossier withdrawn', () => [
    'Hồ sơ được rút theo yêu cầu',
    'Withdrawn on request',
  ]),
  ...dossierLifeWords,
};

const neverSupplied: Said = ['Không bổ sung, không tiếp nhận', 'Never supplied, not received'];

function slip(ref: string | undefined): Said {
  return ref === undefined ? [', không có phiếu', ', without a slip'] : [`, phiếu ${ref}`, `, slip ${ref}`];
}
