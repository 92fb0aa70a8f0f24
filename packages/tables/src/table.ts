/** What stands in one place of a table; `undefined` is an empty cell. Numbers MUST be finite. */
export type Cell = string | number | boolean | undefined;
export type Row = readonly Cell[];
/** Pulled one by one, as the file is taken. */
export type Rows = Iterable<Row> | AsyncIterable<Row>;

export interface Table {
  /** What the sheet is called, at most 31 characters of it, without those that no sheet's name may hold. */
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: Rows;
}

/** The heading's row, and then the others. */
export async function* linesOf({ headings, rows }: Table): AsyncGenerator<Row, undefined, undefined> {
  yield headings;
  yield* rows;
}

/** The text as every format can hold it: XML 1.0 has fewer characters than Unicode. */
export function heldText(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (one) => (isOfXml(one) ? one : '\uFFFD'));
}

function isOfXml(character: string): boolean {
  return '\t\n\r'.includes(character) || (character > '\u001F' && character < '\uFFFE');
}
