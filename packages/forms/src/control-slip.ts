import type { ControlEntry, PaperOf } from '@hoso/contracts';
import { requestField } from './applicant.ts';
import { paperHeading } from './heading.ts';
import { field, paragraph, type Sheet, space } from './sheet.ts';
import { table } from './table.ts';
import { timeOf } from './vietnamese.ts';

/** Form 05 of TT 01/2018, 06 of TT 03/2025: who had the dossier when, each change of hands with both its sides. */
export function controlSlip(on: Sheet, content: PaperOf<'control-slip'>): void {
  const { agencies, receivedAt, dueAt, entries, oneStop } = content;
  paperHeading(on, content, 'PKS');
  field(on, 'Bộ phận tiếp nhận và trả kết quả', oneStop);
  field(on, 'Cơ quan (bộ phận) giải quyết hồ sơ', agencies[0]);
  field(on, 'Cơ quan phối hợp giải quyết hồ sơ', agencies.slice(1).join('; '));
  requestField(on, content);
  field(on, 'Thời gian tiếp nhận hồ sơ', receivedAt && timeOf(receivedAt));
  field(on, 'Thời gian hẹn trả kết quả', dueAt && timeOf(dueAt));
  space(on, 0.4);
  const rows = table(on, [
    { title: 'Tên cơ quan, bộ phận', share: 4 },
    { title: 'Thời gian giao, nhận hồ sơ', share: 2.1, align: 'center' },
    { title: 'Kết quả giải quyết (trước hạn/đúng hạn/quá hạn)', share: 2, align: 'center' },
    { title: 'Ghi chú', share: 2.2 },
  ]);
  for (const [index, entry] of entries.entries()) {
    rows.row([handsOf(index + 1, entry), timeOf(entry.at), outcomeText(entry), entry.note ?? '']);
  }
  space(on, 0.4);
  for (const note of notes) paragraph(on, note, { face: 'italic', scale: 0.85, align: 'justify' });
}

const notes = [
  'Ghi chú:',
  '- Thời gian và người giao, nhận là dấu vết điện tử do hệ thống ghi, thay cho chữ ký trên phiếu giấy.',
  '- Hồ sơ chuyển qua dịch vụ bưu chính công ích: thời gian giao, nhận và chữ ký ghi trên phiếu gửi, biên bản giao ' +
    'nhận của bưu chính.',
  '- Kết quả giải quyết hồ sơ do bên nhận ghi khi nhận bàn giao.',
];

function handsOf(number: number, { from, giver, to, receiver }: ControlEntry): string {
  const side = (name: string, officer: string | undefined): string =>
    officer === undefined ? name : `${name} (${officer})`;
  return `${number}. Giao: ${side(from, giver)}\nNhận: ${side(to, receiver)}`;
}

const outcomes = { early: 'Trước hạn', onTime: 'Đúng hạn', late: 'Quá hạn' } as const;

function outcomeText({ outcome }: ControlEntry): string {
  return outcome === undefined ? '' : outcomes[outcome];
}
