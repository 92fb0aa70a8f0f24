import type { PaperOf } from '@hoso/contracts';
import type { Sheet } from './sheet.ts';
import { table } from './table.ts';
import { documentForms } from './vietnamese.ts';

/** The documents of a dossier, each with its form, and whether it was scanned. */
export function documentTable(on: Sheet, documents: PaperOf<'receipt'>['documents']): void {
  const rows = table(on, [
    { title: 'STT', share: 1, align: 'center' },
    { title: 'Tên giấy tờ', share: 7.4 },
    { title: 'Hình thức', share: 2.2, align: 'center' },
    { title: 'Đã số hóa', share: 1.5, align: 'center' },
  ]);
  for (const [index, { name, form, needed, scanned }] of documents.entries()) {
    const text = needed ? name : `${name} (nếu có)`;
    rows.row([String(index + 1), text, documentForms[form], scanned ? 'x' : '']);
  }
  if (documents.length === 0) rows.row(['', '', '', '']);
}
