import { upper } from './heading.ts';
import { letters, room, type Sheet, space } from './sheet.ts';

/** A place for a signature. */
export interface Signature {
  readonly title: string;
  /** What has to be there, as `(Ký và ghi rõ họ tên)`. */
  readonly how: string;
  /** Who it is, as far as the system knows. */
  readonly who?: string | undefined;
}

/** Places to sign side by side, never parted by the end of a page. */
export function signatures(on: Sheet, places: readonly Signature[]): void {
  const { pdf, left, width, size } = on;
  const height = signaturesHeight(on);
  space(on, 0.6);
  room(on, height);
  const top = pdf.y;
  const each = width / Math.max(places.length, 2);
  // A single signature stands at the right.
  const first = places.length === 1 ? left + each : left;
  for (const [index, { title, how, who }] of places.entries()) {
    const x = first + index * each;
    const box = { width: each - 8, align: 'center' } as const;
    letters(on, 'bold', 0.95).text(upper(title), x + 4, top, box);
    letters(on, 'italic', 0.9).text(how, x + 4, pdf.y, box);
    if (who !== undefined) letters(on, 'regular', 0.9).text(who, x + 4, top + size.letters * 7, box);
  }
  pdf.y = top + height;
  pdf.x = left;
}

/** What places to sign take of a page. */
export function signaturesHeight({ size }: Sheet): number {
  return size.letters * 8.5;
}

export const signed = '(Ký và ghi rõ họ tên)';

/** An officer, by the id that the system knows him by. */
export function officerText(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `Mã cán bộ: ${id}`;
}
