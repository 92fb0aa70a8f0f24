import type { FormSet, Instant } from '@hoso/contracts';
import PDFDocument from 'pdfkit';
import { type Face, faces } from './fonts.ts';

/** Points of 1/72 inch. */
export interface SheetSize {
  readonly size: 'A4' | 'A5';
  readonly layout: 'portrait' | 'landscape';
  readonly margin: number;
  /** Of the letters of running text. */
  readonly letters: number;
}

/** TT 01/2018 Đ9: forms 01 to 05 are A5; of the circular after it no size is known, and A4 is what offices have. */
export function sizeOf(set: FormSet): SheetSize {
  return set === 'tt01-2018'
    ? { size: 'A5', layout: 'portrait', margin: 34, letters: 9.5 }
    : { size: 'A4', layout: 'portrait', margin: 62, letters: 12.5 };
}

/** What a PDF says of itself. */
export interface SheetInfo {
  readonly title: string;
  readonly subject: string;
  readonly author: string;
  /** Of the paper, so that the same paper is the same bytes whenever it is made. */
  readonly at: Instant;
  /** Vietnamese where it is left out. */
  readonly language?: 'vi' | 'en';
}

/** A document that is being set, with what its parts need to know of it. */
export interface Sheet {
  readonly pdf: PDFKit.PDFDocument;
  readonly size: SheetSize;
  /** Left edge, width and lower edge of what is set on a page. */
  readonly left: number;
  readonly width: number;
  readonly bottom: number;
}

/** `buffered`: pages are kept until the end, so that each can tell how many there are. */
export function sheet(
  size: SheetSize,
  { title, subject, author, at, language = 'vi' }: SheetInfo,
  buffered: boolean,
): Sheet {
  const made = new Date(at);
  const pdf = new PDFDocument({
    ...{ size: size.size, layout: size.layout, bufferPages: buffered, autoFirstPage: true },
    margins: { top: size.margin * 0.8, bottom: size.margin, left: size.margin, right: size.margin },
    ...{ lang: language === 'vi' ? 'vi-VN' : 'en', displayTitle: true, pdfVersion: '1.7' },
    font: faces.regular,
    info: { Title: title, Subject: subject, Author: author, Creator: 'Hoso', CreationDate: made, ModDate: made },
  });
  for (const [name, file] of Object.entries(faces)) pdf.registerFont(name, file);
  const { width, height } = pdf.page;
  return { pdf, size, left: size.margin, width: width - 2 * size.margin, bottom: height - size.margin };
}

/** Letters of a face; `scale` is relative to those of running text. */
export function letters({ pdf, size }: Sheet, face: Face, scale = 1): PDFKit.PDFDocument {
  return pdf.font(face).fontSize(size.letters * scale);
}

/** Goes on to another page unless this much is left on the present one. */
export function room({ pdf, bottom }: Sheet, height: number): void {
  if (pdf.y + height > bottom) pdf.addPage();
}

/** Moves down by lines of running text. */
export function space({ pdf, size }: Sheet, lines: number): void {
  pdf.y += lines * size.letters * 1.25;
}

/** A line of text that wraps and goes on over pages. */
export function paragraph(
  on: Sheet,
  text: string,
  { face = 'regular', scale = 1, align = 'left', inset = 0, firstLine = 0 }: ParagraphOptions = {},
): void {
  const { left, width, size } = on;
  letters(on, face, scale);
  const options = { width: width - inset, align, indent: firstLine, lineGap: size.letters * 0.22 };
  on.pdf.text(text, left + inset, on.pdf.y, options);
}

export interface ParagraphOptions {
  readonly face?: Face;
  readonly scale?: number;
  readonly align?: 'left' | 'center' | 'right' | 'justify';
  /** Of all its lines, and of the first one. */
  readonly inset?: number;
  readonly firstLine?: number;
}

/** `Label: value`, or the label and dots to write on where there is nothing to say. */
export function field(on: Sheet, label: string, value: string | undefined): void {
  const { pdf, left, width, size } = on;
  const options = { width, lineGap: size.letters * 0.22 };
  letters(on, 'regular');
  room(on, pdf.currentLineHeight(true));
  if (value !== undefined && value !== '') {
    pdf.text(`${label}: `, left, pdf.y, { ...options, continued: true });
    letters(on, 'bold').text(value, { ...options });
    return;
  }
  const text = `${label}: `;
  const taken = pdf.widthOfString(text);
  const y = pdf.y;
  pdf.text(text, left, y, options);
  dotted(on, left + taken, left + width, y + size.letters * 0.95);
}

/** A line of dots to write on. */
export function dotted({ pdf, size }: Sheet, from: number, to: number, y: number): void {
  pdf.save();
  pdf
    .lineWidth(size.letters * 0.07)
    .lineCap('round')
    .dash(0.1, { space: size.letters * 0.25 });
  pdf.moveTo(from, y).lineTo(to, y).stroke('#333').undash().restore();
}
