import type { PaperOf } from '@hoso/contracts';
import { applicantFields, requestField } from './applicant.ts';
import { paperHeading, subheading } from './heading.ts';
import { field, paragraph, type Sheet, space } from './sheet.ts';
import { officerText, signatures, signed } from './signatures.ts';
import { table } from './table.ts';
import { documentForms, longTime } from './vietnamese.ts';

/** The post hands over what it collected; its signing is the legal time of submission (QĐ 45/2016 Đ7.4). */
export function handoverMinutes(on: Sheet, content: PaperOf<'handover-minutes'>): void {
  const { post, oneStop, item, minutesNo, sealNo, intact, collectedAt, at, signedBy, supplement } = content;
  paperHeading(on, content, 'BBGN');
  field(on, 'Số biên bản', minutesNo);
  paragraph(on, `Hôm nay, ${longTime(at)}, hai bên lập biên bản giao nhận hồ sơ thủ tục hành chính:`, {
    align: 'justify',
  });
  field(on, 'Bên giao (bưu chính)', post);
  field(on, 'Bên nhận (Bộ phận tiếp nhận và trả kết quả)', oneStop);
  field(on, 'Số hiệu phiếu gửi', item);
  field(on, 'Thời gian nhận hồ sơ từ người nộp', longTime(collectedAt));
  applicantFields(on, content, 'Hồ sơ của', false);
  requestField(on, content);
  field(on, 'Số niêm phong', sealNo);
  field(
    on,
    'Tình trạng niêm phong',
    intact === undefined ? undefined : intact ? 'Còn nguyên vẹn' : 'Không còn nguyên vẹn',
  );
  subheading(on, 'Giấy tờ trong gói hồ sơ:');
  paperTable(on, content);
  space(on, 0.3);
  paragraph(
    on,
    `Thời điểm ký biên bản này là thời điểm ${supplement ? 'nộp giấy tờ bổ sung' : 'nộp hồ sơ'} ` +
      '(Quyết định số 45/2016/QĐ-TTg, Điều 7 khoản 4). ' +
      'Biên bản lập thành 02 bản, mỗi bên giữ 01 bản./.',
    { face: 'italic', scale: 0.9, align: 'justify' },
  );
  signatures(on, [
    { title: 'Đại diện bên giao', how: signed, who: officerText(signedBy.postal) },
    { title: 'Đại diện bên nhận', how: signed, who: officerText(signedBy.agency) },
  ]);
}

/** What lies in a packet, and which of it is an original. */
export function paperTable(
  on: Sheet,
  { documents, originals = [] }: Pick<PaperOf<'handover-minutes' | 'waybill'>, 'documents' | 'originals'>,
): void {
  const rows = table(on, [
    { title: 'STT', share: 1, align: 'center' },
    { title: 'Tên giấy tờ', share: 9 },
    { title: 'Ghi chú', share: 2 },
  ]);
  const names = [...new Set([...documents, ...originals])];
  const noteOn = (name: string): string => (originals.includes(name) ? documentForms.original : '');
  for (const [index, name] of names.entries()) rows.row([String(index + 1), name, noteOn(name)]);
  if (names.length === 0) rows.row(['', '', '']);
}
