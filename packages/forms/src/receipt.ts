import type { PaidFee, PaperOf } from '@hoso/contracts';
import { applicantFields, requestField } from './applicant.ts';
import { documentTable } from './document-table.ts';
import { paperHeading, subheading } from './heading.ts';
import { field, paragraph, type Sheet, space } from './sheet.ts';
import { officerText, signatures, signed } from './signatures.ts';
import { dateOf, longTime, returnWays, termText } from './vietnamese.ts';

/** Form 01: the receipt slip with the appointment. */
export function receipt(on: Sheet, content: PaperOf<'receipt'>): void {
  const { applicant, documents, term, receivedAt, dueAt, returnBy, returnAddress, oneStop, code } = content;
  const { fees, by } = content;
  paperHeading(on, content, 'TNHS');
  paragraph(on, '(Liên: Lưu/giao người nộp hồ sơ)', { face: 'italic', align: 'center', scale: 0.9 });
  space(on, 0.3);
  field(on, 'Bộ phận tiếp nhận và trả kết quả', oneStop);
  applicantFields(on, content, 'Tiếp nhận hồ sơ của', true);
  requestField(on, content);
  subheading(on, 'Thành phần hồ sơ nộp gồm:');
  documentTable(on, documents);
  space(on, 0.3);
  field(on, 'Số lượng hồ sơ (bộ)', undefined);
  field(on, 'Thời gian giải quyết hồ sơ theo quy định', termText(term));
  field(on, 'Thời gian nhận hồ sơ', longTime(receivedAt));
  field(on, 'Thời gian trả kết quả giải quyết hồ sơ', longTime(dueAt));
  const where =
    returnBy === 'post' ? (returnAddress ?? applicant?.address) : returnBy === 'counter' ? oneStop : undefined;
  field(on, 'Đăng ký nhận kết quả', [returnWays[returnBy], where].filter((part) => part !== undefined).join(', tại '));
  if (fees.length > 0) field(on, 'Phí, lệ phí đã nộp', fees.map(paidText).join('; '));
  field(on, 'Vào Sổ theo dõi hồ sơ, số thứ tự', code?.slice(code.indexOf('-') + 1));
  if (content.trackingSecret !== undefined) field(on, 'Mã tra cứu hồ sơ', content.trackingSecret);
  signatures(on, [
    { title: 'Người nộp hồ sơ', how: signed, who: applicant?.name },
    { title: 'Người tiếp nhận hồ sơ', how: signed, who: officerText(by) },
  ]);
}

/** `8.000 đồng (biên lai BL-0361, 15/03/2022)`. */
function paidText({ amount, at, receiptNo }: PaidFee): string {
  const receipt = receiptNo === undefined ? [] : [`biên lai ${receiptNo}`];
  return `${amount.toLocaleString('vi-VN')} đồng (${[...receipt, dateOf(at)].join(', ')})`;
}
