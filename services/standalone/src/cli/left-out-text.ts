import type { LeftOut } from '@hoso/contracts';
import { table } from './output.ts';

const words = {
  vi: { title: 'hồ sơ bị bỏ ra, vì bộ quy tắc không đọc được', dossier: 'hồ sơ', from: 'từ sự kiện', why: 'lý do' },
  en: { title: 'dossiers left out, which the rules cannot take', dossier: 'dossier', from: 'from event', why: 'why' },
} as const;

/** How many dossiers were not judged to their end, the first of them, and why; nothing where all were. */
export function leftOutText(lang: keyof typeof words, { count, first }: LeftOut): string {
  if (count === 0) return '';
  const { title, dossier, from, why } = words[lang];
  const rows = first.map((one) => [one.dossier, `#${one.position}`, one.reason]);
  const more = count > rows.length ? '\n…' : '';
  return `\n\n${title}: ${count}\n${table([dossier, from, why], rows, lang)}${more}`;
}
