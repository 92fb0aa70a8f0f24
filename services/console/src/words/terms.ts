import type { Words } from '@hoso/contracts';
import type { Language } from '../language.ts';

type Terms = Readonly<Record<string, Words>>;
const words = (vi: string, en: string): Words => ({ vi, en });

const statuses: Terms = {
  'not-submitted': words('Chưa nộp', 'Not submitted'),
  registered: words('Mới đăng ký', 'Registered'),
  received: words('Đã tiếp nhận', 'Received'),
  'refused-at-reception': words('Từ chối tiếp nhận', 'Refused at reception'),
  'in-process': words('Đang giải quyết', 'In process'),
  'supplement-requested': words('Chờ bổ sung', 'Supplement asked for'),
  'appraisal-supplement-requested': words('Chờ bổ sung khi thẩm định', 'Appraisal supplement asked for'),
  'financial-obligation': words('Chờ nghĩa vụ tài chính', 'Financial obligation due'),
  withdrawn: words('Đã rút', 'Withdrawn'),
  stopped: words('Dừng giải quyết', 'Processing stopped'),
  finished: words('Đã có kết quả', 'Finished'),
  returned: words('Đã trả kết quả', 'Returned'),
};

const channels: Terms = {
  counter: words('tại quầy', 'at the counter'),
  online: words('trực tuyến', 'online'),
  post: words('qua bưu chính', 'by post'),
};

const roles: Terms = {
  applicant: words('Người nộp', 'Applicant'),
  clerk: words('Công chức một cửa', 'One-stop clerk'),
  'one-stop-head': words('Trưởng bộ phận một cửa', 'Head of the one-stop unit'),
  officer: words('Công chức giải quyết', 'Processing officer'),
  head: words('Thủ trưởng cơ quan', 'Head of the agency'),
  coordinator: words('Cơ quan phối hợp', 'Coordinating agency'),
  postal: words('Nhân viên bưu chính', 'Postal employee'),
  inspector: words('Thanh tra', 'Inspector'),
  registrar: words('Người quản lý danh mục', 'Registrar'),
  operator: words('Vận hành hệ thống', 'Operator'),
  system: words('Nền tảng', 'The platform'),
};

const papers: Terms = {
  scan: words('Bản quét', 'Scan'),
  'receipt-slip': words('Giấy tiếp nhận và hẹn trả', 'Receipt slip'),
  'supplement-slip': words('Phiếu yêu cầu bổ sung', 'Supplement slip'),
  'refusal-slip': words('Phiếu từ chối', 'Refusal slip'),
  'extension-slip': words('Phiếu đề nghị gia hạn', 'Extension slip'),
  apology: words('Phiếu xin lỗi và hẹn lại', 'Apology letter'),
  'stop-notice': words('Thông báo dừng', 'Stop notice'),
  'transfer-slip': words('Phiếu chuyển', 'Transfer slip'),
  record: words('Biên bản', 'Record'),
  waybill: words('Phiếu gửi', 'Waybill'),
  'handover-minutes': words('Biên bản giao nhận', 'Handover minutes'),
  result: words('Kết quả', 'Result'),
  'fee-receipt': words('Biên lai', 'Fee receipt'),
};

const custodies: Terms = {
  accepted: words('bưu cục đã nhận', 'accepted by the post'),
  arranged: words('chờ gửi', 'to be sent'),
  sealed: words('đã niêm phong', 'sealed'),
  'handed-over': words('đã bàn giao', 'handed over'),
  'in-transit': words('đang vận chuyển', 'on its way'),
  invited: words('đã gửi giấy mời', 'invitation left'),
  delivered: words('đã phát', 'delivered'),
  returning: words('đang chuyển hoàn', 'on its way back'),
  'taken-back': words('đã nhận lại', 'taken back'),
  cancelled: words('đã hủy', 'cancelled'),
  lost: words('thất lạc', 'lost'),
};

/** What rules tell of a breach. */
const facts: Terms = {
  act: words('việc', 'act'),
  allowed: words('được phép', 'allowed'),
  because: words('vì', 'because'),
  clockDueAt: words('hạn theo đồng hồ', 'due by the clock'),
  code: words('mã', 'code'),
  count: words('lần thứ', 'number'),
  date: words('ngày', 'date'),
  doneAt: words('làm lúc', 'done'),
  dueAt: words('hẹn trả', 'appointment'),
  fault: words('lỗi', 'fault'),
  finishedAt: words('giải quyết xong', 'finished'),
  lateMs: words('trễ', 'late by'),
  lawfulDueAt: words('hạn theo luật', 'due by law'),
  missing: words('còn thiếu', 'missing'),
  most: words('nhiều nhất', 'at most'),
  originalDueAt: words('hẹn lần đầu', 'first appointment'),
  role: words('vai trò', 'role'),
  startAt: words('bắt đầu', 'began'),
  workingDays: words('ngày làm việc', 'working days'),
};

const tables = {
  status: statuses,
  channel: channels,
  role: roles,
  paper: papers,
  custody: custodies,
  fact: facts,
} as const;
export type TermKind = keyof typeof tables;

/** The word for a name of the contracts; the name itself where there is none yet. */
export function term(kind: TermKind, name: string, language: Language): string {
  return tables[kind][name]?.[language] ?? name;
}

const units: readonly (readonly [ms: number, vi: string, en: string])[] = [
  [86_400_000, 'ngày', 'd'],
  [3_600_000, 'giờ', 'h'],
  [60_000, 'phút', 'min'],
  [1_000, 'giây', 's'],
];

/** A duration in its largest unit: `3 ngày`, `3 d`. */
export function durationText(ms: number, language: Language): string {
  const [unitMs, vi, en] = units.find(([least]) => ms >= least) ?? [1_000, 'giây', 's'];
  return `${Math.floor(ms / unitMs)} ${language === 'vi' ? vi : en}`;
}
