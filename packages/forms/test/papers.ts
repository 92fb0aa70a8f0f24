import {
  formIn,
  type FormSet,
  type Law,
  PaperContent,
  type PaperHead,
  type PaperOf,
  type RegisterRow,
} from '@hoso/contracts';

/** What the specs of forms set: one dossier of March 2022 in Hạ Long. */
export const code = '000.00.21.H49-220315-0361';
export const dossier = '0190b8a2-7c00-7000-8000-000000000361';
export const receivedAt = '2022-03-15T02:30:00.000Z';
export const dueAt = '2022-03-18T10:00:00.000Z';
export const oneStop = 'Trung tâm Hành chính công thành phố Hạ Long';
export const agency = 'Văn phòng HĐND và UBND thành phố Hạ Long';
export const post = 'Bưu điện thành phố Hạ Long';

export const applicant = {
  kind: 'citizen',
  name: 'Nguyễn Thị Hoa Phượng',
  idNumber: '022190001234',
  address: '12 Lê Lợi, phường Bạch Đằng',
  phone: '0912 345 678',
  email: 'hoa@example.vn',
} as const;

const head: Omit<PaperHead, 'paper'> = {
  formSet: 'tt01-2018',
  number: '01',
  title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
  dossier,
  code,
  procedure: { code: '1.001612', name: 'Đăng ký thành lập hộ kinh doanh' },
  place: 'Quảng Ninh',
  at: receivedAt,
  issuer: [oneStop],
  oneStop,
  applicant,
  by: 'clerk-0702',
};
const documents: PaperOf<'receipt'>['documents'] = [
  { code: 'application-form', name: 'Giấy đề nghị đăng ký', form: 'original', needed: true, scanned: true },
  { code: 'authorisation', name: 'Văn bản ủy quyền', form: 'certified', needed: false, scanned: false },
];
const carried = {
  shipment: 1,
  item: 'RR123456785VN',
  post,
  sealNo: 'S-1',
  signedBy: { postal: 'postal-0901', agency: 'clerk-0702' },
} as const;

export const receipt: PaperOf<'receipt'> = {
  form: 'receipt',
  paper: 'receipt-1',
  ...head,
  documents,
  term: { unit: 'workingDays', amount: 3 },
  receivedAt,
  dueAt,
  returnBy: 'counter',
  fees: [
    { amount: 8_000, at: receivedAt, receiptNo: 'BL-0361' },
    { amount: 20_000, at: dueAt },
  ],
  trackingSecret: '7K3QM-X9V2B',
};

