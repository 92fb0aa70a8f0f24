import type { FormSet, PaperForm } from './papers.ts';
import type { Words } from './scalars.ts';

/** A paper as a circular has it. */
export interface FormInSet {
  /** Absent for papers that are used beside the circular's own. */
  readonly number?: string;
  readonly title: Words;
}

const receipt: Words = {
  vi: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
  en: 'Receipt of the dossier with its appointment',
};
const supplementRequest: Words = { vi: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', en: 'Request for a supplement' };
const controlSlip: Words = { vi: 'Phiếu kiểm soát quá trình giải quyết hồ sơ', en: 'Process control slip' };
/** What 61 Đ19.6 and QĐ 45/2016 ask for, in no circular's form. */
const besides = {
  'transfer-slip': { title: { vi: 'Phiếu chuyển xử lý hồ sơ', en: 'Transfer slip' } },
  'handover-minutes': { title: { vi: 'Biên bản giao nhận hồ sơ', en: 'Handover minutes' } },
  waybill: { title: { vi: 'Phiếu gửi hồ sơ', en: 'Waybill' } },
} as const;

/** TT 01/2018 Đ9, and TT 03/2025 (DOMAIN §3.2). A form that a set does not have is none of its papers. */
const sets: Readonly<Record<FormSet, Readonly<Partial<Record<PaperForm, FormInSet>>>>> = {
  'tt01-2018': {
    receipt: { number: '01', title: receipt },
    'supplement-request': { number: '02', title: supplementRequest },
    refusal: {
      number: '03',
      title: { vi: 'Phiếu từ chối tiếp nhận, giải quyết hồ sơ', en: 'Refusal of the dossier' },
    },
    apology: {
      number: '04',
      title: { vi: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả', en: 'Apology and new appointment' },
    },
    'control-slip': { number: '05', title: controlSlip },
    ...besides,
  },
  'tt03-2025': {
    receipt: { number: '01', title: receipt },
    'supplement-request': { number: '02', title: supplementRequest },
    refusal: {
      number: '03',
      title: { vi: 'Phiếu từ chối tiếp nhận, giải quyết hồ sơ', en: 'Refusal of the dossier' },
    },
    apology: {
      number: '04',
      title: { vi: 'Văn bản xin lỗi và đề nghị gia hạn', en: 'Apology and request for an extension' },
    },
    'stop-notice': {
      number: '05',
      title: { vi: 'Thông báo dừng giải quyết hồ sơ', en: 'Notice that work has stopped' },
    },
    'control-slip': { number: '06', title: controlSlip },
    ...besides,
  },
};

/** The register's number in a form set. */
export const registerForms: Readonly<Record<FormSet, FormInSet>> = {
  'tt01-2018': { number: '06', title: { vi: 'Sổ theo dõi hồ sơ', en: 'Register of dossiers' } },
  'tt03-2025': { number: '07', title: { vi: 'Sổ theo dõi hồ sơ', en: 'Register of dossiers' } },
};

/** How a circular is cited on its forms. */
export const formSetNames: Readonly<Record<FormSet, string>> = {
  'tt01-2018': 'Thông tư số 01/2018/TT-VPCP',
  'tt03-2025': 'Thông tư số 03/2025/TT-VPCP',
};

/** A form as a set has it; nothing where it has none such. */
export function formIn(set: FormSet, form: PaperForm): FormInSet | undefined {
  return sets[set][form];
}
