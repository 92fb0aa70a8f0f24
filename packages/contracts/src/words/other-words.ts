import { LogOpened } from '@hoso/event-sourcing';
import { ActivityRecorded } from '../imported.ts';
import { CarriageTermsPublished } from '../carriage-terms.ts';
import { StatementReconciled } from '../carrier-statements.ts';
import { carrierEventTypes } from '../carriers.ts';
import { NumberAllocated } from '../numbers.ts';
import { itemEventTypes } from '../item-ranges.ts';
import { ClockMoved } from '../log-clock.ts';
import { CalendarPublished, ProcedurePublished, RuleSetPublished, unitEventTypes } from '../registry.ts';
import { type DestructionGround, PersonalDataDestroyed } from '../seal.ts';
import { localTime, type Said, type WordingsOf, wording } from './wording.ts';

export const otherEventTypes = [
  LogOpened,
  ClockMoved,
  NumberAllocated,
  ProcedurePublished,
  ...unitEventTypes,
  CalendarPublished,
  RuleSetPublished,
  ActivityRecorded,
  PersonalDataDestroyed,
  CarriageTermsPublished,
  ...itemEventTypes,
  ...carrierEventTypes,
  StatementReconciled,
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
  OfficerAppointed: wording('Bổ nhiệm, phân công', 'Officer appointed', ({ unit, officer: { id, role, from } }) => [
    `${unit}: ${id}, vai trò ${role}, từ ${from}`,
    `${unit}: ${id}, role ${role}, from ${from}`,
  ]),
  OfficerRelieved: wording('Thôi nhiệm vụ', 'Officer relieved', ({ unit, officer, role, to }) => [
    `${unit}: ${officer}, vai trò ${role}, đến hết ${to}`,
    `${unit}: ${officer}, role ${role}, to ${to}`,
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
  CarriageTermsPublished: wording('Công bố thời gian vận chuyển', 'Terms of carriage published', (data) => [
    `Phiên bản ${data.version}, hiệu lực từ ${data.effectiveFrom}`,
    `Version ${data.version}, in force from ${data.effectiveFrom}`,
  ]),
  StatementReconciled: wording('Đối soát bảng kê', 'Statement reconciled', ({ carrier, from, to, agreed, rows }) => [
    `${carrier}, ${from} đến ${to}: ${agreed} trên ${rows} dòng khớp`,
    `${carrier}, ${from} to ${to}: ${agreed} of ${rows} lines agree`,
  ]),
  CarrierRegistered: wording('Đăng ký đơn vị vận chuyển', 'Carrier registered', ({ id, name }) => [
    `${id}: ${name.vi}`,
    `${id}: ${name.en}`,
  ]),
  CarrierKeyIssued: wording('Cấp khóa ký', 'Signing key issued', ({ carrier, key }) => [
    `Khóa số ${key} của ${carrier}`,
    `Key ${key} of ${carrier}`,
  ]),
  CarrierKeyRetired: wording('Hủy khóa ký', 'Signing key retired', ({ carrier, key }) => [
    `Khóa số ${key} của ${carrier}`,
    `Key ${key} of ${carrier}`,
  ]),
  ItemRangeGranted: wording('Cấp dải số hiệu bưu gửi', 'Range of numbers granted', ({ unit, service, from, to }) => [
    `${unit}: ${service} ${from} đến ${to}`,
    `${unit}: ${service} ${from} to ${to}`,
  ]),
  ItemNumberDrawn: wording('Cấp số hiệu bưu gửi', 'Item number drawn', ({ item, unit }) => [
    `${item} của ${unit}`,
    `${item} of ${unit}`,
  ]),
  ItemNumberUsed: wording('Dùng số hiệu bưu gửi', 'Item number used', ({ item, post }) => [
    `${item}, ${post} chuyển`,
    `${item}, carried by ${post}`,
  ]),
};
