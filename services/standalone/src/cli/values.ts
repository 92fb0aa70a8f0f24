import { paramWords, roleWords } from '@hoso/contracts';
import type { Language } from './usage-words.ts';

/**
 * A code of the contracts as people read it, by the name of the column or member that it stands under. In English it
 * is the code itself, which is what the interface takes; so is what has no word of ours.
 */
export function valueIn(language: Language, name: string, value: string): string {
  if (language === 'en') return value;
  const words = wordsOf.get(name);
  if (!words) return value;
  const said = words[value];
  if (said !== undefined) return said;
  return name === 'status' ? paramWords(name, value, language) : value;
}

/** A yes or no. */
export function truthIn(language: Language, value: boolean): string {
  if (language === 'en') return String(value);
  return value ? 'có' : 'không';
}

type Codes = Readonly<Record<string, string>>;

/** Beside those of dossiers and of what the post carries. */
const statuses: Codes = {
  open: 'đang mở',
  answered: 'đã trả lời',
  confirmed: 'đã xác nhận',
  dismissed: 'đã bác bỏ',
  closed: 'đã kết thúc',
  'supplement-pending': 'chờ bổ sung khi thẩm định',
  'obligation-pending': 'chờ nghĩa vụ tài chính',
  departed: 'đã rời bưu cục',
  arrived: 'đã đến bưu cục',
  'out-for-delivery': 'đang đi phát',
  attempted: 'phát chưa được',
  sending: 'đang gửi',
  waiting: 'chờ gửi lại',
  letter: 'chờ gửi thư',
  sent: 'đã gửi',
  failed: 'gửi không được',
  'not-sent': 'không gửi',
};

const channels: Codes = { counter: 'tại quầy', online: 'trực tuyến', post: 'qua bưu chính', phone: 'điện thoại' };

const roles: Codes = Object.fromEntries(Object.entries(roleWords).map(([role, { vi }]) => [role, vi]));

/** Of everything that has kinds: their codes do not meet. */
const kinds: Codes = {
  citizen: 'cá nhân',
  enterprise: 'doanh nghiệp',
  'household-business': 'hộ kinh doanh',
  petition: 'phản ánh, kiến nghị',
  complaint: 'khiếu nại',
  'one-stop': 'một cửa',
  agency: 'cơ quan',
  post: 'bưu chính',
  inspectorate: 'thanh tra',
  platform: 'nền tảng',
  holiday: 'nghỉ lễ',
  compensatory: 'nghỉ bù',
  swappedRest: 'nghỉ hoán đổi',
  swappedWork: 'làm hoán đổi',
  closure: 'đóng cửa',
  changedHours: 'đổi giờ làm việc',
  general: 'chung',
  sector: 'theo ngành',
  live: 'thật',
  simulated: 'mô phỏng',
  imported: 'nhập từ ngoài',
  view: 'khung nhìn',
  policy: 'quy tắc xử lý',
  rules: 'quy tắc kiểm tra',
  receipt: 'giấy tiếp nhận',
  'supplement-request': 'yêu cầu bổ sung',
  refusal: 'từ chối',
  apology: 'xin lỗi, hẹn lại',
  'stop-notice': 'thông báo dừng',
  'control-slip': 'phiếu kiểm soát',
  register: 'sổ theo dõi',
  scan: 'bản quét',
  'receipt-slip': 'giấy tiếp nhận và hẹn trả',
  'supplement-slip': 'phiếu yêu cầu bổ sung',
  'refusal-slip': 'phiếu từ chối',
  'extension-slip': 'phiếu đề nghị gia hạn',
  'transfer-slip': 'phiếu chuyển',
  record: 'biên bản',
  waybill: 'phiếu gửi',
  'handover-minutes': 'biên bản giao nhận',
  result: 'kết quả',
  'fee-receipt': 'biên lai',
  'same-id': 'cùng mã, khác nội dung',
  'after-end': 'sau khi đã kết thúc',
  'two-ends': 'hai kết cục',
  'against-record': 'trái với sổ của ta',
};

