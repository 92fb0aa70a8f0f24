import { type Cell, heldText, linesOf, type Row, type Table } from './table.ts';

/** Characters that are handed on together. */
const pieceLength = 32_768;

/** The file as it comes: headings, then a line a row, each ended by CR LF. */
export async function* csvOf(table: Table): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  let piece = '';
  for await (const row of linesOf(table)) {
    piece += csvLine(row);
    if (piece.length < pieceLength) continue;
    yield encoder.encode(piece);
    piece = '';
  }
  if (piece !== '') yield encoder.encode(piece);
}

/** One line of the file, with its end. */
export function csvLine(row: Row): string {
  return `${row.map(inCsv).join(',')}\r\n`;
}

// Full-width signs count as well: spreadsheets of East Asia read them as the narrow ones.
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

function inCsv(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = formula.test(cell) ? `'${heldText(cell)}` : heldText(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
