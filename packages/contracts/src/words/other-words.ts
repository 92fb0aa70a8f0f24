import { LogOpened } from '@hoso/event-sourcing';
import { ActivityRecorded } from '../imported.ts';
import { NumberAllocated } from '../intake.ts';
import { ClockMoved } from '../log-clock.ts';
import { CalendarPublished, ProcedurePublished, RuleSetPublished, UnitRegistered } from '../registry.ts';
import { type DestructionGround, PersonalDataDestroyed } from '../seal.ts';
import { localTime, type Said, type WordingsOf, wording } from './wording.ts';

export const otherEventTypes = [
  LogOpened,
  ClockMoved,
  NumberAllocated,
  ProcedurePublished,
  UnitRegistered,
  CalendarPublished,
  RuleSetPublished,
  ActivityRecorded,
  PersonalDataDestroyed,
] as const;

const grounds: Readonly<Record<DestructionGround, Said>> = {
  'retention-ended': ['Hết thời hạn lưu giữ', 'The retention period has ended'],
  'no-longer-needed': ['Không còn cần cho mục đích xử lý', 'No longer needed for its purpose'],
  'asked-by-the-person': ['Theo yêu cầu của chủ thể dữ liệu', 'Asked for by the person'],
  'processed-unlawfully': ['Dữ liệu được xử lý trái pháp luật', 'It was processed unlawfully'],
  'law-requires': ['Theo quy định của pháp luật', 'The law requires it'],
};

/** The words of what happens beside dossiers, and of records that came from elsewhere. */
export const otherWords: WordingsOf<(typeof otherEventTypes)[number]> = {
  LogOpened: wording('Mở nhật ký', 'Log opened', ({ kind }) => [`Loại ${kind}`, `Kind ${kind}`]),
  ClockMoved: wording('Đặt đồng hồ của nhật ký', "The log's clock set", ({ to }) => [
    `Đến ${localTime(to)}`,
    `To ${localTime(to)}`,
  ]),
  NumberAllocated: wording('Cấp số hồ sơ', 'Number allocated', ({ code }) => [`Mã ${code}`, `Code ${code}`]),
  ProcedurePublished: wording('Công bố thủ tục', 'Procedure published', ({ code, version, effectiveFrom }) => [
    `${code}, phiên bản ${version}, hiệu lực từ ${effectiveFrom}`,
    `${code}, version ${version}, in force from ${effectiveFrom}`,
  ]),
  UnitRegistered: wording('Đăng ký đơn vị', 'Unit registered', ({ id, name }) => [
    `${id}: ${name.vi}`,
    `${id}: ${name.en}`,
  ]),
  CalendarPublished: wording('Công bố lịch làm việc', 'Calendar published', ({ id, version }) => [
    `${id}, phiên bản ${version}`,
    `${id}, version ${version}`,
  ]),
  RuleSetPublished: wording('Công bố bộ quy định', 'Rule set published', ({ id, version, effectiveFrom }) => [
    `${id}, phiên bản ${version}, hiệu lực từ ${effectiveFrom}`,
    `${id}, version ${version}, in force from ${effectiveFrom}`,
  ]),
  PersonalDataDestroyed: wording('Hủy khóa dữ liệu cá nhân', 'Personal data destroyed', ({ ground, decisionNo }) => [
    `${grounds[ground][0]}, theo quyết định ${decisionNo}`,
    `${grounds[ground][1]}, by decision ${decisionNo}`,
  ]),
  ActivityRecorded: wording('Hoạt động được ghi', 'Activity recorded', ({ activity, resource }) => [
    resource === undefined ? activity : `${activity} (${resource})`,
    resource === undefined ? activity : `${activity} (${resource})`,
  ]),
};
