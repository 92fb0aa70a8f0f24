import type { PaperOf } from '@hoso/contracts';
import { applicantFields, erased, requestField } from './applicant.ts';
import { paperHeading } from './heading.ts';
import { field, paragraph, type Sheet, space } from './sheet.ts';
import { officerText, signatures } from './signatures.ts';

/**
 * Form 05 of TT 03/2025: work stops before there is a decision (TT 03/2025 Đ7), since the dossier was withdrawn or for
 * as long as its ground stands.
 */
export function stopNotice(on: Sheet, content: PaperOf<'stop-notice'>): void {
  const { applicant, reason, issuer, by, withdrawn } = content;
  paperHeading(on, content, 'TBD');
  paragraph(on, `Kính gửi: ${applicant?.name ?? erased}`, { face: 'bold', align: 'center', scale: 1.05 });
  space(on, 0.3);
  applicantFields(on, content, 'Người nộp hồ sơ', true);
  requestField(on, content);
  space(on, 0.2);
  const said = { align: 'justify', firstLine: 2 * on.size.letters } as const;
  paragraph(on, `${issuer.at(-1) ?? ''} thông báo dừng giải quyết hồ sơ nêu trên.`, said);
  if (withdrawn) paragraph(on, 'Người nộp hồ sơ đã rút hồ sơ.', said);
  field(on, 'Lý do', reason);
  paragraph(on, 'Xin thông báo để Ông/Bà được biết và thực hiện./.', said);
  signatures(on, [{ title: 'Thủ trưởng cơ quan, đơn vị', how: '(Ký, ghi rõ họ tên, đóng dấu)', who: officerText(by) }]);
}
