import { encodeQR } from 'qr';
import type { Sheet } from './sheet.ts';

/** Modules of quiet around a code (ISO/IEC 18004 §5.3.8 asks for four; paper itself is the rest). */
const quiet = 2;

/** A QR code in the square at `x`, `y`, drawn as areas, so that it is sharp in any size. */
export function qrCode({ pdf }: Sheet, text: string, x: number, y: number, side: number): void {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: quiet });
  const unit = side / rows.length;
  for (const [row, dots] of rows.entries()) {
    for (let from = dots.indexOf(true); from >= 0; ) {
      const end = dots.indexOf(false, from);
      const to = end < 0 ? dots.length : end;
      pdf.rect(x + from * unit, y + row * unit, (to - from) * unit, unit);
      from = dots.indexOf(true, to);
    }
  }
  pdf.fill('#000');
}
