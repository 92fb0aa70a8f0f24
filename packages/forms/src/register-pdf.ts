import { formSetNames, type FormSet, type LocalDate, type RegisterRow } from '@hoso/contracts';
import { erased } from './applicant.ts';
import { footer, heading, upper } from './heading.ts';
import { paragraph, room, type Sheet, type SheetSize, sheet, space } from './sheet.ts';
import { signatures, signaturesHeight, signed } from './signatures.ts';
import { table } from './table.ts';
import { dateOf, longDate, returnWays } from './vietnamese.ts';

/** Whose register it is, and of which days. */
export interface RegisterHead {
  /** The form's set, and its number and title there. */
  readonly formSet: FormSet;
  readonly number: string;
  readonly title: string;
  readonly unit: string;
  /** What the QR code says: the unit and the days. */
  readonly code: string;
  readonly place: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The date that it bears. */
  readonly on: LocalDate;
}

/** Form 06 of TT 01/2018 is A4 (Đ9). */
const size: SheetSize = { size: 'A4', layout: 'landscape', margin: 36, letters: 10 };
/** What may wait to be read before more is set: a register of a year has thousands of pages. */
const waitingBytesMax = 65_536;

/**
 * The register of a one-stop unit as a PDF, set as its rows come and given away page by page: however many they are,
 * little is in memory. Rejects with what `rows` rejects with; then what was given is no whole PDF.
 */
export async function* registerPdf(head: RegisterHead, rows: AsyncIterable<RegisterRow>): AsyncIterable<Uint8Array> {
  const { title, code, unit: author, on: day } = head;
  const about = { title: `${title} ${code}`, subject: title, author, at: instantOf(day) };
  const on = sheet(size, about, false);
  const { pdf } = on;
  const lines = begin(on, head);
  let count = 0;
  for await (const row of rows) {
    count += 1;
    lines.row(cellsOf(count, row));
    if (pdf.readableLength > waitingBytesMax) yield bytesIn(pdf.read());
  }
  close(on, count);
  pdf.end();
  for await (const rest of pdf) yield bytesIn(rest);
}

/** A document is a stream of bytes, whatever its type says. */
function bytesIn(piece: unknown): Uint8Array {
  return piece instanceof Uint8Array ? piece : new Uint8Array();
}

function begin(on: Sheet, head: RegisterHead): ReturnType<typeof table> {
  const { formSet, number, title, unit, code, place, from, to, on: day } = head;
  let page = 0;
  const foot = (): void => {
    page += 1;
    const { x, y } = on.pdf;
    footer(on, `Mẫu số ${number} - ${formSetNames[formSet]}`, `${unit}     Trang ${page}`);
    on.pdf.x = x;
    on.pdf.y = y;
  };
  foot();
  on.pdf.on('pageAdded', foot);
  heading(on, {
    issuer: [unit],
    dated: `${place}, ${longDate(instantOf(day))}`,
    title,
    below: [`Từ ngày ${dateOf(instantOf(from))} đến ngày ${dateOf(instantOf(to))}`],
    code,
  });
  return table(on, columns, { scale: 0.8, numbered: true });
}

const columns = [
  { title: 'STT', share: 0.9, align: 'center' },
  { title: 'Mã hồ sơ', share: 3.9, align: 'center' },
  { title: 'Tên thủ tục hành chính', share: 3.6 },
  { title: 'Tên cá nhân, tổ chức', share: 2.8 },
  { title: 'Địa chỉ, số điện thoại', share: 3 },
  { title: 'Cơ quan chủ trì giải quyết', share: 2.8 },
  { title: 'Ngày nhận hồ sơ', share: 1.8, align: 'center' },
  { title: 'Ngày hẹn trả kết quả', share: 1.8, align: 'center' },
  { title: 'Ngày trả kết quả', share: 1.8, align: 'center' },
  { title: 'Phương thức nhận kết quả', share: 1.9, align: 'center' },
  { title: 'Ký nhận', share: 1.3 },
  { title: 'Ghi chú', share: 1.3 },
] as const;

function cellsOf(count: number, row: RegisterRow): readonly string[] {
  const { code, procedure, applicant, agency, receivedAt, dueAt, returnedAt, returnBy, note } = row;
  return [
    String(count),
    code,
    procedure,
    applicant?.name ?? erased,
    [applicant?.address, applicant?.phone].filter((part) => part !== undefined).join('\n'),
    agency ?? '',
    dateOf(receivedAt),
    dueAt === undefined ? '' : dateOf(dueAt),
    returnedAt === undefined ? '' : dateOf(returnedAt),
    returnWays[returnBy],
    '',
    note ?? '',
  ];
}

/** Nobody signs a page that says nothing: the sum stays with the places to sign. */
function close(on: Sheet, count: number): void {
  space(on, 0.6);
  room(on, signaturesHeight(on) + on.size.letters * 3);
  paragraph(on, `Cộng: ${count} hồ sơ./.`, { face: 'bold' });
  signatures(on, [
    { title: 'Người lập sổ', how: signed },
    { title: upper('Trưởng bộ phận'), how: signed },
  ]);
}

/** A local date as an instant of that date. */
function instantOf(date: LocalDate): string {
  return `${date}T05:00:00.000Z`;
}
