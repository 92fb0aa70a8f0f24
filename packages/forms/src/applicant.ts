import type { PaperContent } from '@hoso/contracts';
import { field, type Sheet } from './sheet.ts';

/** Stands for a person whose data was erased, or is not open to the reader. */
export const erased = '(dữ liệu cá nhân không mở được)';

/** Whose dossier it is, and where he is found. */
export function applicantFields(on: Sheet, { applicant }: PaperContent, label: string, withId: boolean): void {
  field(on, label, applicant?.name ?? erased);
  if (withId) field(on, 'Số CCCD/hộ chiếu/mã số doanh nghiệp', applicant?.idNumber);
  field(on, 'Địa chỉ', applicant?.address);
  contact(on, applicant?.phone, applicant?.email);
}

/** Telephone and e-mail share a line. */
function contact(on: Sheet, phone: string | undefined, email: string | undefined): void {
  if (phone === undefined || email === undefined) {
    field(on, 'Số điện thoại', phone);
    field(on, 'Email', email);
    return;
  }
  field(on, 'Số điện thoại', `${phone}     Email: ${email}`);
}

/** What the applicant asks for. */
export function requestField(on: Sheet, { procedure }: PaperContent): void {
  field(on, 'Nội dung yêu cầu giải quyết', `${procedure.name} (mã thủ tục ${procedure.code})`);
}
