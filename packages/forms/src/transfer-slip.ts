import type { PaperOf } from '@hoso/contracts';
import { applicantFields, requestField } from './applicant.ts';
import { documentTable } from './document-table.ts';
import { paperHeading, subheading } from './heading.ts';
import { field, type Sheet } from './sheet.ts';
import { officerText, signatures, signed } from './signatures.ts';
import { longTime } from './vietnamese.ts';

/** The one-stop unit hands a dossier to the agency that decides (61 Đ18). */
export function transferSlip(on: Sheet, content: PaperOf<'transfer-slip'>): void {
  const { oneStop, agency, documents, startAt, dueAt, at, by } = content;
  paperHeading(on, content, 'PCXL');
  field(on, 'Bên giao', oneStop);
  field(on, 'Bên nhận', agency);
  field(on, 'Thời gian chuyển hồ sơ', longTime(at));
  applicantFields(on, content, 'Hồ sơ của', false);
  requestField(on, content);
  field(on, 'Thời gian bắt đầu tính thời hạn', longTime(startAt));
  field(on, 'Thời hạn trả kết quả', longTime(dueAt));
  subheading(on, 'Thành phần hồ sơ bàn giao:');
  documentTable(on, documents);
  signatures(on, [
    { title: 'Bên giao', how: signed, who: officerText(by) },
    { title: 'Bên nhận', how: signed },
  ]);
}
