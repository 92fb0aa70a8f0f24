import { writeXlsxStream } from 'hucre/xlsx';
import { heldText, linesOf, type Table } from './table.ts';

const sheetNameMax = 31;

/** The file's bytes as they come. Texts lie in it as texts: none is ever a formula. */
export async function* xlsxOf(table: Table): AsyncIterable<Uint8Array> {
  yield* writeXlsxStream(cellRows(table), { name: sheetName(table.name), freezePane: { rows: 1 } });
}

async function* cellRows(table: Table): AsyncIterable<(string | number | boolean | null)[]> {
  for await (const row of linesOf(table)) {
    yield row.map((cell) => (typeof cell === 'string' ? heldText(cell) : (cell ?? null)));
  }
}

function sheetName(name: string): string {
  const kept = heldText(name)
    .replace(/[\\/?*[\]:\p{Cc}]/gu, ' ')
    .replace(/^'+|'+$/g, '')
    .trim()
    .slice(0, sheetNameMax)
    .toWellFormed();
  return kept === '' ? 'hoso' : kept;
}
