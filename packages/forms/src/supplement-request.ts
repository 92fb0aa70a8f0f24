import type { PaperOf } from '@hoso/contracts';
import { applicantFields, requestField } from './applicant.ts';
import { paperHeading, subheading } from './heading.ts';
import { field, paragraph, type Sheet, space } from './sheet.ts';
import { officerText, signatures, signed } from './signatures.ts';

/** Form 02: all that is missing, at once, with the reason (61 Đ17.1.a, Đ19.4). */
export function supplementRequest(on: Sheet, content: PaperOf<'supplement-request'>): void {
  const { items, reason, oneStop, by } = content;
  paperHeading(on, content, 'HDHS');
  applicantFields(on, content, 'Hồ sơ của', false);
  requestField(on, content);
  subheading(on, 'Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:');
  if (items.length === 0) field(on, '1', undefined);
  for (const [index, item] of items.entries()) paragraph(on, `${index + 1}. ${item}`, { inset: on.size.letters });
  field(on, 'Lý do', reason);
  space(on, 0.3);
  paragraph(
    on,
    `Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, đề nghị Ông/Bà liên hệ với ${oneStop} để được hướng dẫn./.`,
    { align: 'justify' },
  );
  signatures(on, [{ title: 'Người hướng dẫn', how: signed, who: officerText(by) }]);
}
