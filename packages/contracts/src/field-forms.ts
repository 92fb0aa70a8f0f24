interface InBoth {
  readonly vi: string;
  readonly en: string;
}

/**
 * What a field must look like where no general word will do, by the code that its schema brings: said by example, never
 * by a pattern.
 */
export const fieldForms = {
  TextForm: { vi: 'Có ký tự điều khiển không được phép', en: 'Holds control characters' },
  TextDirection: { vi: 'Có ký tự đổi hướng chữ không được phép', en: 'Holds a mark that turns the direction of text' },
  TextBroken: { vi: 'Có nửa ký tự (lone surrogate)', en: 'Holds half a character (a lone surrogate)' },
  InstantForm: {
    vi: 'Thời điểm UTC có thật, ví dụ 2022-03-15T02:30:00.000Z',
    en: 'An instant in UTC that exists, such as 2022-03-15T02:30:00.000Z',
  },
  HashForm: {
    vi: 'Base64 của 32 byte: 43 ký tự rồi dấu =',
    en: 'Base64 of 32 bytes: 43 characters and =',
  },
  UuidForm: {
    vi: 'UUID viết thường, ví dụ 019d2bfd-3fe0-7abc-b9d6-5e9e20d6eef7',
    en: 'A UUID in lower case, such as 019d2bfd-3fe0-7abc-b9d6-5e9e20d6eef7',
  },
  SlugForm: {
    vi: 'Chữ thường không dấu và số, nối bằng gạch ngang, ví dụ ha-long-one-stop',
    en: 'Lower-case letters and digits joined by hyphens, such as ha-long-one-stop',
  },
  PeriodForm: {
    vi: 'Ngày, tuần ISO, tháng, quý hoặc năm có thật, ví dụ 2022-03-15, 2022-W10, 2022-03, 2022Q1, 2022',
    en: 'A day, ISO week, month, quarter or year that exists, such as 2022-03-15, 2022-W10, 2022-03, 2022Q1, 2022',
  },
  FigureByForm: {
    vi: 'Tối đa ba tiêu chí, cách nhau bằng dấu phẩy, ví dụ agency,officer hoặc month',
    en: 'At most three groupings with commas between them, such as agency,officer or month',
  },
  PaperNameForm: {
    vi: 'Tên một loại giấy, ví dụ receipt, control-slip, apology-1; tệp có thêm .pdf',
    en: 'The name of a paper, such as receipt, control-slip, apology-1; a file ends with .pdf',
  },
  LetterFileForm: {
    vi: 'Mã của thông báo và .pdf, ví dụ 0190b8a2-7c00-8000-8000-000000000361.pdf',
    en: 'The id of a notification and .pdf, such as 0190b8a2-7c00-8000-8000-000000000361.pdf',
  },
  ConclusionFileForm: {
    vi: 'conclusion.vi.pdf hoặc conclusion.en.pdf',
    en: 'conclusion.vi.pdf or conclusion.en.pdf',
  },
  ScanKeyForm: {
    vi: 'Base64 của 32 byte, gồm 43 ký tự rồi dấu =',
    en: 'Base64 of 32 bytes: 43 characters and =',
  },
  ContentDigestForm: {
    vi: 'Content-Digest theo RFC 9530, ví dụ sha-256=:…:',
    en: 'A Content-Digest by RFC 9530, such as sha-256=:…:',
  },
  ProcedureCodeForm: { vi: 'Mã thủ tục, ví dụ 1.001193', en: 'A procedure code, such as 1.001193' },
  AgencyIdentifierForm: {
    vi: 'Mã định danh cơ quan, ví dụ 000.00.06.H49',
    en: 'The identifier of an agency, such as 000.00.06.H49',
  },
  CentralIdentifierForm: {
    vi: 'Mã định danh cơ quan theo thứ tự mới, ví dụ H49.006.00',
    en: 'The identifier of an agency in its newer order, such as H49.006.00',
  },
  DossierCodeForm: {
    vi: 'Mã hồ sơ, ví dụ 000.00.06.H49-220315-0361 hoặc H49.006.00-260316-010361',
    en: 'A dossier code, such as 000.00.06.H49-220315-0361 or H49.006.00-260316-010361',
  },
  Sha256Form: {
    vi: 'Mã băm SHA-256: 64 chữ số thập lục phân viết thường',
    en: 'A SHA-256 hash: 64 hexadecimal digits in lower case',
  },
  LogNameForm: {
    vi: 'Tên nhật ký: chữ thường, số và gạch ngang, bắt đầu bằng chữ, tối đa 32 ký tự, ví dụ receipt',
    en: 'The name of a log: a letter, then lower-case letters, digits and hyphens, at most 32, such as receipt',
  },
  IdNumberForm: {
    vi: 'Số giấy tờ: 6 đến 20 chữ số, chữ hoa hoặc gạch ngang, ví dụ 022180001234',
    en: 'The number of a document: 6 to 20 digits, capital letters or hyphens, such as 022180001234',
  },
  ItemNumberForm: {
    vi: 'Số hiệu bưu gửi: 2 chữ hoa, 9 chữ số có số kiểm tra đúng, mã nước, ví dụ RR123456785VN',
    en: 'The number of an item: 2 capitals, 9 digits with the right check digit, the country, such as RR123456785VN',
  },
  ItemServiceForm: { vi: 'Hai chữ hoa của UPU S10, ví dụ RR', en: 'Two capitals of UPU S10, such as RR' },
  SealNumberForm: {
    vi: 'Số niêm phong: tối đa 40 chữ không dấu, chữ số, dấu chấm, gạch, ví dụ NP-0361',
    en: 'The number of a seal: at most 40 letters without marks, digits, dots, slashes and hyphens, such as NP-0361',
  },
  StreamNameForm: {
    vi: 'Tên luồng sự kiện, ví dụ dossier-019d2bfd-3fe0-7abc-b9d6-5e9e20d6eef7',
    en: 'The name of a stream, such as dossier-019d2bfd-3fe0-7abc-b9d6-5e9e20d6eef7',
  },
  PaperNumberForm: {
    vi: 'Số của giấy: chữ hoa, chữ số, dấu chấm, gạch, không dấu cách, ví dụ BL-0361, 12/QĐ-UBND',
    en: 'The number of a paper: capitals, digits, dots, slashes and hyphens, no blanks, such as BL-0361, 12/QĐ-UBND',
  },
  CarrierEventIdForm: {
    vi: 'Mã sự kiện của đơn vị vận chuyển: tối đa 80 chữ không dấu, chữ số và . _ : -, ví dụ VNP-0361',
    en: "The carrier's id of an event: at most 80 letters without marks, digits and . _ : -, such as VNP-0361",
  },
  PhoneForm: {
    vi: 'Số điện thoại: 8 đến 16 chữ số hoặc dấu cách, ví dụ +84 912 345 678',
    en: 'A telephone number: 8 to 16 digits or blanks, such as +84 912 345 678',
  },
  MediaTypeForm: { vi: 'Kiểu tệp, ví dụ application/pdf', en: 'A media type, such as application/pdf' },
  WebAddressForm: {
    vi: 'Địa chỉ web không dấu cách, ví dụ https://dichvucong.gov.vn',
    en: 'A web address without blanks, such as https://dichvucong.gov.vn',
  },
  TimeOfDayForm: { vi: 'Giờ trong ngày từ 00:00 đến 24:00, ví dụ 07:30', en: 'A time of day, such as 07:30' },
  TimeZoneForm: { vi: 'Múi giờ, ví dụ Asia/Ho_Chi_Minh', en: 'A time zone, such as Asia/Ho_Chi_Minh' },
  TwoDigits: { vi: 'Hai chữ số, ví dụ 01', en: 'Two digits, such as 01' },
  BoundLawForm: {
    vi: 'Các phiên bản bộ quy định, ví dụ nd61-2018.3,nd297-2025.1',
    en: 'Versions of rule sets, such as nd61-2018.3,nd297-2025.1',
  },
  CursorForm: { vi: '`next` của trang trước', en: 'The `next` of the page before' },
  EntityTagForm: {
    vi: 'Phiên bản đã xem, ví dụ "3", của vụ việc "case-1-3", của bưu gửi "shipment-1-3"',
    en: 'The version that was seen, such as "3", of a case "case-1-3", of a shipment "shipment-1-3"',
  },
  WebhookSecretForm: {
    vi: 'Khóa ký bắt đầu bằng whsec_, rồi base64 của ít nhất 24 byte',
    en: 'A signing secret: whsec_, then base64 of at least 24 bytes',
  },
  CalendarKnownForm: {
    vi: 'Thời điểm UTC có thật, # và vị trí của sự kiện, ví dụ #361, hoặc final',
    en: 'An instant in UTC that exists, # and the position of an event, such as #361, or final',
  },
  MomentForm: {
    vi: 'Thời điểm UTC có thật, ví dụ 2022-03-15T02:30:00.000Z, hoặc # và vị trí của sự kiện, ví dụ #361',
    en: 'An instant in UTC that exists, such as 2022-03-15T02:30:00.000Z, or # and the position of an event, as #361',
  },
  UnitIdReserved: { vi: 'Mã này dành riêng cho địa chỉ khác', en: 'This id is the address of something else' },
  SampleSeedForm: {
    vi: 'Mầm rút mẫu: 8 đến 64 chữ không dấu, chữ số, gạch; hoặc base64 của 32 byte',
    en: 'A seed: 8 to 64 letters without marks, digits and hyphens; or base64 of 32 bytes',
  },
  RuleIdForm: { vi: 'Mã quy tắc, ví dụ V09', en: 'The id of a rule, such as V09' },
  FindingIdForm: {
    vi: 'Mã phát hiện: 32 chữ số thập lục phân viết thường',
    en: 'The id of a finding: 32 hexadecimal digits in lower case',
  },
  DecisionNumberForm: {
    vi: 'Số quyết định, ví dụ 12/QĐ-UBND',
    en: 'The number of a decision, such as 12/QĐ-UBND',
  },
  DurationForm: {
    vi: 'Khoảng thời gian ISO 8601 gồm tuần, ngày (24 giờ), giờ, phút, giây, ví dụ P5D, PT4H30M; không dùng năm, tháng',
    en: 'A duration of ISO 8601 in weeks, days (24 hours), hours, minutes, seconds, such as P5D; no years or months',
  },
  DigitsForm: { vi: 'Chữ số của một số nguyên, nhiều nhất 40', en: 'The digits of a whole number, at most 40' },
  ProfileImpossible: {
    vi: 'Tổng bình phương quá nhỏ so với tổng và số lần',
    en: 'The sum of squares is too small for this sum and count',
  },
  ProfileTwice: { vi: 'Chỉ dùng profile hoặc learnedFrom', en: 'Either profile or learnedFrom, not both' },
  RuleIdRepeated: { vi: 'Quy tắc khác đã dùng mã này', en: 'Another rule has this id' },
} as const satisfies Readonly<Record<string, InBoth>>;

export type FieldForm = keyof typeof fieldForms;

/** Names the form that a schema's check asks for. */
export function form(code: FieldForm): { readonly error: FieldForm } {
  return { error: code };
}

export function isFieldForm(code: string): code is FieldForm {
  return Object.hasOwn(fieldForms, code);
}
