import { writeXlsxStream } from 'hucre/xlsx';
import { type Cell, heldText, linesOf, type Row, type Table } from './table.ts';

const sheetNameMax = 31;
/** The province is seven hours ahead of UTC, all year. */
const localMs = 7 * 3_600_000;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const localDate = /^\d{4}-\d\d-\d\d$/;

/** The file's bytes as they come. Texts lie in it as texts, none is ever a formula; dates as dates of the province. */
export async function* xlsxOf(table: Table): AsyncIterable<Uint8Array> {
  const lines = linesOf(table);
  const heading = await lines.next();
  const first = await lines.next();
  const begun: readonly Row[] = [heading, first].flatMap(({ value, done }) => (done || !value ? [] : [value]));
  const columns = begun.length < 2 ? undefined : begun[1]?.map(columnOf);
  const options = { name: sheetName(table.name), freezePane: { rows: 1 } };
  yield* writeXlsxStream(cellRows(begun, lines), columns ? { ...options, columns } : options);
}

async function* cellRows(begun: readonly Row[], others: AsyncGenerator<Row>) {
  try {
    for (const row of begun) yield row.map(cellValue);
    for await (const row of others) yield row.map(cellValue);
  } finally {
    await others.return(undefined);
  }
}

/** How a column shows its dates, by the first of its cells. */
function columnOf(cell: Cell) {
  if (typeof cell !== 'string') return {};
  if (instant.test(cell)) return { numFmt: 'dd/mm/yyyy hh:mm:ss', width: 19 };
  return localDate.test(cell) ? { numFmt: 'dd/mm/yyyy', width: 11 } : {};
}

function cellValue(cell: Cell): string | number | boolean | Date | null {
  if (typeof cell !== 'string') return cell ?? null;
  const epochMs = instant.test(cell)
    ? Date.parse(cell) + localMs
    : localDate.test(cell)
      ? Date.parse(cell)
      : Number.NaN;
  return Number.isNaN(epochMs) ? heldText(cell) : new Date(epochMs);
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
