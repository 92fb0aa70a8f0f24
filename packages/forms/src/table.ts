import { letters, type Sheet } from './sheet.ts';

export interface Column {
  readonly title: string;
  /** Of all widths together. */
  readonly share: number;
  readonly align?: 'left' | 'center' | 'right';
}

export interface TableOptions {
  /** Of the letters, relative to running text. */
  readonly scale?: number;
  /** Numbers below the titles: (1), (2), … as registers have them. */
  readonly numbered?: boolean;
}

/** A table that is set row by row; its head is repeated on each page. */
export interface Table {
  row(cells: readonly string[]): void;
}

const padding = 3;

/** Begins a table where the last thing ended. */
export function table(
  on: Sheet,
  columns: readonly Column[],
  { scale = 0.9, numbered = false }: TableOptions = {},
): Table {
  const { pdf, left, width } = on;
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (share / all) * width);
  const lefts = widths.map((_, index) => left + widths.slice(0, index).reduce((sum, one) => sum + one, 0));

  const heightOf = (cells: readonly string[]): number =>
    Math.max(
      ...cells.map((text, index) => pdf.heightOfString(text || ' ', { width: (widths[index] ?? 0) - 2 * padding })),
    ) +
    2 * padding;
  const set = (cells: readonly string[], alignOf: (column: Column) => 'left' | 'center' | 'right'): void => {
    const y = pdf.y;
    const height = heightOf(cells);
    for (const [index, column] of columns.entries()) {
      const [x = left, cell = 0] = [lefts[index], widths[index]];
      pdf.lineWidth(0.5).rect(x, y, cell, height).stroke('#000');
      const options = { width: cell - 2 * padding, align: alignOf(column) };
      const text = cells[index] ?? '';
      const lower = alignOf(column) === 'center' ? (height - pdf.heightOfString(text || ' ', options)) / 2 : padding;
      pdf.fillColor('#000').text(text, x + padding, y + lower, options);
    }
    pdf.x = left;
    pdf.y = y + height;
  };
  const head = (): void => {
    letters(on, 'bold', scale);
    set(
      columns.map(({ title }) => title),
      () => 'center',
    );
    if (!numbered) return;
    letters(on, 'italic', scale * 0.85);
    set(
      columns.map((_, index) => `(${index + 1})`),
      () => 'center',
    );
  };
  const begin = (): void => {
    letters(on, 'bold', scale);
    // A head without a row below it says nothing.
    if (pdf.y + 2.5 * heightOf(columns.map(({ title }) => title)) > on.bottom) pdf.addPage();
    head();
  };
  begin();
  return {
    row: (cells) => {
      letters(on, 'regular', scale);
      if (pdf.y + heightOf(cells) > on.bottom) {
        pdf.addPage();
        head();
        letters(on, 'regular', scale);
      }
      set(cells, ({ align = 'left' }) => align);
    },
  };
}
