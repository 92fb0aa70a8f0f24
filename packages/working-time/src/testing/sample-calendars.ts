import type { Calendar, SpecialDay } from '../calendar.ts';

const off = (date: string, vi: string, en: string, kind: SpecialDay['kind'] = 'holiday'): SpecialDay => ({
  date,
  kind,
  name: { vi, en },
});

/**
 * Known days off of 2022 up to May (Tết as most calendars give it) and of September 2026 (DOMAIN §9.4): enough for the
 * specs.
 */
export const sample: Calendar = {
  id: 'sample',
  version: 1,
  timeZone: 'Asia/Ho_Chi_Minh',
  knownFrom: 2022,
  knownTo: 2026,
  specialDays: [
    off('2022-01-01', 'Tết Dương lịch', "New Year's Day"),
    off('2022-01-03', 'Nghỉ bù Tết Dương lịch', "New Year's Day, made good", 'compensatory'),
    ...['01-31', '02-01', '02-02', '02-03', '02-04'].map((day) => off(`2022-${day}`, 'Tết Nhâm Dần', 'Lunar New Year')),
    off('2022-04-10', 'Giỗ Tổ Hùng Vương', "Hung Kings' Day"),
    off('2022-04-11', 'Nghỉ bù Giỗ Tổ Hùng Vương', "Hung Kings' Day, made good", 'compensatory'),
    off('2022-04-30', 'Ngày Chiến thắng', 'Reunification Day'),
    off('2022-05-01', 'Quốc tế lao động', 'Labour Day'),
    off('2022-05-02', 'Nghỉ bù 30/4', 'Reunification Day, made good', 'compensatory'),
    off('2022-05-03', 'Nghỉ bù 01/5', 'Labour Day, made good', 'compensatory'),
    off('2026-08-22', 'Làm bù ngày 31/8', 'Worked for 31 August', 'swappedWork'),
    off('2026-08-31', 'Nghỉ hoán đổi Quốc khánh', 'Off for 22 August', 'swappedRest'),
    off('2026-09-01', 'Quốc khánh', 'National Day'),
    off('2026-09-02', 'Quốc khánh', 'National Day'),
  ],
};

/** An instant from Hanoi's local date and time: `hanoi('2022-01-28', '16:30')`. */
export function hanoi(date: string, time = '00:00'): string {
  return new Date(`${date}T${time}+07:00`).toISOString();
}
