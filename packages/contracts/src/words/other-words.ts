import { LogOpened } from '@hoso/event-sourcing';
import { ActivityRecorded } from '../imported.ts';
import { NumberAllocated } from '../intake.ts';
import { ClockMoved } from '../log-clock.ts';
import { CalendarPublished, ProcedurePublished, RuleSetPublished, unitEventTypes } from '../registry.ts';
import { localTime, type WordingsOf, wording } from './wording.ts';

export const otherEventTypes = [
  LogOpened,
  ClockMoved,
  NumberAllocated,
  ProcedurePublished,
  ...unitEventTypes,
  CalendarPublished,
  RuleSetPublished,
  ActivityRecorded,
] as const;

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
  ActivityRecorded: wording('Hoạt động được ghi', 'Activity recorded', ({ activity, resource }) => [
    resource === undefined ? activity : `${activity} (${resource})`,
    resource === undefined ? activity : `${activity} (${resource})`,
  ]),
};
