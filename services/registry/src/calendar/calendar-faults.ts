import type { Words } from '@hoso/contracts';
import type { WorkingTimeError } from '@hoso/working-time';

type Params = WorkingTimeError['params'];

/** Why something is no calendar: the words for those codes of `working-time` that making one may give. */
const faults: Partial<Record<WorkingTimeError['code'], (params: Params) => Words>> = {
  UnknownTimeZone: ({ timeZone }) => ({ vi: `không có múi giờ ${timeZone}`, en: `there is no time zone ${timeZone}` }),
  TimeZoneShifts: ({ timeZone }) => ({
    vi: `múi giờ ${timeZone} đổi giờ trong các năm đó`,
    en: `the time zone ${timeZone} shifts its clocks in these years`,
  }),
  InvalidKnownYears: ({ knownFrom, knownTo }) => ({
    vi: `các năm ${knownFrom} đến ${knownTo} không đúng thứ tự`,
    en: `the years ${knownFrom} to ${knownTo} are not in order`,
  }),
  InvalidOfficeHours: ({ value }) => ({
    vi: `giờ làm việc trống, chồng nhau hoặc không đúng thứ tự: ${value}`,
    en: `office hours are empty, overlap or are not in order: ${value}`,
  }),
  DuplicateSpecialDay: ({ date }) => ({ vi: `ngày ${date} được nêu hai lần`, en: `the day ${date} is named twice` }),
  DateOutsideKnownYears: ({ date }) => ({
    vi: `ngày ${date} nằm ngoài các năm của lịch`,
    en: `the day ${date} lies outside of the calendar's years`,
  }),
  InvalidDate: ({ value }) => ({ vi: `không có ngày ${value}`, en: `there is no day ${value}` }),
  InvalidTimeOfDay: ({ value }) => ({ vi: `không có giờ ${value}`, en: `there is no time of day ${value}` }),
};

export function calendarFault({ code, params }: WorkingTimeError): Words {
  return faults[code]?.(params) ?? { vi: code, en: code };
}
