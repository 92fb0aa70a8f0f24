import type { PaperOf } from '@hoso/contracts';
import { applicantFields, requestField } from './applicant.ts';
import { paperHeading } from './heading.ts';
import { field, paragraph, type Sheet, space } from './sheet.ts';
import { officerText, signatures, signed } from './signatures.ts';

/** Form 03: refused at reception, or after appraisal inside the processing time (61 Đ17.1.b, Đ19.8). */
export function refusal(on: Sheet, content: PaperOf<'refusal'>): void {
  const { stage, reason, oneStop, issuer, applicant, by } = content;
  const atReception = stage === 'reception';
  paperHeading(on, content, 'TCHS');
  field(on, 'Bộ phận tiếp nhận và trả kết quả', oneStop);
  applicantFields(on, content, 'Tiếp nhận hồ sơ của', true);
  requestField(on, content);
  space(on, 0.2);
  const who = atReception ? oneStop : (issuer.at(-1) ?? oneStop);
  const what = atReception ? 'không tiếp nhận' : 'không giải quyết';
  paragraph(on, `Qua xem xét, ${who} thông báo ${what} hồ sơ này với lý do cụ thể như sau:`, { align: 'justify' });
  if (reason === undefined) field(on, 'Lý do', undefined);
  else paragraph(on, reason, { face: 'bold', align: 'justify', inset: on.size.letters });
  space(on, 0.3);
  paragraph(on, 'Xin thông báo để Ông/Bà được biết và thực hiện./.');
  signatures(on, [
    { title: 'Người nộp hồ sơ', how: signed, who: applicant?.name },
    atReception
      ? { title: 'Người tiếp nhận hồ sơ', how: signed, who: officerText(by) }
      : { title: 'Thủ trưởng cơ quan, đơn vị', how: '(Ký, ghi rõ họ tên, đóng dấu)', who: officerText(by) },
  ]);
}
