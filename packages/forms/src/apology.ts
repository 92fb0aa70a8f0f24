import type { PaperOf } from '@hoso/contracts';
import { applicantFields, erased } from './applicant.ts';
import { paperHeading } from './heading.ts';
import { field, paragraph, type Sheet, space } from './sheet.ts';
import { officerText, signatures } from './signatures.ts';
import { longDate, longTime } from './vietnamese.ts';

/** Form 04: signed by the head, with the reason and the new date (61 Đ19.9). */
export function apology(on: Sheet, content: PaperOf<'apology'>): void {
  const { applicant, code, procedure, receivedAt, dueAt, reason, newDueAt, issuer, signedBy, formSet } = content;
  const agency = issuer.at(-1) ?? '';
  const asksForMore = formSet === 'tt03-2025';
  paperHeading(on, content, asksForMore ? 'XLGH' : 'PXL');
  paragraph(on, `Kính gửi: ${applicant?.name ?? erased}`, { face: 'bold', align: 'center', scale: 1.05 });
  space(on, 0.3);
  applicantFields(on, content, 'Người nộp hồ sơ', false);
  space(on, 0.2);
  const said = { align: 'justify', firstLine: 2 * on.size.letters } as const;
  paragraph(
    on,
    `${capital(longDate(receivedAt))}, ${agency} tiếp nhận giải quyết hồ sơ của Ông/Bà về thủ tục ` +
      `"${procedure.name}" (mã thủ tục ${procedure.code}); mã số hồ sơ: ${code ?? '…………'}.`,
    said,
  );
  field(on, 'Thời hạn hẹn trả kết quả', longTime(dueAt));
  paragraph(
    on,
    `Tuy nhiên đến nay, ${agency} chưa trả kết quả giải quyết hồ sơ của Ông/Bà đúng thời hạn ghi trên ` +
      'Giấy tiếp nhận hồ sơ và hẹn trả kết quả.',
    said,
  );
  field(on, 'Lý do', reason);
  paragraph(
    on,
    `Sự chậm trễ này đã gây phiền hà, tốn kém thời gian, công sức của Ông/Bà. ${agency} xin lỗi Ông/Bà và ` +
      (asksForMore ? 'đề nghị được gia hạn thời gian giải quyết hồ sơ.' : 'hẹn lại thời gian trả kết quả.'),
    said,
  );
  field(on, asksForMore ? 'Thời hạn trả kết quả mới' : 'Thời gian trả kết quả hẹn lại', newDueAt && longTime(newDueAt));
  paragraph(on, 'Mong nhận được sự thông cảm của Ông/Bà vì sự chậm trễ này./.', said);
  signatures(on, [
    { title: 'Thủ trưởng cơ quan, đơn vị', how: '(Ký, ghi rõ họ tên, đóng dấu)', who: officerText(signedBy) },
  ]);
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}