const topics: Codes = {
  delay: 'chậm trễ',
  attitude: 'thái độ',
  'channel-refused': 'bị từ chối kênh nộp',
  'extra-papers': 'đòi thêm giấy tờ',
  fee: 'phí, lệ phí',
  other: 'khác',
  received: 'đã tiếp nhận',
  'supplement-wanted': 'cần bổ sung',
  'refused-at-reception': 'từ chối tiếp nhận',
  apology: 'xin lỗi, hẹn lại',
  're-appointed': 'hẹn lại ngày trả',
  'clock-restarted': 'tính lại thời hạn',
  obligation: 'nghĩa vụ tài chính',
  stopped: 'dừng giải quyết',
  'early-result': 'có kết quả sớm',
  'result-ready': 'đã có kết quả',
  refused: 'từ chối giải quyết',
  'sent-by-post': 'đã gửi qua bưu chính',
  'petition-answered': 'đã trả lời phản ánh, kiến nghị',
};

const outcomes: Codes = {
  issued: 'có kết quả',
  refused: 'từ chối',
  returned: 'trả lại',
  withdrawn: 'đã rút',
  upheld: 'đúng',
  'partly-upheld': 'đúng một phần',
  'not-upheld': 'không đúng',
  'under-way': 'đang đi',
  'in-time': 'đúng hạn',
  late: 'trễ',
  excused: 'được miễn',
};

const levels: Codes = { province: 'tỉnh', district: 'huyện', commune: 'xã' };
const places: Codes = { home: 'tại nhà', 'post-office': 'tại bưu cục' };
const meansOf: Codes = {
  email: 'thư điện tử',
  sms: 'tin nhắn',
  letter: 'thư',
  phone: 'điện thoại',
  visit: 'đến nhà',
  'social-network': 'mạng xã hội',
  'in-person': 'trực tiếp',
};

const wordsOf: ReadonlyMap<string, Codes> = new Map(
  Object.entries({
    status: statuses,
    role: roles,
    'in office': roles,
    kind: kinds,
    topic: topics,
    outcome: outcomes,
    verdict: outcomes,
    level: levels,
    levels,
    channel: channels,
    returnBy: channels,
    direction: { 'to-agency': 'đến một cửa', 'to-applicant': 'đến người nộp' },
    means: meansOf,
    noticeBy: meansOf,
    noticeIn: { vi: 'tiếng Việt', en: 'tiếng Anh' },
    place: places,
    deliverAt: places,
    content: {
      supplement: 'giấy tờ bổ sung',
      'refused-papers': 'giấy tờ bị từ chối',
      'supplement-slip': 'phiếu yêu cầu bổ sung',
      originals: 'bản chính',
    },
    awaits: { acceptance: 'thụ lý', answer: 'trả lời' },
    clock: { 'not-started': 'chưa chạy', running: 'đang chạy', stopped: 'đang đứng', ended: 'đã hết' },
    form: {
      original: 'bản chính',
      certified: 'bản sao chứng thực',
      copy: 'bản sao',
      electronic: 'bản điện tử',
      unstated: 'không ghi',
    },
    unit: {
      workingDays: 'ngày làm việc',
      workingHours: 'giờ làm việc',
      calendarDays: 'ngày',
      sameDay: 'trong ngày',
      unstated: 'không ghi',
    },
    boundary: { own: 'trong địa bàn', province: 'toàn tỉnh', nation: 'toàn quốc' },
    purpose: { casework: 'giải quyết hồ sơ', inspection: 'kiểm tra', 'own-dossier': 'xem hồ sơ của mình' },
    why: {
      'no-contact': 'không có cách liên hệ',
      'key-destroyed': 'dữ liệu cá nhân đã hủy',
      'too-late': 'đã quá muộn để báo',
      address: 'địa chỉ không dùng được',
      refused: 'bị từ chối',
      'too-long': 'quá dài',
      unreachable: 'không kết nối được',
      'not-admitted': 'không được phép gửi',
      'timed-out': 'hết giờ chờ',
      'answer-invalid': 'trả lời không hiểu được',
    },
    late: { day: 'quá một ngày', 'working-hours': 'quá giờ làm việc cho phép', 'out-of-order': 'ghi sai thứ tự' },
    for: { pause: 'tạm dừng tính', stop: 'dừng', 'auto-close': 'tự đóng' },
  } satisfies Record<string, Codes>),
);
