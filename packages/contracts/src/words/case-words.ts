import type { caseEventTypes } from '../processing.ts';
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
  OfficerAssigned: wording('Phân công', 'Officer assigned', ({ officer }) => [
    `Giao cho ${officer}`,
    `Given to ${officer}`,
  ]),
  StepCompleted: wording('Hoàn thành bước', 'Step completed', ({ step, record }) => [
    record === undefined ? `Bước ${step}` : `Bước ${step} (${record})`,
    record === undefined ? `Step ${step}` : `Step ${step} (${record})`,
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
  ResultIssued: wording('Ban hành kết quả', 'Result issued', ({ document, finishedAt }) => [
    `${document}, lúc ${localTime(finishedAt)}`,
    `${document}, on ${localTime(finishedAt)}`,
  ]),
  RefusedAfterAppraisal: wording('Từ chối giải quyết', 'Refused after appraisal', ({ reason, finishedAt }) => [
    `Lúc ${localTime(finishedAt)}${reason === undefined ? ', không nêu lý do' : ', có nêu lý do'}`,
    `On ${localTime(finishedAt)}${reason === undefined ? ', no reason stated' : ', with a reason'}`,
  ]),
};

function until(newDueAt: string | undefined): Said {
  if (newDueAt === undefined) return [', không nêu ngày hẹn mới', ', no new date stated'];
  return [`, hẹn lại ${localTime(newDueAt)}`, `, new date ${localTime(newDueAt)}`];
}
