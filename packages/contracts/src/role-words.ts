import type { Role } from './actor.ts';
import type { Words } from './scalars.ts';

/** What people call those who act. */
export const roleWords: Readonly<Record<Role, Words>> = {
  applicant: { vi: 'người nộp', en: 'applicant' },
  clerk: { vi: 'công chức một cửa', en: 'one-stop clerk' },
  'one-stop-head': { vi: 'trưởng bộ phận một cửa', en: 'head of the one-stop unit' },
  officer: { vi: 'công chức giải quyết', en: 'processing officer' },
  head: { vi: 'thủ trưởng cơ quan', en: 'head of the agency' },
  coordinator: { vi: 'cơ quan phối hợp', en: 'coordinating agency' },
  postal: { vi: 'nhân viên bưu chính', en: 'postal employee' },
  inspector: { vi: 'thanh tra', en: 'inspector' },
  registrar: { vi: 'người quản lý danh mục', en: 'registrar' },
  operator: { vi: 'vận hành hệ thống', en: 'operator' },
  'privacy-officer': { vi: 'người phụ trách dữ liệu cá nhân', en: 'privacy officer' },
  system: { vi: 'nền tảng', en: 'the platform' },
};
