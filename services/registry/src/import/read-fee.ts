import type { ProcedureVersion } from '@hoso/contracts';

type Fee = ProcedureVersion['fee'];

const noteCharsMax = 2_000;
const textsMax = 20;

/** What the portal writes where it knows no fee. */
const nothing: ReadonlySet<string> = new Set(['', 'Không có thông tin', 'VNĐ', 'Việt Nam Đồng']);

/**
 * The fee that the texts of all channels give: an amount where each says the same one and nothing else, otherwise their
 * words; nothing where they say nothing.
 */
export function feeOf(texts: readonly unknown[]): Fee | undefined {
  const said = new Set(
    texts
      .slice(0, textsMax)
      .map(tidy)
      .filter((text) => !nothing.has(text)),
  );
  const [first, ...others] = said;
  if (first === undefined) return undefined;
  const amount = others.length === 0 ? amountOf(first) : undefined;
  if (amount !== undefined) return { amount };
  const note = [...said].join(' · ');
  return { note: note.length <= noteCharsMax ? note : `${note.slice(0, noteCharsMax - 1).toWellFormed()}…` };
}

/** `Miễn phí`, or an amount in đồng with nothing after it. */
function amountOf(text: string): number | undefined {
  if (text === 'Miễn phí') return 0;
  const [, digits] = /^(\d{1,3}(?:[,.]\d{3})*) (?:VNĐ|Việt Nam Đồng)$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits.replace(/[,.]/g, ''));
}

function tidy(text: unknown): string {
  if (typeof text !== 'string') return '';
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .normalize('NFC')
    .trim();
  return line.replace(/^Không có thông tin(?=.)/u, '').trim();
}
