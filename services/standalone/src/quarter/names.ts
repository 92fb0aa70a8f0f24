import type { Chance } from './chance.ts';

const families = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
  'Đinh',
];
const middles = ['Thị', 'Văn', 'Đức', 'Minh', 'Thanh', 'Ngọc', 'Quang', 'Hữu', 'Thu', 'Xuân'];
const given = [
  'Hoa',
  'Lan',
  'Hùng',
  'Dũng',
  'Mai',
  'Hương',
  'Sơn',
  'Hải',
  'Yến',
  'Tuấn',
  'Bình',
  'Phúc',
  'Nga',
  'Khánh',
];

/** Nobody's name, as a citizen's or as that of what he runs. */
export function nameFor(procedure: string, { pick }: Chance): string {
  const person = `${pick(families)} ${pick(middles)} ${pick(given)}`;
  if (procedure === '2.001583') return `Công ty TNHH một thành viên ${pick(given)} ${pick(given)}`;
  return procedure === '1.001612' || procedure === '2.000720' ? `Hộ kinh doanh ${person}` : person;
}
