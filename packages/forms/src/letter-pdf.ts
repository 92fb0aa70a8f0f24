import type { LetterContent } from '@hoso/contracts';
import { footer, heading } from './heading.ts';
import { gathered } from './gathered.ts';
import { paragraph, type Sheet, type SheetSize, sheet, space } from './sheet.ts';
import { signatures } from './signatures.ts';
import { longDate } from './vietnamese.ts';

/** For a window of an envelope, folded twice: what offices have. */
const size: SheetSize = { size: 'A4', layout: 'portrait', margin: 62, letters: 12.5 };

/** A letter to an applicant as a PDF: the same content is the same bytes, whenever and wherever it is set. */
export async function letterPdf(content: LetterContent): Promise<Uint8Array> {
  const { title, paragraphs, issuer, place, at, code, dossier, applicant } = content;
  const named = code ?? dossier;
  const on = sheet(size, { title, subject: title, author: issuer.join(', '), at }, true);
  const whole = gathered(on.pdf);
  heading(on, {
    issuer,
    dated: `${place}, ${longDate(at)}`,
    title,
    below: code === undefined ? [] : [`Mã hồ sơ: ${code}`],
    code: named,
  });
  paragraph(on, applicant.name, { face: 'bold' });
  if (applicant.address !== undefined) paragraph(on, applicant.address);
  space(on, 0.8);
  for (const text of paragraphs) {
    paragraph(on, text, { align: text.includes('\n') ? 'left' : 'justify' });
    space(on, 0.4);
  }
  signatures(on, [{ title: 'Thủ trưởng đơn vị', how: '(Ký, ghi rõ họ tên, đóng dấu)' }]);
  footers(on, named);
  on.pdf.end();
  return await whole;
}

/** At the foot of each page: whose it is, and which page of how many. */
function footers(on: Sheet, named: string): void {
  const { count } = on.pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    on.pdf.switchToPage(page);
    footer(on, '', `${named}     Trang ${page + 1}/${count}`);
  }
}
