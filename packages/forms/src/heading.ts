import { formSetNames, type PaperContent } from '@hoso/contracts';
import { balanced } from './balanced.ts';
import { qrCode } from './qr.ts';
import { letters, paragraph, type Sheet, space } from './sheet.ts';
import { longDate } from './vietnamese.ts';

export interface Heading {
  /** In whose name, the greater first; the last one is in bold. */
  readonly issuer: readonly string[];
  /** `Số: …`; absent where the paper has none. */
  readonly number?: string | undefined;
  /** Place and date. */
  readonly dated: string;
  readonly title: string;
  /** Below the title. */
  readonly below?: readonly string[];
  /** What the QR code says. */
  readonly code: string;
}

/** National name and motto, the issuer at their left, the title below with the dossier's code. */
export function heading(on: Sheet, { issuer, number, dated, title, below = [], code }: Heading): void {
  const { pdf, left, width, size } = on;
  const top = pdf.y;
  const leftWidth = width * 0.42;
  const rightLeft = left + width * 0.44;
  const rightWidth = width * 0.56;

  const greater = issuer.slice(0, -1);
  letters(on, 'regular', 0.88);
  for (const name of greater) pdf.text(upper(name), left, pdf.y, { width: leftWidth, align: 'center' });
  letters(on, 'bold', 0.88);
  for (const line of balanced(upper(issuer.at(-1) ?? ''), leftWidth, widthOf(on)))
    pdf.text(line, left, pdf.y, { width: leftWidth, align: 'center' });
  rule(on, left + leftWidth / 2, pdf.y + 2, leftWidth * 0.3);
  let lower = pdf.y + size.letters * 0.6;
  if (number !== undefined) {
    letters(on, 'regular', 0.95).text(`Số: ${number}`, left, lower, { width: leftWidth, align: 'center' });
    lower = pdf.y;
  }

  letters(on, 'bold', 0.88);
  pdf.text('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', rightLeft, top, { width: rightWidth, align: 'center' });
  letters(on, 'bold', 0.95);
  pdf.text('Độc lập - Tự do - Hạnh phúc', rightLeft, pdf.y, { width: rightWidth, align: 'center' });
  rule(on, rightLeft + rightWidth / 2, pdf.y + 1.5, pdf.widthOfString('Độc lập - Tự do - Hạnh phúc'));
  letters(on, 'italic', 0.95);
  pdf.text(dated, rightLeft, pdf.y + size.letters * 0.75, { width: rightWidth, align: 'center' });
  pdf.y = Math.max(pdf.y, lower) + size.letters * 0.7;

  entitle(on, title, below, code);
}

/** The title between the QR code and as much white. */
function entitle(on: Sheet, title: string, below: readonly string[], code: string): void {
  const { pdf, left, width, size } = on;
  const side = size.letters * 6;
  const top = pdf.y;
  qrCode(on, code, left, top, side);
  const box = { width: width - 2 * side - 8, align: 'center' } as const;
  const x = left + side + 4;
  letters(on, 'bold', 1.22);
  pdf.y = top + size.letters * 0.5;
  for (const line of balanced(upper(title), box.width, widthOf(on))) pdf.text(line, x, pdf.y, box);
  for (const line of below) letters(on, 'italic', 0.95).text(line, x, pdf.y + size.letters * 0.15, box);
  pdf.y = Math.max(pdf.y, top + side) + size.letters * 0.5;
}

/** As wide as it is in the letters that are set now. */
function widthOf({ pdf }: Sheet): (text: string) => number {
  return (text) => pdf.widthOfString(text);
}

/** The heading of a dossier's paper; `ending` is what the number of its kind ends with, as `TNHS`. */
export function paperHeading(on: Sheet, content: PaperContent, ending: string | undefined): void {
  const { issuer, place, at, code, dossier } = content;
  heading(on, {
    issuer,
    number: ending === undefined ? undefined : numberOf(content, ending),
    dated: `${place}, ${longDate(at)}`,
    title: content.title,
    below: code === undefined ? ['(hồ sơ chưa có mã)'] : [`Mã hồ sơ: ${code}`],
    code: code ?? dossier,
  });
}

/**
 * Decision: a paper's number is the day and number of its dossier's code, and which one it is of its kind. / Because a
 * code is given once to one dossier, without gaps, and so is this. / Instead of a book of numbers for each kind.
 */
function numberOf({ code, paper }: PaperContent, ending: string): string {
  const which = /-(\d+)$/.exec(paper)?.[1];
  const number = code === undefined ? '…………' : code.slice(code.indexOf('-') + 1);
  return `${number}${which === undefined || which === '1' ? '' : `-${which}`}/${ending}`;
}

/** At the foot of each page: which form it is, whose, and which page of how many. */
export function footers(on: Sheet, { formSet, number, code, dossier }: PaperContent): void {
  const { pdf } = on;
  const { count } = pdf.bufferedPageRange();
  const of = number === undefined ? '' : `Mẫu số ${number} - ${formSetNames[formSet]}`;
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page);
    footer(on, of, `${code ?? dossier}     Trang ${page + 1}/${count}`);
  }
}

export function footer(on: Sheet, left: string, right: string): void {
  const { pdf, size, width } = on;
  // Below the lower margin nothing may be set, or another page begins.
  const { bottom } = pdf.page.margins;
  pdf.page.margins.bottom = 0;
  const y = on.bottom + size.margin * 0.28;
  pdf
    .save()
    .lineWidth(0.4)
    .moveTo(on.left, y)
    .lineTo(on.left + width, y)
    .stroke('#777')
    .restore();
  letters(on, 'italic', 0.78);
  pdf.text(left, on.left, y + 4, { lineBreak: false });
  pdf.text(right, on.left + width - pdf.widthOfString(right), y + 4, { lineBreak: false });
  pdf.page.margins.bottom = bottom;
}

/** A short line below what stands in the middle. */
function rule({ pdf }: Sheet, middle: number, y: number, width: number): void {
  pdf
    .save()
    .lineWidth(0.6)
    .moveTo(middle - width / 2, y)
    .lineTo(middle + width / 2, y)
    .stroke('#000')
    .restore();
}

export function upper(text: string): string {
  return text.toLocaleUpperCase('vi');
}

/** A line in the middle, in bold, as over a list. */
export function subheading(on: Sheet, text: string): void {
  space(on, 0.2);
  paragraph(on, text, { face: 'bold' });
}
