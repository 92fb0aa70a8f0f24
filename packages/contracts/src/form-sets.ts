import type { PaperForm } from './papers.ts';
import type { FormSet, Law } from './rule-set.ts';
import type { Words } from './scalars.ts';

/** A paper as the law has it. */
export interface NamedForm {
  /** Absent for papers that are used beside the circular's own. */
  readonly number?: string;
  readonly title: Words;
}

/** What 61 Đ19.6 and QĐ 45/2016 ask for, in no circular's form. */
const besides: Readonly<Partial<Record<PaperForm | 'register', Words>>> = {
  'transfer-slip': { vi: 'Phiếu chuyển xử lý hồ sơ', en: 'Transfer slip' },
  'handover-minutes': { vi: 'Biên bản giao nhận hồ sơ', en: 'Handover minutes' },
  waybill: { vi: 'Phiếu gửi hồ sơ', en: 'Waybill' },
};

/** How a circular is cited on its forms. */
export const formSetNames: Readonly<Record<FormSet, string>> = {
  'tt01-2018': 'Thông tư số 01/2018/TT-VPCP',
  'tt03-2025': 'Thông tư số 03/2025/TT-VPCP',
};

/** A form as the law's set has it; nothing where it has none such: then there is no such paper. */
export function formIn({ list }: Law['forms']['value'], form: PaperForm | 'register'): NamedForm | undefined {
  const found = list.find(({ kind }) => kind === form);
  if (found) return { number: found.number, title: found.name };
  const title = besides[form];
  return title && { title };
}
