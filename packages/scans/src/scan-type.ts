import { jpegWalk } from './jpeg-walk.ts';
import { pngWalk } from './png-walk.ts';
import { ScanRefused } from './scan-refused.ts';
import type { Walk } from './walk.ts';

/** What a scan may be. */
export const scanTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/tiff'] as const;
export type ScanType = (typeof scanTypes)[number];

/** Content on its way in. `type` is known once it has been read to its end. */
export interface Sniffed extends AsyncIterable<Uint8Array> {
  type(): ScanType;
}

/** Readers of PDF look for its beginning within so many bytes, and for its end likewise. */
const headBytes = 1_024;
/** A ZIP archive is found by its last record: 22 bytes and a comment of at most 65,535. */
const tailBytes = 22 + 65_535;

/**
 * Looks at content as it passes, and rejects with `ScanRefused` for what is no PDF, JPEG, PNG or TIFF from its first
 * byte to its last: what would be something else to another reader (a polyglot) is refused, too. `declared` is what it
 * was said to be; anything else is refused.
 */
export function sniffed(content: AsyncIterable<Uint8Array>, declared?: string): Sniffed {
  let type: ScanType | undefined;
  return {
    async *[Symbol.asyncIterator]() {
      let walk: Walk | undefined;
      let head: Uint8Array = new Uint8Array();
      let tail: Uint8Array = new Uint8Array();
      let bytes = 0;
      for await (const piece of content) {
        if (piece.byteLength === 0) continue;
        bytes += piece.byteLength;
        if (head.byteLength < headBytes) head = Buffer.concat([head, piece.subarray(0, headBytes - head.byteLength)]);
        tail = lastOf(tail, piece);
        if (type === undefined && head.byteLength >= signatureBytes) {
          type = declaredAs(typeOf(head), declared);
          walk = walkOf(type);
          walk?.take(
            bytes === piece.byteLength ? piece : Buffer.concat([head.subarray(0, bytes - piece.byteLength), piece]),
          );
        } else {
          walk?.take(piece);
        }
        yield piece;
      }
      if (bytes === 0) throw new ScanRefused('empty');
      if (type === undefined) throw new ScanRefused('unknown-type');
      requireWhole(type, walk, { head, tail, bytes });
    },
    type: () => {
      if (type === undefined) throw new Error('its type is known once it has been read');
      return type;
    },
  };
}

const signatureBytes = 8;
const signatures: readonly (readonly [type: ScanType, signature: readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
];

function typeOf(head: Uint8Array): ScanType {
  const known = signatures.find(([, signature]) => signature.every((byte, index) => head[index] === byte));
  if (!known) throw new ScanRefused('unknown-type');
  return known[0];
}

/** A file without a type of its own says nothing. */
const untyped = new Set(['', 'application/octet-stream']);

function declaredAs(type: ScanType, declared = ''): ScanType {
  const [said = ''] = declared.split(';');
  const media = said.trim().toLowerCase();
  if (!untyped.has(media) && media !== type) throw new ScanRefused('other-type');
  return type;
}

function walkOf(type: ScanType): Walk | undefined {
  if (type === 'image/png') return pngWalk();
  return type === 'image/jpeg' ? jpegWalk() : undefined;
}

interface Ends {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  readonly bytes: number;
}

function requireWhole(type: ScanType, walk: Walk | undefined, { head, tail, bytes }: Ends): void {
  if (endsAsZip(tail) || looksLikeAnother(type, head)) throw new ScanRefused('another-file-within');
  if (walk && !walk.isWhole()) throw new ScanRefused('not-whole');
  if (type === 'application/pdf') requirePdfEnd(tail);
  if (type === 'image/tiff' && !pointsInside(head, bytes)) throw new ScanRefused('not-whole');
}

/** `%%EOF`, and after it nothing but white space. */
function requirePdfEnd(tail: Uint8Array): void {
  const end = Buffer.from(tail).subarray(-headBytes).toString('latin1');
  const at = end.lastIndexOf('%%EOF');
  if (at < 0) throw new ScanRefused('not-whole');
  if (!/^[\s\0]*$/.test(end.slice(at + '%%EOF'.length))) throw new ScanRefused('more-after-its-end');
}

/** The first directory of a TIFF lies within the file (TIFF 6.0, section 2). */
function pointsInside(head: Uint8Array, bytes: number): boolean {
  if (head.byteLength < signatureBytes) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const first = view.getUint32(4, head[0] === 0x49);
  return first >= signatureBytes && first + 2 <= bytes;
}

/** What other readers look for at the beginning: a PDF that does not begin the file, a page for browsers. */
function looksLikeAnother(type: ScanType, head: Uint8Array): boolean {
  const text = Buffer.from(head).toString('latin1').toLowerCase();
  if (type !== 'application/pdf' && text.includes('%pdf-')) return true;
  return /<(html|script|!doctype|svg|iframe)[\s>]/.test(text) || text.startsWith('mz');
}

const zipEnd = Buffer.from('PK\u0005\u0006', 'latin1');

/** The record that ends a ZIP archive (and so what is made of one: a JAR, a DOCX) and reaches to the very end. */
function endsAsZip(tail: Uint8Array): boolean {
  const end = Buffer.from(tail);
  for (let at = end.lastIndexOf(zipEnd); at >= 0; ) {
    if (at + 22 <= end.length && at + 22 + end.readUInt16LE(at + 20) === end.length) return true;
    at = at === 0 ? -1 : end.lastIndexOf(zipEnd, at - 1);
  }
  return false;
}

function lastOf(tail: Uint8Array, piece: Uint8Array): Uint8Array {
  if (piece.byteLength >= tailBytes) return piece.subarray(piece.byteLength - tailBytes);
  const kept = tail.subarray(Math.max(0, tail.byteLength + piece.byteLength - tailBytes));
  return Buffer.concat([kept, piece]);
}
