import { createCanvas } from '@napi-rs/canvas';
import jsqr from 'jsqr';
import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A page as somebody else's reader sees it. */
export interface ReadPage {
  /** All of its text, in the order in which it was set, white space as single spaces. */
  readonly text: string;
  /** In points. */
  readonly width: number;
  readonly height: number;
}

export interface ReadDocument {
  readonly title: string;
  /** What the QR code in the corner of its first page says; undefined where a camera finds none. */
  readonly code: string | undefined;
  readonly pages: readonly ReadPage[];
}

/** Pixels a point: enough for a code of two centimetres. */
const scale = 2;
/** The corner of a page, of its width, in which a code is looked for. */
const corner = 0.5;

/** Reads a PDF with pdf.js, and its QR codes from its pages as pictures. */
export async function readPdf(bytes: Uint8Array): Promise<ReadDocument> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  try {
    const document = await task.promise;
    const { info } = await document.getMetadata();
    const pages: ReadPage[] = [];
    for (let number = 1; number <= document.numPages; number++)
      pages.push(await readPage(await document.getPage(number)));
    const code = await codeOn(await document.getPage(1));
    return { title: 'Title' in info ? String(info.Title) : '', code, pages };
  } finally {
    await task.destroy();
  }
}

async function readPage(page: PDFPageProxy): Promise<ReadPage> {
  const { items } = await page.getTextContent();
  const text = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? ' ' : ''}` : '')).join('');
  const { width, height } = page.getViewport({ scale: 1 });
  return { text: text.replaceAll(/\s+/g, ' ').normalize('NFC'), width, height };
}

async function codeOn(page: PDFPageProxy): Promise<string | undefined> {
  const viewport = page.getViewport({ scale });
  const side = Math.ceil(viewport.width * corner);
  const canvas = createCanvas(side, side);
  await page.render({ canvas: null, canvasContext: canvas.getContext('2d'), viewport }).promise;
  const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return jsqr.default(new Uint8ClampedArray(data), width, height)?.data;
}