const formsOfSets: Readonly<Record<FormSet, Law['forms']['value']>> = {
  'tt01-2018': {
    set: 'tt01-2018',
    list: [
      named('receipt', '01', 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả'),
      named('supplement-request', '02', 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ'),
      named('refusal', '03', 'Phiếu từ chối tiếp nhận, giải quyết hồ sơ'),
      named('apology', '04', 'Phiếu xin lỗi và hẹn lại ngày trả kết quả'),
      named('control-slip', '05', 'Phiếu kiểm soát quá trình giải quyết hồ sơ'),
    ],
  },
  'tt03-2025': {
    set: 'tt03-2025',
    list: [
      named('receipt', '01', 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả'),
      named('supplement-request', '02', 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ'),
      named('refusal', '03', 'Phiếu từ chối tiếp nhận, giải quyết hồ sơ'),
      named('apology', '04', 'Văn bản xin lỗi và đề nghị gia hạn'),
      named('stop-notice', '05', 'Thông báo dừng giải quyết hồ sơ'),
      named('control-slip', '06', 'Phiếu kiểm soát quá trình giải quyết hồ sơ'),
    ],
  },
};

function named(kind: Law['forms']['value']['list'][number]['kind'], number: string, vi: string) {
  return { kind, number, name: { vi, en: vi } };
}

/** A paper as a set has it; undefined where it has none such. */
export function inSet(formSet: FormSet, content: PaperContent): PaperContent | undefined {
  const form = formIn(formsOfSets[formSet], content.form);
  return form && PaperContent.parse({ ...content, formSet, number: form.number, title: form.title.vi });
}

/** One of each form, with what has to stand on it. */
export const papers: readonly (readonly [content: PaperContent, said: readonly string[]])[] = [
  [
    receipt,
    [
      'GIẤY TIẾP NHẬN HỒ SƠ',
      'Số: 220315-0361/TNHS',
      'Giấy đề nghị đăng ký',
      'Văn bản ủy quyền (nếu có)',
      'Bản sao chứng thực',
      '03 ngày làm việc',
      '09 giờ 30 phút, ngày 15 tháng 3 năm 2022',
      '17 giờ 00 phút, ngày 18 tháng 3 năm 2022',
      '8.000 đồng (biên lai BL-0361, 15/03/2022); 20.000 đồng (18/03/2022)',
      '7K3QM-X9V2B',
      'NGƯỜI NỘP HỒ SƠ',
      'NGƯỜI TIẾP NHẬN HỒ SƠ',
      '022190001234',
    ],
  ],
  [
    {
      form: 'supplement-request',
      paper: 'supplement-request-2',
      ...head,
      items: ['Giấy uỷ quyền', 'Hợp đồng thuê nhà'],
      reason: 'Thiếu giấy tờ',
    },
    [
      'PHIẾU YÊU CẦU BỔ SUNG',
      'Số: 220315-0361-2/HDHS',
      '1. Giấy uỷ quyền',
      '2. Hợp đồng thuê nhà',
      'Lý do: Thiếu giấy tờ',
    ],
  ],
  [
    { form: 'refusal', paper: 'refusal-1', ...head, issuer: [agency], stage: 'appraisal', reason: 'Ngành nghề bị cấm' },
    ['PHIẾU TỪ CHỐI', 'không giải quyết', 'Ngành nghề bị cấm', 'THỦ TRƯỞNG CƠ QUAN'],
  ],
  [
    { form: 'refusal', paper: 'refusal-1', ...head, stage: 'reception', reason: 'Không thuộc thẩm quyền' },
    ['không tiếp nhận', 'Không thuộc thẩm quyền', 'NGƯỜI NỘP HỒ SƠ', 'NGƯỜI TIẾP NHẬN HỒ SƠ'],
  ],
  [
    {
      form: 'apology',
      paper: 'apology-1',
      ...head,
      issuer: [agency],
      ...{ receivedAt, dueAt, reason: 'Chờ ý kiến', newDueAt: '2022-03-23T10:00:00.000Z', signedBy: 'head-0801' },
    },
    [
      'Kính gửi: Nguyễn Thị Hoa Phượng',
      'ngày 18 tháng 3 năm 2022',
      'Lý do: Chờ ý kiến',
      'ngày 23 tháng 3 năm 2022',
      'head-0801',
    ],
  ],
  [
    { form: 'stop-notice', paper: 'stop-notice-1', ...head, withdrawn: true, reason: 'Không cần nữa' },
    ['THÔNG BÁO DỪNG', 'Người nộp hồ sơ đã rút hồ sơ', 'Lý do: Không cần nữa'],
  ],
  [
    { form: 'stop-notice', paper: 'stop-notice-1', ...head, issuer: [agency], reason: 'Đất đang tranh chấp' },
    ['THÔNG BÁO DỪNG', 'thông báo dừng giải quyết hồ sơ', 'Lý do: Đất đang tranh chấp'],
  ],
  [
    {
      form: 'control-slip',
      paper: 'control-slip',
      ...head,
      agencies: [agency],
      ...{ receivedAt, dueAt },
      entries: [
        { from: oneStop, giver: 'clerk-0702', to: agency, at: '2022-03-15T03:30:00.000Z' },
        {
          from: agency,
          giver: 'head-0801',
          to: oneStop,
          at: '2022-03-17T04:30:00.000Z',
          outcome: 'early',
          note: 'Xong',
        },
      ],
    },
    ['PHIẾU KIỂM SOÁT', 'Giao: Trung tâm', '(clerk-0702)', '10:30 15/03/2022', 'Trước hạn', 'Xong'],
  ],
  [
    {
      form: 'transfer-slip',
      paper: 'transfer-slip-1',
      ...head,
      agency,
      documents,
      ...{ startAt: receivedAt, dueAt },
    },
    ['PHIẾU CHUYỂN XỬ LÝ', `Bên nhận: ${agency}`, 'BÊN GIAO', 'BÊN NHẬN'],
  ],
  [
    {
      form: 'handover-minutes',
      paper: 'handover-minutes-1',
      ...head,
      ...carried,
      ...{ minutesNo: 'BB-1', intact: true, documents: ['Giấy đề nghị'], collectedAt: receivedAt },
      originals: ['Sổ đỏ'],
    },
    [
      'BIÊN BẢN GIAO NHẬN',
      'BB-1',
      '2 Sổ đỏ Bản chính',
      'RR123456785VN',
      'Còn nguyên vẹn',
      'ĐẠI DIỆN BÊN GIAO',
      'ĐẠI DIỆN BÊN NHẬN',
    ],
  ],
  [
    {
      form: 'waybill',
      paper: 'waybill-1',
      ...head,
      ...carried,
      direction: 'to-agency',
      documents: ['Giấy đề nghị', 'Bản vẽ'],
      originals: ['Giấy đề nghị'],
    },
    [
      'PHIẾU GỬI HỒ SƠ',
      '1 Giấy đề nghị Bản chính 2 Bản vẽ',
      'RR123456785VN',
      'Người gửi: Nguyễn Thị Hoa Phượng',
      'S-1',
      'NHÂN VIÊN BƯU CHÍNH',
    ],
  ],
  [
    {
      ...{ form: 'waybill', paper: 'waybill-2', ...head, ...carried, direction: 'to-applicant' },
      ...{ documents: [], counted: 2, originals: ['Sổ đỏ', 'Hộ chiếu'] },
    },
    [
      'Người nhận: Nguyễn Thị Hoa Phượng',
      'Số lượng giấy tờ: 02',
      'Bản chính gửi trả kèm: Sổ đỏ; Hộ chiếu',
      'ĐẠI DIỆN BÊN GIAO',
    ],
  ],
];

export function rowOf(number: number): RegisterRow {
  return {
    code: `000.00.21.H49-220315-${String(number).padStart(4, '0')}`,
    procedure: head.procedure.name,
    applicant: { name: `Người nộp số ${number}`, address: '12 Lê Lợi', phone: '0912345678' },
    agency,
    receivedAt,
    dueAt,
    returnBy: 'post',
  };
}
