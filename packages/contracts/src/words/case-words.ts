import type { caseEventTypes } from '../case-events.ts';
import { localTime, type Said, type WordingsOf, wording } from './wording.ts';

const ways: Readonly<Record<'one-stop' | 'direct', Said>> = {
  'one-stop': ['qua Bộ phận Một cửa', 'through the one-stop unit'],
  direct: ['trực tiếp, không qua Bộ phận Một cửa', 'directly, past the one-stop unit'],
};

/** The words of an agency's case. */
export const caseWords: WordingsOf<(typeof caseEventTypes)[number]> = {
  CaseOpened: wording('Cơ quan nhận hồ sơ', 'Case opened', ({ agency, dueAt }) => [
    `${agency} giải quyết, hẹn trả ${localTime(dueAt)}`,
    `${agency} takes it on, due ${localTime(dueAt)}`,
  ]),
  CaseClosed: wording('Đóng vụ việc', 'Case closed', () => ['Vì hồ sơ đã được rút', 'Since the dossier was withdrawn']),
  OfficerAssigned: wording('Phân công', 'Officer assigned', ({ officer, from }) => [
    from === undefined ? `Giao cho ${officer}` : `Chuyển từ ${from} sang ${officer}`,
    from === undefined ? `Given to ${officer}` : `Given from ${from} to ${officer}`,
  ]),
  StepCompleted: wording('Hoàn thành bước', 'Step completed', ({ step, record }) => [
    `Bước ${step}${record === undefined ? '' : ', có biên bản'}`,
    `Step ${step}${record === undefined ? '' : ', with a record'}`,
  ]),
  Verified: wording('Thẩm tra, xác minh', 'Verified', ({ record }) => [
    record === undefined ? 'Không có biên bản' : 'Có biên bản',
    record === undefined ? 'Without a record' : 'With a record',
  ]),
  ConsultationRequested: wording('Lấy ý kiến', 'Consultation requested', ({ consultation, agency = '?', dueAt }) => [
    `Lần ${consultation}, hỏi ${agency}${dueAt === undefined ? ', không nêu hạn' : `, hạn ${localTime(dueAt)}`}`,
    `Number ${consultation}, of ${agency}${dueAt === undefined ? ', no date stated' : `, due ${localTime(dueAt)}`}`,
  ]),
  ConsultationAnswered: wording('Trả lời lấy ý kiến', 'Consultation answered', ({ consultation, document }) => [
    `Lần ${consultation}${document === undefined ? '' : ', bằng văn bản'}`,
    `Number ${consultation}${document === undefined ? '' : ', by a document'}`,
  ]),
  ConsultationLateReported: wording('Báo chậm trả lời ý kiến', 'Late consultation reported', ({ consultation }) => [
    `Lần ${consultation}: báo Trưởng Bộ phận Một cửa`,
    `Number ${consultation}: the head of the one-stop unit was told`,
  ]),
  AppraisalSupplementRequested: wording(
    'Yêu cầu bổ sung khi thẩm định',
    'Appraisal supplement requested',
    ({ via, count }) => [`Lần ${count}, ${ways[via][0]}`, `Request ${count}, ${ways[via][1]}`],
  ),
  AppraisalSupplementReceived: wording(
    'Nhận bổ sung khi thẩm định',
    'Appraisal supplement received',
    ({ restartAt }) => [
      `Đã bổ sung đủ, thời hạn tính lại từ ${localTime(restartAt)}`,
      `Complete; the term runs anew from ${localTime(restartAt)}`,
    ],
  ),
  FinancialObligationNotified: wording(
    'Thông báo nghĩa vụ tài chính',
    'Financial obligation notified',
    ({ amount, groundRef, pausesClock }) => [
      `${amount === undefined ? 'Chưa nêu số tiền' : `${amount} đồng`}${onGround(pausesClock, groundRef)[0]}`,
      `${amount === undefined ? 'No amount stated' : `${amount} đồng`}${onGround(pausesClock, groundRef)[1]}`,
    ],
  ),
  FinancialObligationFulfilled: wording(
    'Đã thực hiện nghĩa vụ tài chính',
    'Financial obligation fulfilled',
    ({ receipt }) => [
      receipt === undefined ? 'Không có biên lai' : 'Có biên lai',
      receipt === undefined ? 'Without a receipt' : 'With a receipt',
    ],
  ),
  ProcessingStopped: wording('Dừng giải quyết', 'Processing stopped', ({ groundRef, decided }) => {
    const [vi, en] = decided ? [', sau khi đã có quyết định', ', after a decision'] : ['', ''];
    return groundRef === undefined
      ? [`Không nêu căn cứ${vi}`, `No ground stated${en}`]
      : [`Căn cứ ${groundRef}${vi}`, `Ground: ${groundRef}${en}`];
  }),
  ProcessingResumed: wording('Tiếp tục giải quyết', 'Processing resumed', ({ awaits }) => waitingFor(awaits)),
  ExtensionRequested: wording('Đề nghị gia hạn', 'Extension requested', ({ slip, newDueAt }) => [
    `Phiếu ${slip}${until(newDueAt)[0]}`,
    `Slip ${slip}${until(newDueAt)[1]}`,
  ]),
  ApologyIssued: wording('Xin lỗi', 'Apology issued', ({ signedBy, newDueAt }) => [
    `${signedBy === undefined ? 'Chưa rõ người ký' : `${signedBy} ký`}${until(newDueAt)[0]}`,
    `${signedBy === undefined ? 'Signer not named' : `Signed by ${signedBy}`}${until(newDueAt)[1]}`,
  ]),
  ReAppointed: wording('Hẹn lại', 'Re-appointed', ({ newDueAt, count }) => [
    `Lần ${count}, hẹn trả ${localTime(newDueAt)}`,
    `Time ${count}, due ${localTime(newDueAt)}`,
  ]),
  ResultIssued: wording('Ban hành kết quả', 'Result issued', ({ finishedAt }) => [
    `Lúc ${localTime(finishedAt)}`,
    `On ${localTime(finishedAt)}`,
  ]),
  RefusedAfterAppraisal: wording('Từ chối giải quyết', 'Refused after appraisal', ({ reason, finishedAt }) => [
    `Lúc ${localTime(finishedAt)}${reason === undefined ? ', không nêu lý do' : ', có nêu lý do'}`,
    `On ${localTime(finishedAt)}${reason === undefined ? ', no reason stated' : ', with a reason'}`,
  ]),
  EntryCorrected: wording('Đính chính', 'Entry corrected', ({ of, entry, step }) => {
    const [vi, en] = entry === 'Verified' ? ['biên bản xác minh', 'a verification'] : [`bước ${step}`, `step ${step}`];
    return [`Mục ${of} ghi nhầm: ${vi}`, `Entry ${of} was a mistake: ${en}`];
  }),
  CaseDueChanged: wording('Hạn của vụ việc', "Case's due date", ({ dueAt }) => [
    `Theo hồ sơ, hạn ${localTime(dueAt)}`,
    `As the dossier's: ${localTime(dueAt)}`,
  ]),
  ReminderSent: wording('Nhắc hạn', 'Reminder sent', ({ of, consultation, dueAt, officer }) => {
    const [vi, en] = officer === undefined ? ['', ''] : [`, nhắc ${officer}`, `, to ${officer}`];
    return of === 'result'
      ? [`Sắp đến hạn ${localTime(dueAt)}${vi}`, `Due soon, ${localTime(dueAt)}${en}`]
      : [
          `Ý kiến lần ${consultation ?? 1} quá hạn ${localTime(dueAt)}${vi}`,
          `The answer to consultation ${consultation ?? 1} was due ${localTime(dueAt)}${en}`,
        ];
  }),
  MarkedOverdue: wording('Quá hạn', 'Overdue', ({ dueAt }) => [
    `Hết hạn ${localTime(dueAt)}, chưa có kết quả`,
    `Due ${localTime(dueAt)}, and not finished`,
  ]),
  AutoCloseProposed: wording('Đề xuất đóng hồ sơ', 'Closing proposed', ({ closableAt }) => [
    `Không bổ sung đến ${localTime(closableAt)}`,
    `Not supplemented by ${localTime(closableAt)}`,
  ]),
  AutoClosed: wording('Đóng vì không bổ sung', 'Closed unsupplemented', ({ groundRef }) => [
    groundRef === undefined ? 'Không nêu căn cứ' : `Căn cứ ${groundRef}`,
    groundRef === undefined ? 'No ground stated' : `Ground: ${groundRef}`,
  ]),
  ReturnedToOneStop: wording('Trả lại Bộ phận Một cửa', 'Returned to the one-stop unit', ({ reason }) => [
    `Không thuộc thẩm quyền${reason === undefined ? ', không nêu lý do' : ', có nêu lý do'}`,
    `Another agency's to decide${reason === undefined ? ', no reason stated' : ', with a reason'}`,
  ]),
  ResultRecalled: wording('Thu hồi kết quả', 'Result recalled', ({ reason }) => [
    reason === undefined ? 'Không nêu lý do' : 'Có nêu lý do',
    reason === undefined ? 'No reason stated' : 'With a reason',
  ]),
};

function onGround(pausesClock: boolean, groundRef: string | undefined): Said {
  if (!pausesClock) return [', thời hạn vẫn tính', ', the term runs on'];
  return groundRef === undefined
    ? [', tạm dừng thời hạn không nêu căn cứ', ', the term is paused without a ground']
    : [`, tạm dừng thời hạn theo ${groundRef}`, `, the term is paused: ${groundRef}`];
}

function waitingFor(awaits: 'supplement' | 'obligation' | undefined): Said {
  switch (awaits) {
    case 'supplement':
      return ['Vẫn chờ bổ sung hồ sơ', 'The supplement is still waited for'];
    case 'obligation':
      return ['Vẫn chờ nghĩa vụ tài chính', 'The financial obligation is still waited for'];
    default:
      return ['', ''];
  }
}

function until(newDueAt: string | undefined): Said {
  if (newDueAt === undefined) return [', không nêu ngày hẹn mới', ', no new date stated'];
  return [`, hẹn lại ${localTime(newDueAt)}`, `, new date ${localTime(newDueAt)}`];
}
