import type { inspectionEventTypes } from '../inspection-events.ts';
import type { CheckVerdict, FollowUpOutcome, InspectionKind, ReplyStance, SampleMethod } from '../inspection-words.ts';
import { localTime, type Said, type WordingsOf, wording } from './wording.ts';

export const inspectionKindWords: Readonly<Record<InspectionKind, Said>> = {
  announced: ['Kiểm tra theo kế hoạch', 'Announced inspection'],
  unannounced: ['Kiểm tra đột xuất', 'Unannounced inspection'],
};
export const sampleMethodWords: Readonly<Record<SampleMethod, Said>> = {
  simple: ['ngẫu nhiên đơn giản', 'simple random'],
  stratified: ['phân tầng', 'stratified'],
  'by-risk': ['theo rủi ro', 'by risk'],
};
export const checkVerdictWords: Readonly<Record<CheckVerdict, Said>> = {
  kept: ['tuân thủ', 'kept'],
  broken: ['vi phạm', 'broken'],
  'not-applicable': ['không áp dụng', 'not applicable'],
};
export const replyStanceWords: Readonly<Record<ReplyStance, Said>> = {
  accepts: ['thừa nhận', 'accepts'],
  'accepts-partly': ['thừa nhận một phần', 'accepts partly'],
  disputes: ['không thừa nhận', 'disputes'],
};
export const followUpWords: Readonly<Record<FollowUpOutcome, Said>> = {
  done: ['đã khắc phục', 'done'],
  'partly-done': ['khắc phục một phần', 'partly done'],
  'not-done': ['chưa khắc phục', 'not done'],
};

/** The words of an inspection's events. Nothing that people wrote is in them. */
export const inspectionEventWords: WordingsOf<(typeof inspectionEventTypes)[number]> = {
  InspectionOpened: wording('Mở cuộc kiểm tra', 'Inspection opened', ({ kind, self, conductedBy, from, to }) => [
    `${self ? 'Tự kiểm tra' : inspectionKindWords[kind][0]}, ${conductedBy}, từ ${from} đến ${to}`,
    `${self ? 'Self-inspection' : inspectionKindWords[kind][1]}, ${conductedBy}, ${from} to ${to}`,
  ]),
  InspectionAnnounced: wording('Công bố cuộc kiểm tra', 'Inspection announced', () => [
    'Đơn vị được kiểm tra biết từ đây',
    'The inspected units know of it from here on',
  ]),
  SampleDrawn: wording('Rút mẫu hồ sơ', 'Sample drawn', ({ method, drawn, population, upTo }) => [
    `${drawn.length} trong ${population} hồ sơ, ${sampleMethodWords[method][0]}, đến sự kiện ${upTo}`,
    `${drawn.length} of ${population} dossiers, ${sampleMethodWords[method][1]}, up to event ${upTo}`,
  ]),
  ChecklistAnswered: wording('Trả lời mục kiểm tra', 'Checklist answered', ({ item, verdict }) => [
    `Mục ${item}: ${checkVerdictWords[verdict][0]}`,
    `Item ${item}: ${checkVerdictWords[verdict][1]}`,
  ]),
  InspectionFindingRecorded: wording(
    'Ghi phát hiện của đoàn',
    'Finding of the inspection recorded',
    ({ finding, unit, positions }) => [
      `Phát hiện ${finding}, ${unit}, sự kiện ${positions.join(', ') || '–'}`,
      `Finding ${finding}, ${unit}, events ${positions.join(', ') || '–'}`,
    ],
  ),
  FindingReplied: wording('Giải trình về phát hiện', 'Finding replied to', ({ finding, stance, late }) => [
    `Phát hiện ${finding}: ${replyStanceWords[stance][0]}${late ? ', trễ hạn' : ''}`,
    `Finding ${finding}: ${replyStanceWords[stance][1]}${late ? ', late' : ''}`,
  ]),
  MeasureOrdered: wording('Yêu cầu khắc phục', 'Measure ordered', ({ measure, unit, dueAt }) => [
    `Yêu cầu ${measure}, ${unit}, hạn ${localTime(dueAt)}`,
    `Measure ${measure}, ${unit}, due ${localTime(dueAt)}`,
  ]),
  MeasureReported: wording('Báo cáo khắc phục', 'Measure reported on', ({ measure, late }) => [
    `Yêu cầu ${measure}${late ? ', trễ hạn' : ''}`,
    `Measure ${measure}${late ? ', late' : ''}`,
  ]),
  MeasureFollowedUp: wording('Theo dõi khắc phục', 'Measure followed up', ({ measure, outcome }) => [
    `Yêu cầu ${measure}: ${followUpWords[outcome][0]}`,
    `Measure ${measure}: ${followUpWords[outcome][1]}`,
  ]),
  InspectionClosed: wording('Kết luận kiểm tra', 'Inspection closed', ({ conclusion }) => [
    conclusion === undefined ? 'Không nêu kết luận' : 'Có kết luận',
    conclusion === undefined ? 'Without a conclusion' : 'With a conclusion',
  ]),
  PackMade: wording('Lập bộ chứng cứ', 'Pack made', ({ files, personal }) => [
    `${files} tệp, ${personal ? 'có' : 'không có'} dữ liệu cá nhân`,
    `${files} files, ${personal ? 'with' : 'without'} personal data`,
  ]),
};
